"""What became of what was asked, and what one wants to know before deciding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from nongcai.domain.approvals import permissions
from nongcai.domain.approvals.models import ApprovalLevel, ApprovalRequest, ApprovalStep
from nongcai.domain.approvals.queries.budgets import BudgetStanding, standings_touched
from nongcai.domain.approvals.queries.deciding import (
    acting_of,
    deciders_of,
    inbox,
    requests_visible_to,
    standing_in,
)
from nongcai.domain.approvals.states import OPEN, Acting, RequestState
from nongcai.foundation.years import start_of_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class Decision:
    """What became of a subject the last time that it was asked for."""

    state: str
    number: int
    levels: int

    @property
    def is_agreed(self) -> bool:
        """Whether all levels agreed."""
        return self.state == RequestState.AGREED

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide."""
        return self.state in OPEN


@dataclass(frozen=True)
class ShownRequest:
    """A request with what one wants to know before deciding; `agreed` is what its body was allowed in this month."""

    request: ApprovalRequest
    budgets: list[BudgetStanding]
    agreed: Decimal
    times: int

    @property
    def is_short(self) -> bool:
        """Whether a budget is nearly used up."""
        return any(one.is_short for one in self.budgets)


@dataclass(frozen=True)
class RequestPage:
    """A request with its levels, its steps, who decides now, and what the actor may do."""

    shown: ShownRequest
    levels: list[ApprovalLevel]
    steps: list[ApprovalStep]
    who: list[str]
    may_decide: bool
    acting: str
    for_label: str
    may_withdraw: bool

    @property
    def acting_label(self) -> str:
        """As what the actor decides, in Chinese; empty for its own post."""
        return str(Acting(self.acting).label) if self.acting not in {"", Acting.POST} else ""


def decision_of(subject: str) -> Decision | None:
    """Return what became of a subject; None when it was never asked for, or no level applied."""
    row = ApprovalRequest.objects.filter(subject=subject).order_by("-round").first()
    return Decision(row.state, row.number, len(row.levels)) if row else None


def decisions_of(subjects: Iterable[str]) -> dict[str, Decision]:
    """Map subjects to what became of them."""
    rows = ApprovalRequest.objects.filter(subject__in=list(subjects)).order_by("round")
    return {row.subject: Decision(row.state, row.number, len(row.levels)) for row in rows}


def request_seen(actor: Actor, subject: str, on: date) -> ApprovalRequest | None:
    """Return what was asked for a subject the last time, if it is within sight."""
    return requests_visible_to(actor, on).filter(subject=subject).order_by("-round").first()


def requests_shown(rows: Sequence[ApprovalRequest], on: date) -> list[ShownRequest]:
    """Add to requests what one wants to know before deciding, in a few statements for all."""
    touched = standings_touched([(one.organisation_id, one.unit_id, one.purpose) for one in rows], on)
    agreed = _agreed_this_month(rows, on)
    return [
        ShownRequest(
            one,
            touched[one.organisation_id, one.unit_id, one.purpose],
            *agreed.get((one.organisation_id, one.unit_id), (Decimal(0), 0)),
        )
        for one in rows
    ]


def request_page(actor: Actor, request: ApprovalRequest, on: date) -> RequestPage:
    """Return all about a request."""
    waits = request.state in OPEN
    decides = waits and inbox(actor, on).filter(subject=request.subject).exists()
    acting, for_label = acting_of(actor, request, standing_in(actor, on)) if decides else ("", "")
    levels = {one.pk: one for one in ApprovalLevel.objects.filter(pk__in=request.levels).select_related("post__user")}
    [shown] = requests_shown([request], on)
    return RequestPage(
        shown=shown,
        levels=[levels[key] for key in request.levels],
        steps=list(ApprovalStep.objects.filter(subject=request.subject).order_by("seq")),
        who=[post.user.label for post in deciders_of(request, on)] if waits else [],
        may_decide=decides,
        acting=acting,
        for_label=for_label,
        may_withdraw=waits and permissions.may_withdraw(request, actor),
    )


def steps_of(subject: str) -> QuerySet[ApprovalStep]:
    """Select what was done with a subject, the first step first."""
    return ApprovalStep.objects.filter(subject=subject).order_by("seq")


def _agreed_this_month(rows: Sequence[ApprovalRequest], on: date) -> dict[tuple[int, int], tuple[Decimal, int]]:
    units = {one.unit_id for one in rows}
    agreed = ApprovalRequest.objects.filter(unit_id__in=units, state=RequestState.AGREED)
    sums = agreed.filter(ended_at__gte=start_of_month(on)).order_by().values_list("organisation_id", "unit_id")
    counted = sums.annotate(Sum("amount"), Count("subject"))
    return {(body, unit): (amount, times) for body, unit, amount, times in counted}
