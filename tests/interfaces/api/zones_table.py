"""The operations on zones: what each answers to those who manage units and to each role of the market."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.interfaces.web import zones_table as pages
from tests.interfaces.web.market_table import MARKET

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

BLIND, NONE = dict.fromkeys(MARKET, 404), dict.fromkeys(MARKET, 403)
SEEN = BLIND | dict.fromkeys(("supplier", "platform"), 200)
PLATFORM = NONE | {"platform": 200}
ONE, ENTRY = "zones/{zone_id}", "zones/entries/{entry_id}"
ZONE = {"name": "新专区", "kind": "session", "opens_on": "2024-01-01"}

ZONES_TABLE: tuple[tuple[str, str, int, dict[str, int], dict[str, Any]], ...] = (
    ("get", "zones", 404, SEEN, {}),
    ("get", ONE, 404, SEEN, {}),
    ("post", "zones", 403, PLATFORM, ZONE),
    ("post", ONE, 403, PLATFORM, ZONE),
    ("post", f"{ONE}/step", 403, PLATFORM, {"action": "close"}),
    ("post", f"{ONE}/curators", 403, PLATFORM, {"user_ids": []}),
    ("post", f"{ONE}/banner", 422, dict.fromkeys(MARKET, 422), {}),
    ("post", f"{ONE}/entries", 403, NONE, {"product_id": 1}),
    ("post", f"{ONE}/admit", 404, BLIND | {"supplier": 403, "platform": 422}, {"entry_ids": []}),
    ("post", f"{ONE}/return", 404, BLIND | {"supplier": 403, "platform": 422}, {"entry_ids": [], "words": "甲"}),
    ("post", f"{ENTRY}/withdraw", 403, NONE | {"supplier": 200}, {}),
    ("post", f"{ENTRY}/remove", 404, BLIND | {"supplier": 403, "platform": 200}, {"words": "抽检不合格"}),
    ("post", f"{ENTRY}/order", 404, BLIND | {"supplier": 403, "platform": 200}, {"move": "first", "version": 0}),
)

MADE_OF_ZONES: dict[str, Callable[[Cast], dict[str, object]]] = {
    "{zone_id}": pages.first_zone,
    "{entry_id}": pages.stands,
}
