"""Writing files, in one request or in parts."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import chain
from typing import Any, BinaryIO, Iterable, Iterator, Union

from ._errors import GranaryError
from ._transport import Transport, retried

Content = Union[str, bytes, bytearray, memoryview, BinaryIO, Iterable[bytes]]

_MIB = 1024**2
#: What is larger goes part by part, so that a broken connection costs one part.
_SINGLE_BYTES = 64 * _MIB
_PART_BYTES = 16 * _MIB
_MAX_PARTS = 10_000
_CONCURRENCY = 3
_BINARY = {"content-type": "application/octet-stream"}
_UPLOAD = "job_helpers/multipart_upload"


def write(transport: Transport, query: dict[str, Any], content: Content) -> str:
    """Writes a file and answers its key."""
    if isinstance(content, str):
        content = content.encode()
    if isinstance(content, (bytes, bytearray, memoryview)):
        view = memoryview(content).cast("B")
        if view.nbytes <= _SINGLE_BYTES:
            return retried(lambda: _write_whole(transport, query, view))
        part_bytes = max(_PART_BYTES, -(-view.nbytes // _MAX_PARTS // _MIB) * _MIB)
        return _write_parts(transport, query, _slices(view, part_bytes))
    parts = _cut(_chunks_of(content), _PART_BYTES)
    first: list[memoryview] = []
    while len(first) * _PART_BYTES <= _SINGLE_BYTES:
        part = next(parts, None)
        if part is None:
            whole = b"".join(first)
            return retried(lambda: _write_whole(transport, query, whole))
        first.append(part)
    return _write_parts(transport, query, chain(_popped(first), parts))


def _write_parts(transport: Transport, query: dict[str, Any], parts: Iterable[memoryview]) -> str:
    begin = {name: value for name, value in query.items() if value is not None}
    try:
        upload = retried(lambda: transport.json("POST", f"{_UPLOAD}/create", body=begin))
    except GranaryError as error:
        if error.status not in (404, 405):
            raise
        # A server that knows no parts.
        return _write_whole(transport, query, (bytes(part) for part in parts))
    upload_id = upload["upload_id"]
    try:
        sent = _send_all(transport, upload_id, parts)
        transport.json("POST", f"{_UPLOAD}/complete", body={"upload_id": upload_id, "parts": sent})
    except BaseException:
        _give_up(transport, upload_id)
        raise
    return str(upload["file_key"])


def _send_all(transport: Transport, upload_id: str, parts: Iterable[memoryview]) -> list[dict[str, Any]]:
    """Sends the parts, some at once; the first failure ends the taking of new ones."""
    sent: list[Future[dict[str, Any]]] = []
    with ThreadPoolExecutor(_CONCURRENCY) as pool:
        running: set[Future[dict[str, Any]]] = set()
        for number, part in enumerate(parts, 1):
            task = pool.submit(_send_part, transport, upload_id, number, part)
            sent.append(task)
            running.add(task)
            if len(running) >= _CONCURRENCY:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for finished in done:
                    finished.result()
    return [task.result() for task in sent]


def _send_part(transport: Transport, upload_id: str, number: int, part: memoryview) -> dict[str, Any]:
    query = {"upload_id": upload_id, "part_number": number}

    def send() -> dict[str, Any]:
        with transport.send("PUT", f"{_UPLOAD}/part", query=query, headers=_BINARY, body=part) as answer:
            return answer.json()

    stored = retried(send)
    return {"part_number": number, "etag": stored["etag"]}


def _give_up(transport: Transport, upload_id: str) -> None:
    try:
        transport.json("DELETE", f"{_UPLOAD}/abort", query={"upload_id": upload_id})
    except GranaryError:
        pass  # The first failure is the one to tell; the server removes the parts after a week.


def _write_whole(transport: Transport, query: dict[str, Any], body: Any) -> str:
    with transport.send("POST", "job_helpers/upload_s3_file", query=query, headers=_BINARY, body=body) as answer:
        return str(answer.json()["file_key"])


def _chunks_of(content: Any) -> Iterator[bytes]:
    if hasattr(content, "read"):
        return iter(lambda: content.read(_MIB), b"")
    if hasattr(content, "__iter__"):
        return iter(content)
    raise TypeError(f"A file is written from str, bytes, a binary file or an iterable of bytes, not {type(content)!r}.")


def _cut(chunks: Iterator[bytes], part_bytes: int) -> Iterator[memoryview]:
    """Parts of exactly ``part_bytes``; only the last may be shorter."""
    part, filled = bytearray(part_bytes), 0
    for chunk in chunks:
        if isinstance(chunk, str):
            raise TypeError("The file is open as text. Open it in binary mode: open(path, 'rb').")
        view = memoryview(chunk).cast("B")
        while view.nbytes:
            piece = view[: part_bytes - filled]
            part[filled : filled + piece.nbytes] = piece
            filled += piece.nbytes
            view = view[piece.nbytes :]
            if filled == part_bytes:
                yield memoryview(part)
                part, filled = bytearray(part_bytes), 0
    if filled:
        yield memoryview(part)[:filled]


def _slices(view: memoryview, part_bytes: int) -> Iterator[memoryview]:
    return (view[start : start + part_bytes] for start in range(0, view.nbytes, part_bytes))


def _popped(parts: list[memoryview]) -> Iterator[memoryview]:
    """The parts one by one, each free as soon as it is sent."""
    while parts:
        yield parts.pop(0)

