"""What stands for whoever orders: the unit, the body's budgets, from which amount on somebody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nongcai.domain.approvals import queries as approvals
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.domain.programmes import queries as programmes
from nongcai.foundation import planned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.catalogue.queries import Orderable
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import BuyingUnit
    from nongcai.domain.programmes.queries import PaymentBounds

# Each part is of the room whose tables it reads.
_STANDING = f"""
    SELECT u.*, p.*, ARRAY({approvals.TOUCHED_BUDGETS}), l.asks_from, l.has_levels,
        EXISTS ({organisations.ANYBODY_ELSE_IN_POST})
    FROM ({approvals.LEVELS_BEGIN}) l LEFT JOIN ({organisations.UNIT_TO_BUY_FOR}) u ON true
    LEFT JOIN LATERAL ({programmes.PAYMENT_BOUNDS.format(code="u.region_id")}) p ON true
"""


@dataclass(frozen=True)
class Standing:
    """`unit` is None where the account does not buy for it; `bounds` are those of its region."""

    unit: BuyingUnit | None
    bounds: PaymentBounds
    budgets: list[UUID]
    asks_from: Decimal | None
    has_levels: bool
    has_approver: bool

    def asks_for(self, amount: Decimal) -> bool:
        """Say whether there is a level at which an amount is asked about."""
        return approvals.asks_for(amount, self.asks_from)

    @property
    def asks_anybody(self) -> bool:
        """Somebody else was appointed to approve, and no level says from when on."""
        return self.has_approver and not self.has_levels


def place_of(actor: Actor, unit_id: int) -> int:
    """Return for which unit a body has levels and budgets: that of the post, also where it orders for another."""
    return actor.buys_for_id or unit_id


def standing_of(actor: Actor, unit_id: int, purpose: str, on: date) -> Standing:
    """Return what stands for an order for a unit and a purpose on a day; in one statement."""
    [row] = planned.rows(_STANDING, _facts(actor, unit_id, purpose, on))
    return _standing(row)


def ready_to_place(
    actor: Actor, unit_id: int, purpose: str, offers: Sequence[int], on: date
) -> tuple[Standing, dict[int, Orderable]]:
    """Return what stands for an order, and of these offers those that show; in one statement."""
    statement = f"SELECT s.*, g.* FROM ({_STANDING}) s LEFT JOIN ({catalogue.goods_told(on)}) g ON true"
    rows = planned.rows(statement, {**_facts(actor, unit_id, purpose, on), "offers": planned.array_of(offers)})
    return _standing(rows[0][: -catalogue.GOODS_WIDTH]), catalogue.goods_beside(rows)


def _facts(actor: Actor, unit_id: int, purpose: str, on: date) -> dict[str, Any]:
    return {
        "user": actor.user_id or 0,
        "body": actor.organisation_id,
        "unit": unit_id,
        "place": place_of(actor, unit_id),
        "purpose": purpose,
        "post": Role.ORDER_APPROVER.value,
        "on": on,
        "year": on.year,
    }


def _standing(row: Sequence[Any]) -> Standing:
    *found, budgets, asks_from, has_levels, has_approver = row
    unit = organisations.buying_unit(*found[:-3]) if found[0] is not None else None
    bounds = programmes.payment_bounds(*found[-3:])
    return Standing(unit, bounds, budgets, asks_from, has_levels, has_approver)
