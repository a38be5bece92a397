"""Files as Python's own file objects."""

from __future__ import annotations

import io
from typing import Any, Optional

from ._errors import GranaryError
from ._transport import Answer, Transport, retried

_DOWNLOAD = "job_helpers/download_s3_file"
# Shorter gaps are cheaper to read over than to ask for anew.
_SKIP_BYTES = 256 * 1024
_ATTEMPTS = 5


class S3RawReader(io.RawIOBase):
    """The bytes of one version of a file, from any position, over Range requests.

    Reading on from the last position continues the same answer. A connection that breaks is opened again where it broke;
    when the file was changed meanwhile, that is an error and not a mixture of two versions.
    """

    def __init__(self, transport: Transport, query: dict[str, Optional[str]]) -> None:
        super().__init__()
        self._transport = transport
        self._query = query
        self._answer: Optional[Answer] = None
        self._answer_position = 0
        self._position = 0
        self._size: Optional[int] = None
        self._etag: Optional[str] = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            offset += self._position
        elif whence == io.SEEK_END:
            offset += self.size
        if offset < 0:
            raise ValueError(f"There is no position {offset} in a file.")
        self._position = offset
        return offset

    @property
    def size(self) -> int:
        """Bytes of the file."""
        if self._size is None:
            found = self._transport.json("GET", "job_helpers/load_file_metadata", query=self._query)
            self._note(found["size_in_bytes"], found.get("etag"))
        return self._size or 0

    def readinto(self, target: Any) -> int:
        view = memoryview(target).cast("B")
        if view.nbytes == 0 or (self._size is not None and self._position >= self._size):
            return 0
        for attempt in range(_ATTEMPTS):
            try:
                content = self._at_position(attempt).read(view.nbytes) if self._open(attempt) else b""
                break
            except GranaryError as error:
                self._drop()
                if error.status != 0 or attempt == _ATTEMPTS - 1:
                    raise
        view[: len(content)] = content
        self._position += len(content)
        self._answer_position = self._position
        return len(content)

    def close(self) -> None:
        self._drop()
        super().close()

    def open(self) -> None:
        """Sends the first request, so that a file that may not be read is an error here and not at the first read."""
        self._open(0)

    def _at_position(self, attempt: int) -> Answer:
        assert self._answer is not None, attempt
        gap = self._position - self._answer_position
        while gap > 0:
            skipped = len(self._answer.read(min(gap, _SKIP_BYTES)))
            if skipped == 0:
                break
            gap -= skipped
        return self._answer

    def _open(self, attempt: int) -> bool:
        """Makes sure of an answer that reaches the position; False where the file has no bytes there."""
        gap = self._position - self._answer_position
        if self._answer is not None and 0 <= gap <= _SKIP_BYTES:
            return True
        self._drop()
        headers = {"range": f"bytes={self._position}-"}
        if self._etag is not None:
            headers["if-match"] = f'"{self._etag}"'
        try:
            self._answer = retried(lambda: self._transport.send("GET", _DOWNLOAD, query=self._query, headers=headers))
        except GranaryError as error:
            if error.status == 416:
                return False
            raise
        self._answer_position = self._position if self._answer.status == 206 else 0
        self._note(_size_of(self._answer), (self._answer.headers.get("etag") or "").strip('"') or None)
        return True

    def _note(self, size: Optional[int], etag: Optional[str]) -> None:
        self._size = size if self._size is None else self._size
        self._etag = etag if self._etag is None else self._etag

    def _drop(self) -> None:
        if self._answer is not None:
            self._answer.close()
            self._answer = None


def _size_of(answer: Answer) -> Optional[int]:
    total = (answer.headers.get("content-range") or "").rpartition("/")[2]
    if total.isdigit():
        return int(total)
    length = answer.headers.get("content-length")
    return int(length) if length and answer.status == 200 else None
