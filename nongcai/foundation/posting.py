"""Sending a message to another system over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPResponse

WITHIN = 5  # seconds
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


class _Stay(HTTPRedirectHandler):
    """An address leads nowhere else: the one that was listed is the one that is asked."""

    def redirect_request(self, *_args: object) -> None:
        return None


opener = build_opener(_Stay, ProxyHandler({}))


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a body once, by HTTP or HTTPS, following nothing; return what was answered, whatever it was."""
    try:
        with opener.open(Request(address, body, dict(headers), method="POST"), timeout=WITHIN) as response:
            return Answer(response.status, _read(response))
    except HTTPError as error:
        with error:
            return Answer(error.code, _read(error))
    except (URLError, OSError, HTTPException, ValueError) as error:
        return Answer(0, str(getattr(error, "reason", error))[:MOST_READ])


def _read(answer: HTTPResponse | HTTPError) -> str:
    """Return the beginning of what is said, as far as it comes at once: the status is what counts."""
    try:
        return answer.read1(MOST_READ).decode("utf-8", "replace").replace("\x00", "")
    except (OSError, HTTPException):
        return ""
