"""The operations on money: what each answers to those who manage units, to the market and to those who buy."""

from __future__ import annotations

from typing import Any

from tests.interfaces.api.orders_table import ORDERS_TABLE
from tests.interfaces.web import money_table as pages

WHY = {"words": "电话核实"}
DUE, ISSUE, ACCOUNT = "dues/{order_id}", "transfer-issues/{transfer_id}/{seq}", "settlement-accounts/{account_id}"
ALL = dict.fromkeys(pages.ALL, 200)
SOME = dict.fromkeys((*pages.BUYERS, *pages.WATCHERS), 200)
CLAIM, ARRIVED = "payment-claims/{order_id}/{seq}", WHY | {"action": "arrive"}
# They do not see the order.
OUT = dict.fromkeys(("stranger", "district_finance"), 404)
NEW = {"holder_name": "甲", "bank": "农业银行", "number": "6228480000001"}

# Method, path, what those who manage units get, what others get, what is sent.
MONEY_TABLE: tuple[tuple[str, str, int, dict[str, int], dict[str, Any]], ...] = (
    ("get", "dues", 404, ALL, {}),
    ("get", DUE, 404, ALL, {}),
    # The settlement of a month is of one side.
    ("get", "due-months/{year}/{month}", 404, {name: 200 for name in pages.ALL if name != "platform"}, {}),
    ("post", f"{DUE}/extend", 403, dict.fromkeys(pages.BUYERS, 409), {}),
    # The file is lacking.
    ("post", f"{DUE}/invoices", 422, {"supplier": 422}, {}),
    ("post", f"{DUE}/invoices/accept", 403, {"buyer": 409, "acceptor": 409}, WHY),
    ("post", f"{DUE}/invoices/{{seq}}/strike", 403, {"supplier": 404}, WHY),
    ("get", f"{DUE}/online-payments", 404, ALL, {}),
    # Nothing is configured; nothing was opened.
    ("post", f"{DUE}/online-payments", 403, OUT | dict.fromkeys(pages.ALL, 403) | dict.fromkeys(pages.BUYERS, 409), {}),
    ("post", f"{DUE}/online-payments/{{seq}}/check", 403, OUT | dict.fromkeys(pages.BUYERS, 404), {}),
    ("post", f"{ISSUE}/give-back", 403, {"supplier": 409}, WHY),
    ("get", "payment-claims", 404, SOME, {}),
    # The voucher is lacking.
    ("post", f"{DUE}/claims", 422, dict.fromkeys(pages.BUYERS, 422), {}),
    ("post", f"{CLAIM}/step", 403, SOME | dict.fromkeys((*pages.BUYERS, "platform"), 403), ARRIVED),
    ("get", "transfer-issues", 404, SOME, {}),
    ("post", f"{ISSUE}/step", 404, SOME | dict.fromkeys((*pages.BUYERS, "platform"), 403), WHY | {"action": "ask"}),
    ("post", f"{ISSUE}/assign", 422, dict.fromkeys(pages.WATCHERS, 422), WHY | {"parts": []}),
    ("post", "statements", 422, {"supplier": 422}, {}),
    ("get", "settlement-accounts", 404, dict.fromkeys(pages.WATCHERS, 200), {}),
    ("post", "settlement-accounts", 403, {"supplier": 422, "platform": 403}, NEW),
    ("post", f"{ACCOUNT}/confirm", 403, {"platform": 200}, {}),
    ("post", f"{ACCOUNT}/refuse", 403, {"platform": 200}, WHY),
    ("get", "punctuality", 404, ALL, {}),
)
TRADE_TABLE = ORDERS_TABLE + MONEY_TABLE
MADE_OF_MONEY = {
    "dues/{order_id}": lambda cast: pages.order(cast) | {"seq": 1},
    "{transfer_id}": pages.issue,
    "payment-claims/{order_id}": pages.claim,
    "settlement-accounts/{account_id}": pages.account,
    "due-months/{year}/{month}": lambda _cast: {"year": 2024, "month": 3},
}
