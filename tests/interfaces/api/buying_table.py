"""The operations on demands and lists: what each answers to whoever files or buys, and to each role of the market."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.interfaces.web import buying_table as pages
from tests.interfaces.web.market_table import MARKET

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

BLIND, NONE = dict.fromkeys(MARKET, 404), dict.fromkeys(MARKET, 403)
BUYING = dict.fromkeys(("supervisor", "unit", "stranger", "buyer"), 200)
THE_UNITS = dict.fromkeys(("unit", "buyer"), 200)
ELSEWHERE = dict.fromkeys(("supervisor", "stranger"), 404)
MARKETS = dict.fromkeys(("supplier", "platform"), 200)
ONE, LIST, LINE = "demands/{demand_id}", "reorders/{list_id}", "reorders/lines/{line_id}"
SOON = (date.today() + timedelta(days=9)).isoformat()  # noqa: DTZ011  pages read the clock
DEMAND = {"item": "大米", "quantity": "500", "measure": "kilogram", "since": SOON, "until": SOON}
PUT = {"lines": [{"offer_id": 1, "quantity": 5}]}

BUYING_TABLE: tuple[tuple[str, str, int, dict[str, int], dict[str, Any]], ...] = (
    ("get", "demands", 404, BUYING | MARKETS, {}),
    ("get", ONE, 404, THE_UNITS | MARKETS, {}),
    ("post", "demands", 403, NONE | BUYING, DEMAND),
    ("post", f"{ONE}/close", 403, THE_UNITS | ELSEWHERE, {}),
    ("post", f"{ONE}/answer", 403, NONE | {"supplier": 404}, {"product_id": 1}),
    ("post", f"{ONE}/number", 404, {"unit": 200} | MARKETS, {"purpose": "联系供货"}),
    ("post", f"{ONE}/retract", 403, NONE | {"supplier": 200}, {}),
    ("get", "reorders", 404, BUYING, {}),
    ("get", LIST, 404, THE_UNITS, {}),
    ("post", "reorders", 403, BUYING, {"name": "食堂"}),
    ("post", f"{LIST}/rename", 404, THE_UNITS, {"name": "食堂"}),
    ("post", f"{LIST}/copy", 404, THE_UNITS, {"name": "食堂"}),
    ("post", f"{LIST}/remove", 404, THE_UNITS, {}),
    ("post", f"{LIST}/lines", 404, dict.fromkeys(THE_UNITS, 422), PUT),
    ("post", LINE, 404, THE_UNITS, {"quantity": 5}),
    ("post", f"{LINE}/remove", 404, THE_UNITS, {}),
)

MADE_OF_BUYING: dict[str, Callable[[Cast], dict[str, object]]] = {
    "{demand_id}": pages.demand,
    "{list_id}": pages.listed,
    "{line_id}": lambda cast: {"line_id": pages.line(cast)["line_id"]},
}
