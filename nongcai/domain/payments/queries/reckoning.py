"""What an order comes to: by its contract, by the rule of its region and year, by what was delivered."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.states import PAYABLE
from nongcai.domain.payments import marking, rules
from nongcai.domain.payments.models import Due
from nongcai.domain.payments.states import PayMode
from nongcai.domain.programmes import queries as programmes
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.orders.models import Order
    from nongcai.domain.payments.rules import Terms

_NAMES = tuple(rules.Terms.__dataclass_fields__)


class Reckoner:
    """Reckons what is owed for orders, asking for each rule and calendar once."""

    def __init__(self) -> None:
        self.rules = lru_cache(maxsize=None)(programmes.payments_holding)
        self.off = lru_cache(maxsize=None)(_days_off)

    def opened(self, order: Order, at: datetime) -> Due:
        """Return what is owed for an order, as it begins."""
        due = Due(
            order_id=order.pk,
            number=order.number,
            code=rules.code_of(order.pk),
            supplier_id=order.supplier_id,
            supplier_name=order.supplier_name,
            buyer_id=order.buyer_id,
            buyer_name=order.buyer_name,
            unit_id=order.unit_id,
            payers=sorted({marking.name_mark(order.buyer_name), marking.name_mark(order.unit_name)}),
            mode=order.payment_mode,
            opened_at=at,
        )
        self.follow(due, order, at)
        return due

    def follow(self, due: Due, order: Order, at: datetime) -> None:
        """Change what is owed to what the order says now."""
        signed_at = order.signed_at or order.placed_at
        terms = self.terms(order.region_code, signed_at)
        if due.mode == PayMode.PAY_FIRST:
            due.starts_on = day_of(signed_at)
            due.days = rules.pay_first_days(terms, is_extended=due.extended_at is not None)
        else:
            due.starts_on = _delivered(order, terms)
            due.days = rules.goods_first_days(terms, order.term_days)
        due.due_on = self._last_day(due.starts_on, due.days)
        due.amount = order.due
        due.order_steps = order.steps
        due.cancelled_at = None if order.state in PAYABLE else (due.cancelled_at or at)
        if due.cancelled_at is None and due.paid >= due.amount:
            due.settled_at = due.settled_at or at
            due.settled_on = due.settled_on or day_of(at)
        else:
            due.settled_at = due.settled_on = None

    def terms(self, region_code: str, signed_at: datetime) -> Terms:
        """Return within how many days whoever signed at a moment pays; what is put in force later moves nothing."""
        year = day_of(signed_at).year
        told = programmes.payment_known(self.rules(region_code, year), year, signed_at)
        return rules.Terms(**{name: getattr(told, name) for name in _NAMES})

    def _last_day(self, start: date | None, days: int) -> date | None:
        if start is None:
            return None
        return rules.due_day(start, days, self.off(start.year))


def terms_for(region_code: str, signed_at: datetime) -> Terms:
    """Return within how many days whoever signed at a moment pays in a region."""
    return Reckoner().terms(region_code, signed_at)


def orders_to_reckon(*, seller_id: int | None = None) -> QuerySet[Order, UUID]:
    """Select the keys of orders with a contract of which something was done since they were reckoned."""
    same = Due.objects.filter(pk=OuterRef("pk"), order_steps=OuterRef("steps"))
    return orders.contracted(seller_id=seller_id).filter(~Exists(same)).values_list("pk", flat=True).order_by("pk")


def due_of(order: Order, at: datetime) -> Due:
    """Return what is owed for an order with a contract, also before it was written down."""
    found = Due.objects.filter(pk=order.pk).first()
    return found or Reckoner().opened(order, at)


def _delivered(order: Order, terms: Terms) -> date | None:
    if order.shipped_at is None:
        return None
    accepted = day_of(order.goods_accepted_at) if order.goods_accepted_at else None
    return rules.delivered_on(day_of(order.shipped_at), accepted, terms.inspection_days)


def _days_off(year: int) -> set[date]:
    return programmes.days_off(year, year + 1)
