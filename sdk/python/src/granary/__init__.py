"""Read and write the files, resources and variables of a Granary workspace.

Inside a running script the environment names server, workspace and token, and the functions of this module just work.
Elsewhere make a `Granary`, which has the same functions as methods.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Callable, Optional, TypeVar

from ._errors import GranaryError
from ._s3_object import FileLike, S3Object, parse_s3_object
from ._writer import Content
from .client import Granary, S3FileInfo

__version__ = "0.1.0"

if TYPE_CHECKING:  # type checkers bring it along
    from typing_extensions import Concatenate, ParamSpec

    P = ParamSpec("P")

T = TypeVar("T")

_default: Optional[Granary] = None


def default_client() -> Granary:
    """The client that the functions of this module use; made from the environment at the first call."""
    global _default
    if _default is None:
        _default = Granary()
    return _default


def set_client(client: Optional[Granary]) -> None:
    """Lets the functions of this module use another client; with None the environment decides again."""
    global _default
    _default = client


def get_workspace() -> str:
    """The id of the workspace that the functions of this module mean."""
    return default_client().workspace


def _on_default(method: Callable[Concatenate[Granary, P], T]) -> Callable[P, T]:
    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        return method(default_client(), *args, **kwargs)

    return call


load_s3_file = _on_default(Granary.load_s3_file)
load_s3_file_reader = _on_default(Granary.load_s3_file_reader)
read_s3_file_range = _on_default(Granary.read_s3_file_range)
write_s3_file = _on_default(Granary.write_s3_file)
delete_s3_file = _on_default(Granary.delete_s3_file)
list_s3_files = _on_default(Granary.list_s3_files)
head_s3_file = _on_default(Granary.head_s3_file)
copy_s3_file = _on_default(Granary.copy_s3_file)
sign_s3_objects = _on_default(Granary.sign_s3_objects)
sign_s3_object = _on_default(Granary.sign_s3_object)
get_presigned_s3_public_urls = _on_default(Granary.get_presigned_s3_public_urls)
get_presigned_s3_public_url = _on_default(Granary.get_presigned_s3_public_url)
get_resource = _on_default(Granary.get_resource)
set_resource = _on_default(Granary.set_resource)
get_variable = _on_default(Granary.get_variable)
set_variable = _on_default(Granary.set_variable)
polars_connection_settings = _on_default(Granary.polars_connection_settings)
s3fs_connection_settings = _on_default(Granary.s3fs_connection_settings)
duckdb_connection_settings = _on_default(Granary.duckdb_connection_settings)
boto3_connection_settings = _on_default(Granary.boto3_connection_settings)

__all__ = [
    "Content",
    "FileLike",
    "Granary",
    "GranaryError",
    "S3FileInfo",
    "S3Object",
    "boto3_connection_settings",
    "copy_s3_file",
    "default_client",
    "delete_s3_file",
    "duckdb_connection_settings",
    "get_presigned_s3_public_url",
    "get_presigned_s3_public_urls",
    "get_resource",
    "get_variable",
    "get_workspace",
    "head_s3_file",
    "list_s3_files",
    "load_s3_file",
    "load_s3_file_reader",
    "parse_s3_object",
    "polars_connection_settings",
    "read_s3_file_range",
    "s3fs_connection_settings",
    "set_client",
    "set_resource",
    "set_variable",
    "sign_s3_object",
    "sign_s3_objects",
    "write_s3_file",
]
