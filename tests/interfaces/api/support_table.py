"""The operations on incidents: what each answers, about an incident that the school's canteen has reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.domain.orders import services as orders
from nongcai.domain.orders.models import Order
from nongcai.domain.support.services import ToldIncident
from tests.incidents import Dispute
from tests.interfaces.api.money_table import MADE_OF_MONEY, TRADE_TABLE
from tests.interfaces.trading import POSTS
from tests.interfaces.web import support_table as pages
from tests.interfaces.web.market_table import MARKET
from tests.market import AT, on_stage
from tests.orders import Trade

if TYPE_CHECKING:
    from tests.cast import Cast

ONE = "incidents/{order_id}/{seq}"
ALL = dict.fromkeys(pages.READING, 200)
ACTING = dict.fromkeys(pages.ACTING, 200)
TERMS = {"level": "usual", "from_on": "2099-01-01", "reply_days": 3, "decide_days": 5, "appeal_days": 5}
LATE = ToldIncident("late", "usual", "逾期未发货")
ARTICLE = {"topic": "order", "question": "怎样验收？", "answer": "填写实收数量。"}
QUESTION = {"topic": "order", "title": "怎样验收？", "words": "请说明"}
ANSWER = {"action": "answer", "words": "请打开订单"}
# Those who stand apart from the offices that manage.
APART = (
    "buyer", "support", "awaiting", "union_reader", "soe_reader", "farm_reader",
    "audit_officer", "system_officer", "security_officer", *POSTS, *MARKET,
)  # fmt: skip
SAID = {"action": "add", "words": "已核实"}

SUPPORT_TABLE: tuple[tuple[str, str, int, dict[str, int], dict[str, Any]], ...] = (
    *TRADE_TABLE,
    ("get", "incidents", 404, ALL, {}),
    ("get", ONE, 404, ALL, {}),
    ("post", f"{ONE}/step", 404, ACTING | {"platform": 403}, SAID),
    # Who manages the unit sees the order, and reports nothing; it waits for its supplier.
    (
        "post",
        "orders/{order_id}/incidents",
        403,
        dict.fromkeys(pages.ACTING, 409) | dict.fromkeys(("district_finance", "stranger"), 404),
        pages.INVOICE,
    ),
    ("get", "faq", 200, dict.fromkeys(APART, 200), {}),
    ("post", "faq", 403, dict.fromkeys(APART, 403) | {"platform": 200}, ARTICLE),
    ("post", "faq/{article_id}", 403, {"platform": 200}, ARTICLE | {"version": 1}),
    ("get", "hotlines", 200, dict.fromkeys(APART, 200), {}),
    ("post", "hotlines", 403, dict.fromkeys(APART, 403) | {"platform": 200}, pages.HOTLINE),
    ("post", "hotlines/{hotline_id}/end", 403, {"platform": 200}, {}),
    ("get", "questions", 200, dict.fromkeys(APART, 200), {}),
    ("post", "questions", 200, dict.fromkeys(APART, 200), QUESTION),
    ("get", "questions/{question_id}", 404, {"buyer": 200, "platform": 200}, {}),
    ("post", "questions/{question_id}/step", 404, {"buyer": 403, "platform": 200}, ANSWER),
    ("get", "incident-terms", 404, ALL, {}),
    ("post", "incident-terms", 403, dict.fromkeys(pages.READING, 403) | {"platform": 200}, TERMS),
)


def incident(cast: Cast) -> dict[str, object]:
    """What the canteen reports of the order that other tables have let it place."""
    dispute = Dispute(Trade(cast, on_stage(cast)))
    order = orders.sign(actor=dispute.trade.actor("supplier"), order_id=Order.objects.latest("pk").pk, at=AT)
    made = dispute.reported(order, told=LATE)
    return {"order_id": made.order_id, "seq": made.seq}


MADE_OF_HELP = {
    "{article_id}": pages.article,
    "{hotline_id}": pages.hotline,
    "{question_id}": pages.question,
}
MADE_OF_SUPPORT = {**MADE_OF_MONEY, **MADE_OF_HELP, "incidents/{order_id}": incident}
