"""Offers that were ticked in the hall, to be put somewhere, and where the reader was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils import timezone

from nongcai.domain.catalogue import queries as catalogue

if TYPE_CHECKING:
    from django.http import QueryDict

    from nongcai.domain.catalogue.models import ShelfRow
    from nongcai.interfaces.web.http import WebRequest

HALL = "/hall/"
# No key has more figures.
LONGEST, MOST = 18, 50


def chosen(request: WebRequest, most: int = MOST) -> list[ShelfRow]:
    """Return the offers that were ticked; where none was, those of the product."""
    told: QueryDict = request.POST if request.method == "POST" else request.GET
    keys = [int(text) for text in told.getlist("offer")[:most] if is_key(text)]
    product = told.get("product", "")
    is_whole = not keys and is_key(product)
    return catalogue.offers_to_list(keys, timezone.localdate(), product_id=int(product) if is_whole else None)


def is_key(text: str) -> bool:
    """Say whether a text may be the key of a row."""
    return text.isdecimal() and len(text) <= LONGEST


def back_to_hall(address: str, otherwise: str) -> str:
    """Return where in the hall the reader was; from elsewhere one comes to another page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    if not parts.path.startswith(HALL):
        return otherwise
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
