"""How a file is named."""

from __future__ import annotations

import re
from typing import Any, Optional, Union

_URI = re.compile(r"^s3://([^/]*)/(.+)$", re.DOTALL)


class S3Object(dict):  # type: ignore[type-arg]
    """A file: its key as ``s3``, and a secondary ``storage``. A dict, since it travels as JSON, with attributes.

    >>> S3Object(s3="reports/may.csv").s3
    'reports/may.csv'
    """

    s3: str
    storage: Optional[str]
    presigned: Optional[str]

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            if name in ("storage", "presigned"):
                return None
            raise AttributeError(name) from None


#: A file as an `S3Object`, a plain dict of the same shape, or a URI ``s3://storage/key``.
FileLike = Union[S3Object, "dict[str, Any]", str]


def parse_s3_object(file: FileLike) -> S3Object:
    """The parts of a file in any form. Raises ValueError for a text that is no such URI: a key alone would be ambiguous.

    >>> parse_s3_object("s3://archive/a/b.csv")
    {'s3': 'a/b.csv', 'storage': 'archive'}
    """
    if not isinstance(file, str):
        return S3Object(file)
    match = _URI.match(file)
    if not match:
        raise ValueError(f"{file!r} is no file: write s3://<storage>/<key>, s3:///<key> or S3Object(s3=<key>).")
    storage, key = match.groups()
    return S3Object(s3=key, storage=storage) if storage else S3Object(s3=key)


def target_query(file: FileLike, s3_resource_path: Optional[str]) -> dict[str, Optional[str]]:
    """The query by which routes are told the storage and the file."""
    parsed = parse_s3_object(file)
    return {"file_key": parsed["s3"], "storage": parsed.storage, "s3_resource_path": s3_resource_path or None}
