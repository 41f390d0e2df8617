"""The market's operations: what each answers to those who manage units and to each role of the market."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.interfaces.web import market_table as pages
from tests.interfaces.web.market_table import CONCERNED, MARKET

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

ALL = dict.fromkeys(MARKET, 200)
# Past the gate; what is asked is not there, or not theirs.
BLIND = dict.fromkeys(MARKET, 404)
ONE, MEASURE = "applications/{application_id}", "measures/{measure_id}"
ACCOUNT = "market/accounts/{account_id}"
DOSSIER = {
    "kind": "cooperative",
    "name": "合作社",
    "county_code": "411224",
    "address": "城关镇",
    "contact_post": "业务岗",
    "contact_phone": "0398-7800000",
    "goods": "木耳",
    "capacity": "1",
    "households": 1,
    "linkage_form": "purchase",
    "linkage_amount": "1",
    "linkage_words": "收购",
}


def seen(**own: int) -> dict[str, int]:
    """Those concerned see it and may not, another county does not see it, some have an answer of their own."""
    return BLIND | dict.fromkeys(("supplier", *CONCERNED), 403) | own


def county(status: int, **own: int) -> dict[str, int]:
    """Both functions of the county get the same."""
    return seen(quality=status, linkage=status, **own)


# Method, path, what those who manage units get, what each role of the market gets, what is sent.
MARKET_TABLE: tuple[tuple[str, str, int, dict[str, int], dict[str, Any]], ...] = (
    ("get", "suppliers", 404, ALL, {}),
    ("get", "suppliers/{supplier_id}", 404, ALL | {"other_county": 404}, {}),
    (
        "post",
        "suppliers/{supplier_id}/checks",
        403,
        county(200, platform=200),
        {"checked_on": "2024-03-01", "source": "信用中国", "is_listed": False},
    ),
    (
        "post",
        "suppliers/{supplier_id}/measures",
        403,
        dict.fromkeys(MARKET, 403) | {"platform": 200},
        {"kind": "remind", "cause": "抽检", "reply_due": "2099-01-01"},
    ),
    ("get", "applications", 404, ALL, {}),
    ("post", "applications", 403, dict.fromkeys(MARKET, 403) | {"supplier": 422}, {}),
    ("post", f"{ONE}/dossier", 403, dict.fromkeys(MARKET, 403) | {"supplier": 409}, DOSSIER),
    ("post", f"{ONE}/submit", 404, seen(supplier=409), {"version": 1}),
    ("post", f"{ONE}/withdraw", 404, seen(supplier=200), {"version": 1}),
    ("post", f"{ONE}/pass", 404, county(200), {"version": 1}),
    (
        "post",
        f"{ONE}/publicise",
        404,
        seen(quality=409),
        {"version": 1, "since": "2099-01-01", "until": "2099-01-09"},
    ),
    ("post", f"{ONE}/recommend", 422, dict.fromkeys(MARKET, 422), {}),
    ("post", "applications/recommend", 422, dict.fromkeys(MARKET, 422), {}),
    ("post", f"{ONE}/admit", 404, seen(platform=409), {"version": 1}),
    ("post", f"{ONE}/return", 404, county(200, platform=409), {"version": 1, "reason": "papers", "words": "看不清"}),
    ("post", f"{ONE}/recall", 404, county(409), {"words": "不实"}),
    (
        "post",
        f"{ONE}/objections",
        403,
        county(409, platform=409),
        {"source": "来信", "words": "不实", "received_on": "2024-03-01"},
    ),
    (
        "post",
        "objections/{objection_id}/answer",
        403,
        county(200, platform=200),
        {"is_upheld": False, "answer": "不属实"},
    ),
    ("get", "papers", 404, ALL, {}),
    ("post", "papers", 422, dict.fromkeys(MARKET, 422), {}),
    ("post", "papers/{paper_id}/accept", 403, dict.fromkeys(MARKET, 403) | {"platform": 200}, {}),
    ("post", "papers/{paper_id}/refuse", 403, dict.fromkeys(MARKET, 403) | {"platform": 200}, {"words": "看不清"}),
    ("get", "measures", 404, ALL, {}),
    ("post", f"{MEASURE}/reply", 404, seen(supplier=409), {"words": "已改"}),
    (
        "post",
        f"{MEASURE}/decide",
        404,
        seen(platform=200),
        {"since": "2024-04-01", "appeal_due": "2024-04-20", "words": "属实"},
    ),
    ("post", f"{MEASURE}/appeal", 404, seen(supplier=409), {"words": "复检合格"}),
    ("get", "market/accounts", 404, BLIND | {"platform": 200}, {}),
    ("get", "market/accounts/unstaffed", 404, BLIND | {"platform": 200}, {}),
    (
        "post",
        "market/accounts",
        403,
        BLIND | {"platform": 200},
        {
            "county_code": "411224",
            "office": "卢氏县乡村振兴局",
            "role": "linkage",
            "label": "审核岗",
            "username": "lushi",
        },
    ),
    ("post", f"{ACCOUNT}/renew", 404, BLIND | {"platform": 200}, {}),
    ("post", f"{ACCOUNT}/unlock", 404, BLIND | {"platform": 409}, {}),
    ("post", f"{ACCOUNT}/factors", 404, BLIND | {"platform": 409}, {"words": "手机遗失"}),
    ("post", f"{ACCOUNT}/close", 404, BLIND | {"platform": 200}, {"words": "离岗"}),
    ("post", f"{MEASURE}/end", 404, seen(platform=200), {"action": "drop", "words": "不实"}),
)

# Everybody who signed in reads the hall.
HALL = {
    "categories": 200,
    "offers": 200,
    "offers/compare": 422,
    "names": 200,
    "zones": 200,
    "goods/{goods_id}": 200,
    "sellers/{seller_id}": 200,
}

MADE_OF_MARKET: dict[str, Callable[[Cast], dict[str, object]]] = {
    "market/accounts/{account_id}": lambda cast: {"account_id": pages.account(cast)["user_id"]},
    "{application_id}": pages.application(pages.submitted),
    "{supplier_id}": pages.supplier,
    "{objection_id}": pages.objection,
    "{paper_id}": pages.shown_paper,
    "{measure_id}": pages.measure,
    "{goods_id}": lambda cast: {"goods_id": pages.hall_goods(cast)["product_id"]},
    "{seller_id}": lambda cast: {"seller_id": pages.hall_seller(cast)["supplier_id"]},
}
