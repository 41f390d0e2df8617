"""Steps of transfers, exceptions that are opened and move on, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from nongcai.domain.notifications import services as notifications
from nongcai.domain.orders import queries as orders
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.domain.payments import queries
from nongcai.domain.payments.errors import IssueStepError
from nongcai.domain.payments.models import TransferIssue, TransferStep
from nongcai.domain.payments.states import (
    HOLDER_OF,
    ISSUE_ENDED,
    ISSUE_MACHINE,
    IssueAction,
    IssueKind,
    IssueState,
    StepKind,
)
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers import services as supplier_services
from nongcai.foundation import records
from nongcai.foundation.years import after_workdays, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor

NATION = "000000"
PAGE = "/payments/issues/"


def note(transfer_id: UUID, kind: StepKind, *, actor: Actor, words: str = "", at: datetime) -> None:
    """Write down what was done with a transfer."""
    note_many([(transfer_id, kind, words)], actor=actor, at=at)


def note_many(told: Sequence[tuple[UUID, StepKind, str]], *, actor: Actor, at: datetime) -> None:
    """Write down what was done with transfers: (transfer, step, words)."""
    rows = TransferStep.objects.filter(transfer_id__in={key for key, _kind, _words in told})
    last = dict(rows.values_list("transfer_id").annotate(last=Max("seq")))
    steps = []
    for key, kind, words in told:
        last[key] = last.get(key, 0) + 1
        steps.append(
            TransferStep(
                transfer_id=key,
                seq=last[key],
                kind=kind,
                by_label=actor.label,
                by_office=actor.organisation_name[:128],
                words=words[:300],
                at=at,
            )
        )
    records.insert_many(steps)


def open_issues(issues: Sequence[TransferIssue], *, at: datetime) -> None:
    """Open exceptions, each with the day by which its first holder is to look at it."""
    codes = orders.region_codes_of(key for issue in issues for key in issue.candidates)
    days = {code: _day(IssueState.OPEN, day_of(at), code) for code in {NATION, *codes.values()}}
    seqs = last_issues(issue.transfer_id for issue in issues)
    for issue in issues:
        issue.seq = seqs.get(issue.transfer_id, 0) + 1
        issue.state, issue.holder = IssueState.OPEN, HOLDER_OF[IssueState.OPEN]
        issue.since = issue.opened_at = at
        issue.due_on = days[_one_of(codes.get(key, NATION) for key in issue.candidates)]
    records.insert_many(issues)


def last_issues(keys: Iterable[UUID]) -> dict[UUID, int]:
    """Map transfers to the number of their last exception."""
    rows = TransferIssue.objects.filter(transfer_id__in=set(keys))
    return dict(rows.values_list("transfer_id").annotate(last=Max("seq")))


def move(issue: TransferIssue, action: IssueAction, *, words: str = "", at: datetime) -> None:
    """Take a step with an exception: its holder changes, and a new clock begins.

    :raises IssueStepError: when the table has no such step.
    """
    step = ISSUE_MACHINE.step(action, issue.state)
    if step is None:
        raise IssueStepError(state=issue.get_state_display(), action=action.label)
    state = IssueState(step.target)
    issue.state, issue.holder, issue.since = state, HOLDER_OF[state], at
    issue.words = words[:300]
    issue.closed_at = at if state in ISSUE_ENDED else None
    issue.due_on = None if state in ISSUE_ENDED else _day(state, day_of(at), _region_of(issue.candidates))
    rows = TransferIssue.objects.filter(transfer_id=issue.transfer_id, seq=issue.seq)
    records.change(
        rows,
        state=issue.state,
        holder=issue.holder,
        since=issue.since,
        words=issue.words,
        closed_at=issue.closed_at,
        due_on=issue.due_on,
        buyer_id=issue.buyer_id,
    )


def close_instalments(order_ids: Iterable[UUID], *, actor: Actor, at: datetime) -> None:
    """Close exceptions of part payments whose orders have been paid in full meanwhile."""
    paid = list(order_ids)
    rows = TransferIssue.objects.filter(kind=IssueKind.PARTIAL, closed_at=None, candidates__overlap=paid)
    issues = list(rows.order_by("transfer_id")) if paid else []
    open_ = queries.transfers_of(issue.transfer_id for issue in issues)
    dues = queries.dues_of({key for one in issues for key in one.candidates})
    settled = {key for key, due in dues.items() if due.settled_at}
    for issue in issues:
        if not open_[issue.transfer_id].open and settled.issuperset(issue.candidates):
            move(issue, IssueAction.KEEP, words=_("订单已付清。"), at=at)
            note(issue.transfer_id, StepKind.KEPT, actor=actor, words=_("订单已付清。"), at=at)


def tell_supplier(supplier_id: int, text: str, *, at: datetime, page: str = PAGE) -> None:
    """Leave a message to those who work for a supplier."""
    supplier = suppliers.supplier_with(supplier_id)
    supplier_services.tell_supplier(supplier, text, at=at, page=page)


def tell_buyer(buyer_id: int, text: str, *, at: datetime, page: str = PAGE) -> None:
    """Leave a message to those who pay for a buyer."""
    people = organisations.members_of([buyer_id], [Role.ACCOUNTANT, Role.BUYER], day_of(at))
    notifications.tell_many(told=[(user_id, text) for _office, user_id in people], at=at, path=page)


def day_by_which(order_id: UUID, at: datetime) -> date:
    """Return the day by which somebody is to have looked at what has just come up of an order."""
    return _day(IssueState.OPEN, day_of(at), _region_of([order_id]))


def _region_of(order_ids: Iterable[UUID]) -> str:
    return _one_of(orders.region_codes_of(order_ids).values())


def _one_of(codes: Iterable[str]) -> str:
    """Return the region whose terms hold; the nation's, where it is not told whose money it is."""
    found = set(codes)
    return found.pop() if len(found) == 1 else NATION


def _day(state: IssueState, today: date, region_code: str) -> date:
    terms = programmes.payment_for(region_code, today.year)
    days = terms.refund_days if state == IssueState.RETURNING else terms.check_days
    return after_workdays(today, days, programmes.days_off(today.year, today.year + 1))
