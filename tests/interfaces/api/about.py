"""What the path of an operation is about, made for the access table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tests.cast import YEAR
from tests.interfaces.api.approvals_table import MADE_OF_APPROVALS
from tests.interfaces.api.goods_table import MADE_OF_GOODS
from tests.interfaces.api.market_table import MADE_OF_MARKET
from tests.interfaces.api.orders_table import MADE_OF_ORDERS
from tests.interfaces.api.prices_table import MADE_OF_PRICES
from tests.interfaces.api.support_table import MADE_OF_SUPPORT
from tests.interfaces.web.arguments import (
    buyer,
    changed,
    draft,
    drafted_counting,
    drafted_payment,
    drafted_rule,
    lettered,
    liaison,
    reported,
    run,
    subscribed,
)
from tests.interfaces.web.makers import world_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast


MAKERS: dict[str, Callable[[Cast], dict[str, object]]] = {
    "{run_id}": run, "{notice_id}": draft, "{rule_id}": drafted_rule, "{reorganisation_id}": changed,
    "{subscription_id}": subscribed,
    "{counting_rule_id}": lambda cast: {"counting_rule_id": drafted_counting(cast)["rule_id"]},
    "{payment_rule_id}": lambda cast: {"payment_rule_id": drafted_payment(cast)["rule_id"]},
    "{letter_id}": lettered,
    "{liaison_id}": liaison,
    "{report_id}": reported,
    **MADE_OF_MARKET,
    **MADE_OF_GOODS,
    **MADE_OF_PRICES,
    **MADE_OF_APPROVALS,
    **MADE_OF_ORDERS,
    **MADE_OF_SUPPORT,
}  # fmt: skip


def world_of_path(path: str) -> object:
    """Return what builds the hall, where what a path is about is made there."""
    return next((found for name, make in MAKERS.items() if name in path and (found := world_of(make))), None)


def made(path: str, cast: Cast) -> dict[str, object]:
    """Make what a path is about: of the city's bureau, or of the school."""
    found: dict[str, object] = {
        "region": "410100",
        "year": YEAR,
        "slug": "none",
        "order_no": "0",
        "seq": 1,
        "exemption_id": 1,
    }
    found |= {
        "buyer_id": buyer(cast)["membership_id"],
        "clerk_id": cast.users["unit"].memberships.get().pk,
        "delivery_id": 1,
        "document_id": uuid4(),
        "member_id": 1,
        "extension_id": 1,
        "break_id": 1,
        "day": "2024-03-04",
        "supplier": 1,
        "line_id": 1,
        "membership_id": 1,
        "user_id": cast.users["unit"].pk,
    }
    found |= {"organisation_id": cast.city.id, "node_id": cast.city.id, "unit_id": cast.units["4101000002"].id}
    for name, make in MAKERS.items():
        if name in path:
            found |= make(cast)
    return found
