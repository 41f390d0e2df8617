"""Sending a message to another system over HTTP."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, gaierror, socket
from ssl import SSLError, create_default_context
from threading import Timer
from typing import TYPE_CHECKING, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPResponse

WITHIN, WHOLE = 5, 10  # seconds: for one read, and for all of it
MOST_READ = 1000


@dataclass(frozen=True)
class Answer:
    """What the other system answered; status 0 where it did not."""

    status: int
    text: str


class Post(Protocol):
    """Whatever sends a body to an address."""

    def __call__(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send it once."""


class _Cut:
    """A connection that is cut after a while, however it drips: a time-out of a socket holds for one read only."""

    sock: socket | None

    def connect(self) -> None:
        """Connect, and set the clock."""
        super().connect()  # type: ignore[misc]  # of the connection beside it
        timer = Timer(WHOLE, _shut, [self.sock])
        timer.daemon = True
        timer.start()


def _shut(sock: socket) -> None:
    with suppress(OSError):
        sock.shutdown(SHUT_RDWR)


class _PlainConnection(_Cut, HTTPConnection):
    """HTTP."""


class _SealedConnection(_Cut, HTTPSConnection):
    """HTTPS."""


class _Plain(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        """Open by HTTP."""
        return self.do_open(_PlainConnection, req)


class _Sealed(HTTPSHandler):
    def https_open(self, req: Request) -> HTTPResponse:
        """Open by HTTPS, the other side being who it says."""
        return self.do_open(_SealedConnection, req, context=create_default_context())


class _Stay(HTTPRedirectHandler):
    """An address leads nowhere else: the one that was listed is the one that is asked."""

    def redirect_request(self, *_args: object) -> None:
        return None


opener = build_opener(_Stay, _Plain, _Sealed, ProxyHandler({}))


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a body once, by HTTP or HTTPS, following nothing; return what was answered, whatever it was."""
    try:
        with opener.open(Request(address, body, dict(headers), method="POST"), timeout=WITHIN) as response:
            return Answer(response.status, _read(response))
    except HTTPError as error:
        with error:
            return Answer(error.code, _read(error))
    except (URLError, OSError, HTTPException, ValueError) as error:
        return Answer(0, _why(error))


def _why(error: Exception) -> str:
    """Say in a clerk's words why nobody answered, the machine's beside them."""
    reason = getattr(error, "reason", error)
    kinds = {gaierror: N_("找不到这个域名"), ConnectionRefusedError: N_("对方拒绝连接"), SSLError: N_("证书校验未通过")}
    words = next((text for kind, text in kinds.items() if isinstance(reason, kind)), N_("连接中断"))
    if isinstance(reason, TimeoutError):
        words = N_("超时没有答复")
    return f"{words}（{reason}）"[:MOST_READ]


def _read(answer: HTTPResponse | HTTPError) -> str:
    """Return the beginning of what is said, as far as it comes at once: the status is what counts."""
    try:
        return answer.read1(MOST_READ).decode("utf-8", "replace").replace("\x00", "")
    except (OSError, HTTPException, ValueError):
        return ""
