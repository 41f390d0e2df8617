"""Asking another system over HTTP for an object in JSON."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request

from nongcai.foundation.posting import WITHIN, opener

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_READ = 256 * 1024


class NotFetchedError(Exception):
    """Nobody answered in time, or not with an object; `status` is 0 where there was none."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


def fetch(
    address: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the object at an address, or what is answered to a form; follow nothing.

    :raises NotFetchedError: when there is none.
    """
    body = urlencode(form).encode() if form is not None else None
    try:
        asked = Request(address, body, {"Accept": "application/json", **(headers or {})})
        with opener.open(asked, timeout=WITHIN) as response:
            told = json.loads(response.read(MOST_READ))
    except HTTPError as error:
        with error:
            raise NotFetchedError(f"status {error.code}", error.code) from error
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        raise NotFetchedError(type(error).__name__) from error
    if not isinstance(told, dict):
        raise NotFetchedError("no object")
    return told
