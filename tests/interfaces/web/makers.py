"""What each page is about: name → what makes it, and which of them make it in an open hall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import goods
from tests.interfaces.web import goods_table, orders_table, support_table
from tests.interfaces.web.approvals_table import ARGUMENTS_OF_APPROVALS
from tests.interfaces.web.arguments import ARGUMENTS
from tests.interfaces.web.goods_table import ARGUMENTS_OF_GOODS
from tests.interfaces.web.market_table import ARGUMENTS_OF_MARKET
from tests.interfaces.web.prices_table import ARGUMENTS_OF_PRICES
from tests.interfaces.web.support_table import ARGUMENTS_OF_TRADE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

MAKERS: dict[str, Callable[[Cast], dict[str, object]]] = (
    ARGUMENTS
    | ARGUMENTS_OF_MARKET
    | ARGUMENTS_OF_GOODS
    | ARGUMENTS_OF_PRICES
    | ARGUMENTS_OF_APPROVALS
    | ARGUMENTS_OF_TRADE
)
HALLS = {module.__name__ for module in (goods_table, orders_table, support_table)}


def in_the_hall(hired: Cast) -> None:
    """Open the hall where those are who buy."""
    goods.hall(hired)


def world_of(make: object) -> Callable[[Cast], None] | None:
    """Return what builds the hall for what is made in it."""
    return in_the_hall if getattr(make, "__module__", "") in HALLS else None
