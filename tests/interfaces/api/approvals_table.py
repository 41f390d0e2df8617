"""The operations on approvals: what each answers to whoever files, buys or decides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.interfaces.trading import POSTS
from tests.interfaces.web import approvals_table as pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

TRADES = dict.fromkeys(("buyer", *POSTS), 200)
INSIDE = dict.fromkeys(("supervisor", "unit", "stranger"), 200) | TRADES
CONCERNED = INSIDE | dict.fromkeys(("city_finance", "district_finance"), 200)
OF_THE_SCHOOL = {"unit": 200} | TRADES
# It is their body's, but nobody's turn but the approver's; where there is none, the school's own people decide.
DECIDES = dict.fromkeys(("buyer", *POSTS), 403) | {"unit": 200, "order_approver": 200}
WITHDRAWS = {"unit": 403} | dict.fromkeys(POSTS, 403) | {"buyer": 200}
ENDS = {"unit": 200} | dict.fromkeys(("buyer", *POSTS), 403)
# Nobody buys for the others' units.
NO_BUYERS = {"unit": 200} | dict.fromkeys(("supervisor", "stranger"), 422) | dict.fromkeys(TRADES, 403)
ONE, BUDGET = "approvals/requests/{subject}", "approvals/budgets/{budget_id}"
# Not past, also where midnight comes before it is sent.
DAY = (date.today() + timedelta(days=1)).isoformat()  # noqa: DTZ011  pages read the clock
LEVELS = {"buyer_id": "{unit_id}", "levels": [{"from_amount": "1000"}]}
SET = {"buyer_id": "{unit_id}", "span": "month", "day": DAY, "amount": "5000"}
GIVEN = {"from_post_id": "{head_id}", "to_post_id": "{buyer_id}", "first_on": DAY, "last_on": DAY, "reason": "出差"}

APPROVALS_TABLE: tuple[tuple[str, str, int, dict[str, int], dict[str, Any]], ...] = (
    ("get", "approvals/inbox", 404, CONCERNED, {}),
    ("get", "approvals/requests", 404, CONCERNED, {}),
    ("get", ONE, 404, OF_THE_SCHOOL, {}),
    ("post", f"{ONE}/agree", 404, DECIDES, {"level": 1}),
    ("post", f"{ONE}/refuse", 404, DECIDES, {"level": 1, "reason": "已够"}),
    ("post", f"{ONE}/withdraw", 403, WITHDRAWS, {}),
    ("post", "approvals/agree", 404, CONCERNED, {"seen": [{"subject": "purchase:1", "level": 1}]}),
    ("get", "approvals/levels", 404, INSIDE, {}),
    ("post", "approvals/levels", 403, NO_BUYERS, LEVELS),
    ("get", "approvals/posts", 404, INSIDE, {}),
    ("get", "approvals/delegations", 404, INSIDE, {}),
    ("post", "approvals/delegations", 403, {"unit": 200} | dict.fromkeys(("buyer", *POSTS), 403), GIVEN),
    ("post", "approvals/delegations/{delegation_id}/end", 404, ENDS, {}),
    ("get", "approvals/budgets", 404, INSIDE, {}),
    ("get", BUDGET, 404, OF_THE_SCHOOL, {}),
    ("post", "approvals/budgets", 403, NO_BUYERS, SET),
    ("post", f"{BUDGET}/change", 404, {"unit": 200}, {"amount": "20000", "reason": "追加"}),
    ("post", f"{BUDGET}/close", 404, {"unit": 200}, {"reason": "设错"}),
)

MADE_OF_APPROVALS: dict[str, Callable[[Cast], dict[str, object]]] = {
    "{subject}": pages.asked,
    "{budget_id}": pages.budget,
    "approvals/delegations": pages.headed,
    "{delegation_id}": pages.delegation,
}
