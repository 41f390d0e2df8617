"""The operations on goods: what each answers to those who manage units and to each role of the market."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.interfaces.api.buying_table import BUYING_TABLE, MADE_OF_BUYING
from tests.interfaces.api.zones_table import MADE_OF_ZONES, ZONES_TABLE
from tests.interfaces.web import goods_table as pages
from tests.interfaces.web.market_table import CONCERNED, MARKET

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

ALL = dict.fromkeys(MARKET, 200)
BLIND = dict.fromkeys(MARKET, 404)
SEEN = BLIND | dict.fromkeys(("supplier", *CONCERNED), 200)
NONE = dict.fromkeys(MARKET, 403)
PLATFORM = NONE | {"platform": 200}
ONE, OFFER, CATEGORY = "goods/products/{product_id}", "goods/offers/{offer_id}", "goods/categories/{category_id}"
BATCH = "goods/batches/{batch_id}"
PRODUCT = {
    "category_id": 1,
    "name": "木耳",
    "county_code": "411224",
    "producer": "合作社",
    "shelf_life_days": 540,
    "storage": "干燥",
    "net_quantity": "250",
    "net_unit": "g",
}
SOLD = {"specification": "500克/袋", "sale_unit": "bag"}
PLAN = {"name": "普通", "fees": [{"province": "", "first_fee": "8"}]}


def steps(status: int) -> dict[str, int]:
    """Its supplier gets this; whom it concerns besides sees it and may not."""
    return BLIND | dict.fromkeys(CONCERNED, 403) | {"supplier": status}


def decides(status: int) -> dict[str, int]:
    """The platform gets this."""
    return BLIND | dict.fromkeys(("supplier", *CONCERNED), 403) | {"platform": status}


# Method, path, what those who manage units get, what each role of the market gets, what is sent.
GOODS_TABLE: tuple[tuple[str, str, int, dict[str, int], dict[str, Any]], ...] = (
    ("get", "goods/products", 404, ALL, {}),
    ("get", ONE, 404, SEEN, {}),
    ("post", "goods/products", 403, NONE, PRODUCT),
    ("post", ONE, 403, NONE | {"supplier": 409}, PRODUCT),
    ("post", f"{ONE}/submit", 403, NONE | {"supplier": 409}, {}),
    ("post", f"{ONE}/withdraw", 404, steps(200), {}),
    ("post", f"{ONE}/retire", 404, steps(409), {}),
    ("post", f"{ONE}/pass", 404, decides(200), {"version": 1}),
    ("post", f"{ONE}/return", 404, decides(200), {"version": 1, "reason": "origin", "words": "请补充"}),
    ("post", f"{ONE}/pictures", 422, dict.fromkeys(MARKET, 422), {}),
    ("post", "goods/pictures/{picture_id}/remove", 403, NONE | {"supplier": 200}, {}),
    ("post", "goods/pictures/{picture_id}/first", 403, NONE | {"supplier": 200}, {}),
    ("get", f"{ONE}/offers", 404, SEEN, {}),
    ("post", f"{ONE}/offers", 403, NONE | {"supplier": 200}, SOLD | {"price": "9.90", "quantity": 5}),
    ("get", OFFER, 404, SEEN, {}),
    ("post", OFFER, 404, SEEN | dict.fromkeys(CONCERNED, 403), SOLD),
    ("post", f"{OFFER}/price", 404, SEEN | dict.fromkeys(CONCERNED, 403), {"price": "9.90"}),
    ("post", f"{OFFER}/stock", 404, SEEN | dict.fromkeys(CONCERNED, 403), {"quantity": 5}),
    ("post", f"{OFFER}/switch", 404, SEEN | dict.fromkeys(CONCERNED, 403), {"is_on": False}),
    ("get", "goods/offers", 404, ALL, {}),
    ("get", "goods/batches", 404, BLIND | {"supplier": 200}, {}),
    ("post", "goods/batches", 422, dict.fromkeys(MARKET, 422), {}),
    ("get", BATCH, 404, BLIND | {"supplier": 200}, {}),
    ("get", f"{BATCH}/rows", 404, BLIND | {"supplier": 200}, {}),
    ("post", f"{BATCH}/check", 404, BLIND | {"supplier": 200}, {}),
    ("post", f"{BATCH}/load", 404, BLIND | {"supplier": 200}, {}),
    ("post", f"{BATCH}/rejects", 404, BLIND | {"supplier": 200}, {}),
    ("get", "goods/batches/template/{category_id}", 404, BLIND | {"supplier": 200}, {}),
    ("post", "goods/batches/form", 404, BLIND | {"supplier": 200}, {"purpose": "改价"}),
    ("post", f"{BATCH}/discard", 404, BLIND | {"supplier": 200}, {}),
    ("get", "goods/freight", 404, BLIND | {"supplier": 200}, {}),
    ("post", "goods/freight", 403, NONE, PLAN),
    ("post", "goods/freight/{plan_id}", 403, NONE | {"supplier": 200}, PLAN),
    ("get", "goods/categories", 404, ALL, {}),
    ("get", f"{CATEGORY}/attributes", 404, ALL, {}),
    ("post", "goods/categories", 403, PLATFORM, {"name": "甲"}),
    ("post", "goods/categories/plant", 403, PLATFORM, {}),
    ("post", CATEGORY, 403, PLATFORM, {"name": "稻米"}),
    ("post", f"{CATEGORY}/move", 403, PLATFORM, {"parent_id": None}),
    ("post", f"{CATEGORY}/open", 403, PLATFORM, {"is_open": False}),
    ("post", f"{CATEGORY}/attributes", 403, PLATFORM, {"name": "甲", "kind": "text"}),
    ("post", "goods/attributes/{attribute_id}", 403, PLATFORM, {"name": "乙", "kind": "choice", "choices": ["一级"]}),
    *ZONES_TABLE,
    *BUYING_TABLE,
)

MADE_OF_GOODS: dict[str, Callable[[Cast], dict[str, object]]] = {
    "{product_id}": pages.waiting,
    "{offer_id}": pages.offer,
    "{picture_id}": pages.own_picture,
    "{plan_id}": pages.plan,
    "{batch_id}": pages.batch,
    "{category_id}": pages.category,
    "{attribute_id}": pages.attribute,
    **MADE_OF_ZONES,
    **MADE_OF_BUYING,
}
