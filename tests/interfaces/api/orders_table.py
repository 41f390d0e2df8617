"""The operations on orders: what each answers, about an order of the school's canteen that waits for the supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.interfaces.trading import POSTS
from tests.interfaces.web import orders_table as pages
from tests.interfaces.web.market_table import MARKET

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

ONE, STANDING = "orders/{order_id}", "standing-orders/{standing_id}"
ALL = dict.fromkeys((*MARKET, "buyer", *POSTS), 200)
# Whoever does not see it finds nothing; whoever sees it and may not act is told so.
ELSEWHERE = dict.fromkeys(("district_finance", "stranger"), 404)
SEEN = ELSEWHERE | dict.fromkeys(("quality", "linkage", "other_county"), 404)
SEEN |= dict.fromkeys(("supplier", "platform"), 403)
WORDS = {"words": "不需要"}
LINE = {"line": 1, "quantity": 10}
ORDER = {
    "lines": [{"offer_id": 1, "quantity": 10}],
    "unit_id": "{unit_id}",
    "purpose": "canteen",
    "receiver": "库管岗",
    "phone": "0371-60000000",
    "province": "41",
    "address": "某路1号",
    "payment_mode": "goods_first",
    "payer_kind": "canteen",
    "invoice_title": "郑州市第一中学",
}
WEEK = ORDER | {
    "name": "食堂每周菜单",
    "lines": [{"offer_id": 1, "quantity": 10, "weekdays": [1, 3, 5]}],
    "starts_on": "2024-03-01",
    "ends_on": "2024-07-05",
    "lead_days": 2,
    "earliest": "06:00",
    "latest": "08:00",
}
RETURN = {"lines": [{"line": 1, "quantity": 1}], "reason": "quality", "words": "变质"}
MARKS = {"goods": 5, "delivery": 5, "service": 5}

ORDERS_TABLE: tuple[tuple[str, str, int, dict[str, int], dict[str, Any]], ...] = (
    ("get", "orders", 200, ALL, {}),
    ("get", "orders/uncounted", 200, ALL, {}),
    ("get", ONE, 200, ALL | ELSEWHERE | dict.fromkeys(("quality", "linkage", "other_county"), 404), {}),
    ("get", f"{ONE}/returns", 200, ALL | ELSEWHERE | dict.fromkeys(("quality", "linkage", "other_county"), 404), {}),
    ("post", f"{ONE}/returns", 403, SEEN | dict.fromkeys(POSTS, 403) | {"buyer": 409}, RETURN),
    ("post", f"{ONE}/returns/{{seq}}/answer", 403, SEEN | {"supplier": 409}, {"agrees": True}),
    ("post", f"{ONE}/returns/{{seq}}/take", 403, SEEN | {"supplier": 409}, {}),
    ("get", "corrections", 200, {"buyer": 200}, {}),
    ("post", f"{ONE}/correct", 403, ELSEWHERE | {"buyer": 409}, {"to_unit_id": "{unit_id}", "words": "选错单位"}),
    ("post", f"{ONE}/corrections/{{seq}}/answer", 404, {}, {"agrees": True}),
    ("get", "cart", 404, {"buyer": 200}, {}),
    ("post", "cart/lines", 403, {"buyer": 409}, {"lines": [{"offer_id": 1, "quantity": 10}]}),
    ("post", "cart/lines/{line_id}", 403, {"buyer": 404}, {"quantity": 5}),
    ("post", "cart/lines/{line_id}/remove", 404, {"buyer": 404}, {}),
    ("get", "standing-orders", 404, {"buyer": 200}, {}),
    ("get", STANDING, 404, {"buyer": 200}, {}),
    ("post", "standing-orders", 403, dict.fromkeys(MARKET, 404) | {"buyer": 422}, WEEK),
    ("post", STANDING, 404, {"buyer": 422}, WEEK),
    ("post", f"{STANDING}/pause", 404, {"buyer": 200}, {}),
    ("post", f"{STANDING}/resume", 404, {"buyer": 409}, {}),
    ("post", f"{STANDING}/end", 404, {"buyer": 200}, {}),
    ("post", f"{STANDING}/prices", 404, {"buyer": 422}, {"lines": [{"offer_id": 1, "price": "1.00"}]}),
    ("post", f"{STANDING}/breaks", 404, {"buyer": 200}, {"first_on": "2099-01-01", "last_on": "2099-01-02"}),
    ("post", f"{STANDING}/breaks/{{break_id}}/remove", 404, {"buyer": 404}, {}),
    ("post", f"{STANDING}/runs/{{day}}/{{supplier}}/place", 404, {"buyer": 409}, {}),
    ("post", "orders", 403, dict.fromkeys((*MARKET, *POSTS), 403) | {"buyer": 409}, ORDER),
    ("post", f"{ONE}/sign", 403, SEEN | {"supplier": 200}, {}),
    ("post", f"{ONE}/requote", 403, SEEN | {"supplier": 200}, {"freight": "25", **WORDS}),
    ("post", f"{ONE}/decline", 403, SEEN | {"supplier": 200}, WORDS),
    ("post", f"{ONE}/call-off", 403, SEEN | {"supplier": 409}, WORDS),
    ("post", f"{ONE}/ship", 403, SEEN | {"supplier": 409}, {"carrier": "中通", "lines": [LINE]}),
    ("post", f"{ONE}/approve", 403, ELSEWHERE | {"buyer": 403, "order_approver": 409}, {}),
    ("post", f"{ONE}/refuse", 403, ELSEWHERE | {"buyer": 403, "order_approver": 409}, WORDS),
    ("post", f"{ONE}/agree", 403, ELSEWHERE | {"buyer": 409}, {}),
    ("post", f"{ONE}/cancel", 403, ELSEWHERE | {"buyer": 200}, WORDS),
    ("post", f"{ONE}/accept", 403, ELSEWHERE | {"buyer": 409, "acceptor": 409}, {}),
    ("post", f"{ONE}/evaluate", 403, ELSEWHERE | {"buyer": 409}, MARKS),
)

MADE_OF_ORDERS: dict[str, Callable[[Cast], dict[str, object]]] = {
    "{order_id}": pages.placed,
    "{standing_id}": pages.standing,
}
