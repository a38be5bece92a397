"""What requests name files, resources and variables by."""

from __future__ import annotations

from typing import Any, Optional

from ._s3_object import S3Object
from ._transport import encode_path


def named(file: S3Object) -> "dict[str, Any]":
    return {"s3": file["s3"], **({"storage": file.storage} if file.storage else {})}


def given(s3_resource_path: Optional[str]) -> "dict[str, str]":
    return {"s3_resource_path": s3_resource_path} if s3_resource_path else {}


def without_none(file: S3Object) -> "dict[str, Any]":
    return {name: value for name, value in file.items() if value is not None}


def place(file: S3Object) -> str:
    return f"{file.storage or '_default_'}/{encode_path(file['s3'])}?{file.presigned}"


def resource_path(path: str) -> str:
    for mark in ("$res:", "res://"):
        if path.startswith(mark):
            return path[len(mark) :]
    return path


def variable_path(path: str) -> str:
    for mark in ("$var:", "var://"):
        if path.startswith(mark):
            return path[len(mark) :]
    return path
