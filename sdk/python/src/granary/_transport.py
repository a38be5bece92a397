"""Requests over the standard library: scripts that only move files need no further package."""

from __future__ import annotations

import http.client
import json
import random
import ssl
import time
from typing import Any, Callable, Iterable, Mapping, Optional, TypeVar, Union
from urllib.parse import quote, urlencode, urlsplit

from ._errors import GranaryError, error_of

T = TypeVar("T")
Body = Union[bytes, memoryview, Iterable[bytes]]

_ATTEMPTS = 5
_FIRST_PAUSE_SECONDS = 0.2
_PASSING = frozenset((0, 408, 429, 500, 502, 503, 504))


class Transport:
    """One server and one workspace."""

    def __init__(self, base_url: str, token: Optional[str], workspace: str, timeout: float, verify: bool) -> None:
        self.base_url = base_url.rstrip("/")
        self.token = token
        self.workspace = workspace
        self._timeout = timeout
        self._address = urlsplit(self.base_url)
        self._context = None if self._address.scheme != "https" else _tls(verify)

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Optional[Mapping[str, Any]] = None,
        headers: Optional[Mapping[str, str]] = None,
        body: Optional[Body] = None,
    ) -> "Answer":
        """Sends one request below the workspace. Raises `GranaryError` for an error status and when there is no answer."""
        target = f"{self._address.path}/api/w/{quote(self.workspace, safe='')}/{path}{_query_of(query)}"
        url = f"{self._address.scheme}://{self._address.netloc}{target}"
        connection = self._connect()
        try:
            response = self._exchange(connection, method, target, dict(headers or {}), body)
        except (OSError, http.client.HTTPException) as cause:
            connection.close()
            raise GranaryError(f"No answer from {self.base_url}: {_reason(cause)}.", status=0, url=url) from cause
        answer = Answer(connection, response, url)
        if response.status >= 400:
            with answer:
                content_type = response.headers.get("content-type", "")
                raise error_of(response.status, response.reason, content_type, answer.read(), url)
        return answer

    def json(self, method: str, path: str, *, query: Optional[Mapping[str, Any]] = None, body: Any = None) -> Any:
        """The same with JSON in both directions; None for an answer that is no JSON."""
        headers = {} if body is None else {"content-type": "application/json"}
        sent = None if body is None else json.dumps(body).encode()
        with self.send(method, path, query=query, headers=headers, body=sent) as answer:
            return answer.json()

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._address.hostname or "", self._address.port
        if self._context:
            return http.client.HTTPSConnection(host, port, timeout=self._timeout, context=self._context)
        return http.client.HTTPConnection(host, port, timeout=self._timeout)

    def _exchange(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        target: str,
        headers: dict[str, str],
        body: Optional[Body],
    ) -> http.client.HTTPResponse:
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        if isinstance(body, (bytes, memoryview)):
            headers["content-length"] = str(memoryview(body).nbytes)
        elif body is not None:
            headers["transfer-encoding"] = "chunked"
        chunked = "transfer-encoding" in headers
        try:
            connection.request(method, target, body=body, headers=headers, encode_chunked=chunked)
        except (BrokenPipeError, ConnectionResetError):
            # A server that refuses answers before it has read the body, and says why.
            if connection.sock is None:
                raise
            response = connection.response_class(connection.sock, method=method)
            response.begin()
            return response
        return connection.getresponse()


class Answer:
    """An answer and the connection that it comes over, which is closed with it."""

    def __init__(self, connection: http.client.HTTPConnection, response: http.client.HTTPResponse, url: str) -> None:
        self._connection = connection
        self._response = response
        self._url = url
        self.status = response.status
        self.headers = response.headers

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type") or ""

    def read(self, size: Optional[int] = None) -> bytes:
        """Up to ``size`` bytes, or all. Raises `GranaryError` when the connection breaks before the end."""
        try:
            content = self._response.read() if size is None else self._response.read(size)
        except (OSError, http.client.HTTPException) as cause:
            raise self._broken(cause) from cause
        left = self._response.length
        if not content and size != 0 and left:
            raise self._broken(f"{left} bytes are missing")
        return content

    def json(self) -> Any:
        """The whole answer, parsed; None when it is no JSON."""
        content = self.read()
        return json.loads(content) if self.content_type.startswith("application/json") else None

    def close(self) -> None:
        self._response.close()
        self._connection.close()

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _broken(self, cause: object) -> GranaryError:
        return GranaryError(f"The answer broke off: {_reason(cause)}.", status=0, url=self._url)


def retried(work: Callable[[], T]) -> T:
    """Runs what may be run again, up to five times with growing pauses, while its failures are of a kind that passes."""
    for attempt in range(1, _ATTEMPTS):
        try:
            return work()
        except GranaryError as error:
            if error.status not in _PASSING:
                raise
        time.sleep(_FIRST_PAUSE_SECONDS * 2 ** (attempt - 1) * random.uniform(0.75, 1.25))
    return work()


def encode_path(path: str) -> str:
    """A path such as ``u/ada/token`` as a part of an address."""
    return quote(path, safe="/")


def _query_of(query: Optional[Mapping[str, Any]]) -> str:
    given = {name: _text_of(value) for name, value in (query or {}).items() if value is not None}
    return f"?{urlencode(given)}" if given else ""


def _text_of(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _tls(verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _reason(cause: object) -> str:
    return str(cause) or type(cause).__name__
