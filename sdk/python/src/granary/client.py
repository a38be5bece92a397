"""The client: one server, one workspace, one token."""

from __future__ import annotations

import io
import os
from datetime import datetime
from typing import Any, Iterator, List, NamedTuple, Optional
from urllib.parse import quote

from ._errors import GranaryError
from ._parameters import given, named, place, resource_path, variable_path, without_none
from ._reader import S3RawReader
from ._s3_object import FileLike, S3Object, parse_s3_object, target_query
from ._transport import Transport, encode_path, retried
from ._writer import Content, write

_READ_AHEAD_BYTES = 256 * 1024


class S3FileInfo(NamedTuple):
    """What is known of a file beside its content."""

    #: Bytes.
    size: int
    last_modified: datetime
    content_type: Optional[str]
    #: Changes with the content.
    etag: Optional[str]
    version_id: Optional[str]
    content_disposition: Optional[str]
    #: User metadata.
    metadata: "dict[str, str]"


class Granary:
    """A workspace of a Granary. What is left out comes from the environment, which running scripts have.

    Args:
        base_url: address without ``/api``; ``BASE_INTERNAL_URL``, then ``WM_BASE_URL``.
        token: API token; ``WM_TOKEN``.
        workspace: id of the workspace; ``WM_WORKSPACE``.
        verify: False takes any TLS certificate.
        timeout: seconds that the server may be silent.
    """

    def __init__(
        self,
        base_url: Optional[str] = None,
        token: Optional[str] = None,
        workspace: Optional[str] = None,
        verify: bool = True,
        timeout: float = 300.0,
    ) -> None:
        address = base_url or os.environ.get("BASE_INTERNAL_URL") or os.environ.get("WM_BASE_URL")
        chosen = workspace or os.environ.get("WM_WORKSPACE")
        if not address:
            raise ValueError("No server is named: set BASE_INTERNAL_URL or WM_BASE_URL, or pass base_url.")
        if not chosen:
            raise ValueError("No workspace is named: set WM_WORKSPACE, or pass workspace.")
        self.workspace = chosen
        self._transport = Transport(address, token or os.environ.get("WM_TOKEN"), chosen, timeout, verify)

    def load_s3_file(self, s3object: FileLike, s3_resource_path: Optional[str] = None) -> bytes:
        """The whole content of a file. Use `load_s3_file_reader` for what does not fit into memory."""
        query = target_query(s3object, s3_resource_path)
        with self._transport.send("GET", "job_helpers/download_s3_file", query=query) as answer:
            return answer.read()

    def load_s3_file_reader(self, s3object: FileLike, s3_resource_path: Optional[str] = None) -> io.BufferedReader:
        """A file as Python's own file object: ``read``, ``seek``, ``tell``, lines, ``with``; memory stays flat.

        Works wherever an open binary file does: ``polars.read_parquet``, ``zipfile.ZipFile``, ``csv``, ``shutil.copyfileobj``.
        """
        raw = S3RawReader(self._transport, target_query(s3object, s3_resource_path))
        raw.open()
        return io.BufferedReader(raw, _READ_AHEAD_BYTES)

    def read_s3_file_range(
        self,
        s3object: FileLike,
        start: Optional[int] = None,
        end: Optional[int] = None,
        last: Optional[int] = None,
        s3_resource_path: Optional[str] = None,
    ) -> bytes:
        """Bytes from ``start`` on, before ``end``; or the ``last`` bytes. A range wholly beyond the end is refused."""
        first = start or 0
        if last is None and end is not None and end <= first:
            return b""
        wanted = f"-{last}" if last is not None else f"{first}-{'' if end is None else end - 1}"
        query, headers = target_query(s3object, s3_resource_path), {"range": f"bytes={wanted}"}
        path = "job_helpers/download_s3_file"
        with self._transport.send("GET", path, query=query, headers=headers) as answer:
            if answer.status != 206:
                raise GranaryError("The server sent the whole file instead of a range.", status=200, url=path)
            return answer.read()

    def write_s3_file(
        self,
        s3object: Optional[FileLike],
        file_content: Content,
        s3_resource_path: Optional[str] = None,
        content_type: Optional[str] = None,
        content_disposition: Optional[str] = None,
        *,
        file_extension: Optional[str] = None,
        overwrite: Optional[bool] = None,
    ) -> S3Object:
        """Writes a file from text, bytes, an open binary file or an iterable of bytes, and answers it.

        Without ``s3object`` the server invents a key. What is longer than 64 MiB goes in parts, each of which is sent
        again when the connection breaks; the file is visible only once it is whole. ``overwrite=False`` refuses with
        code ``conflict`` when there is a file of that key.
        """
        target = S3Object() if s3object is None else parse_s3_object(s3object)
        query = {
            "file_key": target.get("s3"),
            "storage": target.storage,
            "s3_resource_path": s3_resource_path or None,
            "file_extension": file_extension,
            "content_type": content_type,
            "content_disposition": content_disposition,
            "overwrite": overwrite,
        }
        key = write(self._transport, query, file_content)
        return S3Object(s3=key, storage=target.storage) if target.storage else S3Object(s3=key)

    def delete_s3_file(self, s3object: FileLike, s3_resource_path: Optional[str] = None) -> None:
        """Deletes a file for good. Deleting what is not there succeeds."""
        query = target_query(s3object, s3_resource_path)
        if not query["file_key"]:
            raise ValueError("Name the file to delete.")
        self._transport.json("DELETE", "job_helpers/delete_s3_file", query=query)

    def list_s3_files(
        self,
        prefix: Optional[str] = None,
        storage: Optional[str] = None,
        s3_resource_path: Optional[str] = None,
        *,
        after: Optional[str] = None,
        page_size: int = 1000,
    ) -> Iterator[S3Object]:
        """Every file under a prefix, in order of keys. Pages are asked for as they are needed.

        Raises `GranaryError` with code ``forbidden`` when the storage may not be browsed.
        """
        marker: Optional[str] = after
        path = "job_helpers/list_stored_files"
        query = {"prefix": prefix, "storage": storage, "s3_resource_path": s3_resource_path, "max_keys": page_size}
        while True:
            page = self._transport.json("GET", path, query={**query, "marker": marker})
            if page.get("restricted_access") is not False:
                raise GranaryError("You may not browse this storage.", status=403, url=path)
            files = page["windmill_large_files"]
            for file in files:
                yield S3Object(s3=file["s3"], storage=storage) if storage else S3Object(s3=file["s3"])
            # A server that names no marker means: after the last key, if the page was full.
            marker = page.get("next_marker") or (files[-1]["s3"] if files and len(files) >= page_size else None)
            if marker is None:
                return

    def head_s3_file(self, s3object: FileLike, s3_resource_path: Optional[str] = None) -> S3FileInfo:
        """Size, date and type of a file. Raises `GranaryError` with code ``not_found`` when there is none."""
        query = target_query(s3object, s3_resource_path)
        found = self._transport.json("GET", "job_helpers/load_file_metadata", query=query)
        return S3FileInfo(
            size=found["size_in_bytes"],
            last_modified=datetime.fromisoformat(found["last_modified"].replace("Z", "+00:00")),
            content_type=found.get("mime_type"),
            etag=found.get("etag"),
            version_id=found.get("version_id"),
            content_disposition=found.get("content_disposition"),
            metadata=found.get("metadata") or {},
        )

    def copy_s3_file(
        self,
        source: FileLike,
        target: FileLike,
        s3_resource_path: Optional[str] = None,
        *,
        overwrite: Optional[bool] = None,
    ) -> S3Object:
        """Copies a file with its metadata, also from one storage to another, without its bytes passing through here."""
        src, dest = ({**named(parse_s3_object(file)), **given(s3_resource_path)} for file in (source, target))
        body = {"src": src, "dest": dest, **({} if overwrite is None else {"overwrite": overwrite})}
        self._transport.json("POST", "job_helpers/copy_s3_file", body=body)
        return S3Object(named(parse_s3_object(target)))

    def sign_s3_objects(self, s3_objects: List[FileLike], expiry_secs: Optional[int] = None) -> List[S3Object]:
        """Signs files, so that whoever has the signature can read them without an account. Keeps order and extra fields.

        The signature holds for ``expiry_secs`` seconds: 60 to 604800, by default 43200 (12 hours).
        """
        objects = [without_none(parse_s3_object(file)) for file in s3_objects]
        body = {"s3_objects": objects, **({} if expiry_secs is None else {"expiry_secs": expiry_secs})}
        return [S3Object(signed) for signed in self._transport.json("POST", "apps/sign_s3_objects", body=body)]

    def sign_s3_object(self, s3_object: FileLike, expiry_secs: Optional[int] = None) -> S3Object:
        """Signs one file."""
        return self.sign_s3_objects([s3_object], expiry_secs)[0]

    def get_presigned_s3_public_urls(
        self, s3_objects: List[FileLike], base_url: Optional[str] = None, expiry_secs: Optional[int] = None
    ) -> List[str]:
        """Links that anybody can open until they expire. Files that carry a signature are not signed again."""
        parsed = [parse_s3_object(file) for file in s3_objects]
        unsigned: List[FileLike] = [file for file in parsed if file.presigned is None]
        signed = iter(self.sign_s3_objects(unsigned, expiry_secs) if unsigned else [])
        ready = [next(signed) if file.presigned is None else file for file in parsed]
        start = (base_url or os.environ.get("WM_BASE_URL") or self._transport.base_url).rstrip("/")
        return [f"{start}/api/w/{quote(self.workspace, safe='')}/s3_proxy/{place(file)}" for file in ready]

    def get_presigned_s3_public_url(
        self, s3_object: FileLike, base_url: Optional[str] = None, expiry_secs: Optional[int] = None
    ) -> str:
        """A link to one file."""
        return self.get_presigned_s3_public_urls([s3_object], base_url, expiry_secs)[0]

    def get_resource(self, path: str, none_if_undefined: bool = False, interpolated: bool = True) -> Any:
        """The value of a resource, with the variables and resources that it refers to put in unless not ``interpolated``."""
        route = "get_value_interpolated" if interpolated else "get_value"
        try:
            return self._transport.json("GET", f"resources/{route}/{encode_path(resource_path(path))}")
        except GranaryError as error:
            if none_if_undefined and error.code == "not_found":
                return None
            raise

    def set_resource(self, path: str, value: Any, resource_type: str = "any") -> None:
        """Replaces the value of a resource, or makes the resource with the type that is named."""
        plain = resource_path(path)
        if self._transport.json("GET", f"resources/exists/{encode_path(plain)}"):
            self._transport.json("POST", f"resources/update_value/{encode_path(plain)}", body={"value": value})
            return
        new = {"path": plain, "value": value, "resource_type": resource_type}
        self._transport.json("POST", "resources/create", body=new)

    def get_variable(self, path: str) -> str:
        """The value of a variable, decrypted."""
        return str(self._transport.json("GET", f"variables/get_value/{encode_path(variable_path(path))}"))

    def set_variable(self, path: str, value: str, is_secret: bool = False, description: str = "") -> None:
        """Replaces the value of a variable, or makes the variable."""
        plain = variable_path(path)
        if self._transport.json("GET", f"variables/exists/{encode_path(plain)}"):
            self._transport.json("POST", f"variables/update/{encode_path(plain)}", body={"value": value})
            return
        new = {"path": plain, "value": value, "is_secret": is_secret, "description": description}
        self._transport.json("POST", "variables/create", body=new)

    def polars_connection_settings(self, s3_resource_path: str = "") -> "dict[str, Any]":
        """``storage_options`` for Polars and ``s3fs_args`` for s3fs."""
        return self._settings("polars_connection_settings", s3_resource_path)

    def s3fs_connection_settings(self, s3_resource_path: str = "") -> "dict[str, Any]":
        """Keyword arguments of ``s3fs.S3FileSystem``."""
        settings: "dict[str, Any]" = self.polars_connection_settings(s3_resource_path)["s3fs_args"]
        return settings

    def duckdb_connection_settings(self, s3_resource_path: str = "") -> "dict[str, Any]":
        """``connection_settings_str``: SQL to run before the first ``s3://`` address; and ``s3_bucket``."""
        return self._settings("duckdb_connection_settings", s3_resource_path)

    def boto3_connection_settings(self, s3_resource_path: str = "") -> "dict[str, Any]":
        """Keyword arguments of ``boto3.client("s3", …)``."""
        found = self._settings("s3_resource_info", s3_resource_path)
        port = f":{found['port']}" if found.get("port") else ""
        settings = {
            "endpoint_url": f"{'https' if found['useSSL'] else 'http'}://{found['endPoint']}{port}",
            "region_name": found["region"],
            "use_ssl": found["useSSL"],
            "aws_access_key_id": found.get("accessKey"),
            "aws_secret_access_key": found.get("secretKey"),
        }
        return {**settings, "aws_session_token": found["token"]} if found.get("token") else settings

    def _settings(self, name: str, s3_resource_path: str) -> "dict[str, Any]":
        path = resource_path(s3_resource_path)
        settings: "dict[str, Any]" = retried(
            lambda: self._transport.json("POST", f"job_helpers/v2/{name}", body=given(path))
        )
        return settings
