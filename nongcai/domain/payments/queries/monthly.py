"""What became due, arrived and stayed open in a month (月度结算单)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from nongcai.domain.payments.models import Allocation, Transfer
from nongcai.domain.payments.queries.reading import dues_visible_to
from nongcai.foundation.years import day_of, start_of_month

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor

_YUAN = DecimalField(max_digits=18, decimal_places=2)
_NOTHING = Value(Decimal(0), output_field=_YUAN)


@dataclass(frozen=True)
class Month:
    """The sums of a month in yuan: `opening` + `fresh` - `arrived` + `beyond` = `left`, to the cent.

    `opening` and `left` were open at its start and end, of what had become payable by then. `beyond` is by how much
    more was then paid than is payable: money that came ahead or is to be paid back; less than none where payments of
    earlier months were used up.
    """

    orders: int
    opening: Decimal
    fresh: Decimal
    arrived: Decimal
    beyond: Decimal
    left: Decimal


def lines_of_month(actor: Actor, month: date) -> QuerySet[Any]:
    """Select what a side has to settle in a month, the first begun first.

    That is what became payable by the month's end and was not settled before the month, what began in it, and whatever
    money arrived for. Each `Due` with what is `payable` by the month's end, had been paid `before`, was open at its
    start as `opening`, `arrived` in the month, was `left` at its end, or was paid `beyond` what is payable: ahead, or
    to be paid back. Amounts are those of now: a return of later months has lowered them, and what was called off is
    none. Money counts on the day on which it came in.
    """
    first, after = start_of_month(month), start_of_month(month, later=1)
    begun = Q(starts_on__lt=day_of(after), cancelled_at=None)
    is_older = begun & Q(starts_on__lt=day_of(first))
    rows = dues_visible_to(actor).annotate(
        payable=Case(When(begun, then=F("amount")), default=_NOTHING),
        before=_arrived(Q(paid_at__lt=first)),
        arrived=_arrived(Q(paid_at__gte=first, paid_at__lt=after)),
    )
    open_ = F("payable") - F("before") - F("arrived")
    rows = rows.filter((begun & (Q(before__lt=F("amount")) | Q(starts_on__gte=day_of(first)))) | ~Q(arrived=0))
    was_open = Case(When(is_older, then=F("amount")), default=_NOTHING) - F("before")
    rows = rows.annotate(
        opening=Greatest(was_open, _NOTHING),
        was_beyond=Greatest(-was_open, _NOTHING),
        left=Greatest(open_, _NOTHING),
        beyond=Greatest(-open_, _NOTHING),
    )
    return rows.order_by("starts_on", "order_id")


def month_of(actor: Actor, month: date) -> Month:
    """Return the sums of a month, in two statements."""
    told = lines_of_month(actor, month).order_by()
    sums = told.aggregate(
        all_opening=Coalesce(Sum("opening"), _NOTHING),
        all_beyond=Coalesce(Sum(F("beyond") - F("was_beyond")), _NOTHING),
        fresh=Coalesce(Sum("payable", filter=Q(starts_on__gte=day_of(start_of_month(month)))), _NOTHING),
        all_arrived=Coalesce(Sum("arrived"), _NOTHING),
        all_left=Coalesce(Sum("left"), _NOTHING),
    )
    keys = ("all_opening", "fresh", "all_arrived", "all_beyond", "all_left")
    return Month(told.count(), *(sums[key] for key in keys))


def _arrived(when: Q) -> Coalesce:
    came: QuerySet[Transfer] = Transfer.objects.filter(when, pk=OuterRef("transfer_id"))
    parts = Allocation.objects.filter(Exists(came), order_id=OuterRef("order_id")).order_by().values("order_id")
    return Coalesce(Subquery(parts.annotate(sum=Sum("amount")).values("sum"), output_field=_YUAN), _NOTHING)


def months_back(at: datetime, count: int) -> list[date]:
    """Return the first days of so many months, this one first."""
    return [day_of(start_of_month(day_of(at), later=-back)) for back in range(count)]
