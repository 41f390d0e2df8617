"""A unit's keepers say how much its buyers may spend in a year, quarter or month; never less than was promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.approvals import permissions, queries
from nongcai.domain.approvals.errors import (
    BudgetAmountError,
    BudgetBelowPromisedError,
    BudgetClosedError,
    BudgetReasonError,
    BudgetTakenError,
)
from nongcai.domain.approvals.models import Budget, BudgetChange
from nongcai.domain.approvals.rules import days_of, is_amount
from nongcai.domain.approvals.services.levels import require_buyer
from nongcai.domain.holds import queries as holds
from nongcai.domain.holds import services as holding
from nongcai.domain.holds.errors import BelowPromisedError
from nongcai.foundation import money, records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal
    from typing import Any

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ToldBudget:
    """How much a body may spend in the year, quarter or month of a day, for one purpose or for all together."""

    organisation_id: int
    purpose: str
    span: str
    day: date
    amount: Decimal


@transaction.atomic
def set_budget(*, actor: Actor, told: ToldBudget, at: datetime) -> Budget:
    """Set a budget for a body that buys for the own unit; what was bought before it does not count against it.

    :raises NotAllowedError: when the actor does not keep its unit's buyers.
    :raises BuyerUnfitError: when the body does not buy for the unit.
    :raises BudgetAmountError: when that is no amount.
    :raises BudgetTakenError: when there is one for the same purpose and days.
    """
    unit_id = actor.organisation_id
    permissions.require_keeper(actor, unit_id)
    require_buyer(actor, told.organisation_id, day_of(at))
    _require_amount(told.amount)
    first, last = days_of(told.span, told.day)
    which: dict[str, Any] = {"organisation_id": told.organisation_id, "unit_id": unit_id}
    which |= {"purpose": told.purpose, "span": told.span, "first_on": first}
    # Rows that do not exist yet cannot be locked.
    records.lock_keys([f"budget:{told.organisation_id}:{unit_id}:{told.purpose}:{told.span}:{first}"])
    if Budget.objects.filter(**which, closed_at=None).exists():
        raise BudgetTakenError
    key = holding.new_key()
    budget = Budget(**which, last_on=last, resource_id=key, set_at=at)
    records.save(budget)
    holding.open_resource(owner=f"budget:{budget.pk}", quantity=told.amount, at=at, key=key)
    records.save(BudgetChange(budget=budget, amount=told.amount, **_by(actor, at)))
    return budget


@transaction.atomic
def change_budget(*, actor: Actor, budget_id: int, amount: Decimal, reason: str, at: datetime) -> Budget:
    """Say that a budget is more or less; never below what was promised or spent by then.

    :raises NotAllowedError: when the actor does not keep its unit's buyers.
    :raises BudgetBelowPromisedError: when more was promised or spent.
    :raises BudgetReasonError: when nobody says why.
    :raises BudgetClosedError: when it limits nothing any more.
    """
    budget, words = _locked(actor, budget_id), _reason(reason)
    _require_amount(amount)
    before = _amount(budget)
    try:
        holding.set_quantity(resource_id=budget.resource_id, quantity=amount, at=at)
    except BelowPromisedError as refusal:
        [standing] = queries.budget_standings([budget])
        promised = money.shown(standing.held + standing.spent)
        text = BudgetBelowPromisedError.message.format(promised=promised)
        raise BudgetBelowPromisedError(promised=promised, fields={"amount": [text]}) from refusal
    if before != amount:
        records.save(BudgetChange(budget=budget, before=before, amount=amount, reason=words, **_by(actor, at)))
    return budget


@transaction.atomic
def close_budget(*, actor: Actor, budget_id: int, reason: str, at: datetime) -> Budget:
    """Let a budget limit nothing any more; what it promised stays written.

    :raises NotAllowedError: when the actor does not keep its unit's buyers.
    :raises BudgetReasonError: when nobody says why.
    :raises BudgetClosedError: when it was closed before.
    """
    budget, words = _locked(actor, budget_id), _reason(reason)
    amount = _amount(budget)
    budget.closed_at = at
    records.save(budget, "closed_at")
    change = BudgetChange(budget=budget, before=amount, amount=amount, is_end=True, reason=words, **_by(actor, at))
    records.save(change)
    return budget


def _locked(actor: Actor, budget_id: int) -> Budget:
    rows = queries.budgets_visible_to(actor).select_for_update(of=("self",), no_key=True)
    budget = rows.filter(pk=budget_id).first()
    if budget is None:
        raise NotFoundError(what=budget_id)
    permissions.require_keeper(actor, budget.unit_id)
    if budget.closed_at is not None:
        raise BudgetClosedError
    return budget


def _amount(budget: Budget) -> Decimal:
    # Quantities have three decimals, yuan two.
    return money.rounded(holds.resources([budget.resource_id])[budget.resource_id].quantity)


def _reason(text: str) -> str:
    words = text.strip()[:200]
    if not words:
        raise BudgetReasonError(fields={"reason": [BudgetReasonError.message]})
    return words


def _require_amount(amount: Decimal) -> None:
    if not is_amount(amount) or not amount:
        raise BudgetAmountError(fields={"amount": [BudgetAmountError.message]})


def _by(actor: Actor, at: datetime) -> dict[str, Any]:
    return {"by_id": actor.user_id, "by_label": actor.label[:64], "at": at}
