"""How budgets stand, and which of them a spending touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from nongcai.domain.approvals import permissions
from nongcai.domain.approvals.models import Budget, BudgetChange
from nongcai.domain.approvals.rules import is_short
from nongcai.domain.approvals.states import Span
from nongcai.domain.holds import queries as holds
from nongcai.foundation import money, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor


# A part of what is asked with every order: of a body that buys for a place, for a purpose, on a day.
TOUCHED_BUDGETS = """
    SELECT b.resource_id FROM approvals_budget b
    WHERE b.organisation_id = %(body)s AND b.unit_id = %(place)s AND b.purpose IN ('', %(purpose)s)
        AND b.closed_at IS NULL AND b.first_on <= %(on)s::date AND b.last_on >= %(on)s::date
    ORDER BY b.resource_id
"""


@dataclass(frozen=True)
class BudgetStanding:
    """A budget in yuan: how much it is, what is promised (占用), and what was spent of it."""

    budget: Budget
    amount: Decimal
    held: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What can still be promised."""
        return self.amount - self.held - self.spent

    @property
    def taken(self) -> Decimal | None:
        """What percentage is promised or spent."""
        return money.percent(self.held + self.spent, self.amount)

    @property
    def is_short(self) -> bool:
        """Whether it is nearly used up: from 80 % on."""
        return is_short(self.amount, self.held + self.spent)

    @property
    def name(self) -> str:
        """For what, and when, as people say."""
        purpose = self.budget.get_purpose_display() or _("全部用途")
        return f"{purpose} {span_name(self.budget)}"


def span_name(budget: Budget) -> str:
    """Say a budget's year, quarter or month."""
    first = budget.first_on
    texts = {Span.YEAR: _("{year}年"), Span.QUARTER: _("{year}年第{quarter}季度"), Span.MONTH: _("{year}年{month}月")}
    return texts[Span(budget.span)].format(year=first.year, quarter=(first.month + 2) // 3, month=first.month)


def resources_for(organisation_id: int, unit_id: int, purpose: str, on: date) -> list[UUID]:
    """Return the resources that a spending on a day takes from: a budget of its purpose, and those of all purposes.

    All must suffice; without any budget there is no limit.
    """
    rows = records.rows_of(TOUCHED_BUDGETS, body=organisation_id, place=unit_id, purpose=purpose, on=on)
    return [row[0] for row in rows]


def budgets_behind(resource_ids: Iterable[UUID]) -> list[BudgetStanding]:
    """Return the budgets that resources belong to: whoever was refused for want of one says which."""
    rows = Budget.objects.filter(resource_id__in=list(resource_ids)).select_related("organisation", "unit")
    return _standings(list(rows.order_by("pk")))


def budgets_visible_to(actor: Actor, *, on: date | None = None) -> QuerySet[Budget]:
    """Select the budgets of an own body, or of any that buys for the own unit; of a day, or all."""
    unit = permissions.unit_of(actor)
    rows = Budget.objects.filter(unit_id=unit) if unit is not None else Budget.objects.none()
    if permissions.trades(actor):
        rows = rows.filter(organisation_id=actor.organisation_id)
    if on is not None:
        rows = rows.filter(closed_at=None, last_on__gte=on)
    return rows.select_related("organisation", "unit").order_by("organisation_id", "purpose", "-first_on", "span")


def budget_standings(rows: Sequence[Budget]) -> list[BudgetStanding]:
    """Return how budgets stand, in one statement."""
    return _standings(rows)


def changes_of(budget: Budget) -> QuerySet[BudgetChange]:
    """Select what was done to a budget, the latest first."""
    return BudgetChange.objects.filter(budget=budget).order_by("-pk")


def standings_touched(
    wanted: Iterable[tuple[int, int, str]], on: date
) -> dict[tuple[int, int, str], list[BudgetStanding]]:
    """Map (body, unit, purpose) to the budgets that a spending on a day takes from, in two statements."""
    keys = set(wanted)
    rows = _standings(list(_touched(keys, on).order_by("purpose", "first_on", "span")))
    return {key: [one for one in rows if _touches(one.budget, key)] for key in keys}


def _touched(keys: Iterable[tuple[int, int, str]], on: date) -> QuerySet[Budget]:
    which = Q(pk__in=[])
    for body, unit, purpose in keys:
        which |= Q(organisation_id=body, unit_id=unit, purpose__in=("", purpose))
    return Budget.objects.filter(which, closed_at=None, first_on__lte=on, last_on__gte=on)


def _touches(budget: Budget, key: tuple[int, int, str]) -> bool:
    body, unit, purpose = key
    return (budget.organisation_id, budget.unit_id) == (body, unit) and budget.purpose in {"", purpose}


def _standings(rows: Sequence[Budget]) -> list[BudgetStanding]:
    balances = holds.resources([one.resource_id for one in rows])
    found = [(one, balances[one.resource_id]) for one in rows]
    return [
        BudgetStanding(one, *map(money.rounded, (balance.quantity, balance.held, balance.committed)))
        for one, balance in found
    ]
