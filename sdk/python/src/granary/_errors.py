"""What goes wrong, as one class of exception."""

from __future__ import annotations

import re

_CODES = {
    0: "unreachable",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    412: "conflict",
    500: "internal",
}

# The server says each failure as one line of "<prefix>: <sentence>"; the code tells the prefix again.
_PREFIX = re.compile(
    r"^(?:Not found|Not authorized|Permission denied|Bad request|Conflict|Unavailable|Internal): "
)


class GranaryError(Exception):
    """A request that failed. Its text is the server's own sentence."""

    def __init__(self, message: str, *, status: int, url: str, body: str = "") -> None:
        super().__init__(message)
        #: HTTP status; 0 when there was no answer.
        self.status = status
        #: ``unauthenticated``, ``forbidden``, ``not_found``, ``conflict``, ``invalid``, ``unavailable``,
        #: ``internal``, or ``unreachable`` when there was no answer.
        self.code = _CODES.get(status, "unavailable" if status >= 500 else "invalid")
        self.url = url
        #: The body as it came.
        self.body = body


def error_of(status: int, reason: str, content_type: str, body: bytes, url: str) -> GranaryError:
    """The failure that an answer with an error status tells of."""
    text = body.decode("utf-8", "replace").strip()
    if content_type.startswith("text/plain") and text:
        message = _PREFIX.sub("", text)
    else:
        message = f"The server answered {status} {reason}."
    return GranaryError(message, status=status, url=url, body=text)
