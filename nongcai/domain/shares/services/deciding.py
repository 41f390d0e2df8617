"""Those above a unit decide on filings: one, or thousands at once with an outcome for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.ledger import services as ledger
from nongcai.domain.shares import permissions, queries, rules
from nongcai.domain.shares.errors import (
    FilingChangedError,
    ReturnReasonMissingError,
    ScanMissingError,
    StepNotPermittedError,
    UnexplainedFigureError,
    UnknownFilingError,
)
from nongcai.domain.shares.services import announcing, counting, telling_people
from nongcai.domain.shares.services.approving import approve
from nongcai.domain.shares.services.stepping import step_row
from nongcai.domain.shares.states import DECISIONS_ON_MANY, FILING_MACHINE, FilingAction, FilingState, Flag
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.models import FilingStep, ShareFiling
    from nongcai.domain.shares.queries import Chain
    from nongcai.foundation.errors import DomainError

ORIGIN = "platform"
_WRITTEN = ("state", "holder", "held_since", "endorsed_at", "confirmed_at", *counting.COUNTED)


@dataclass(frozen=True)
class Decision:
    """What is decided on filings as they were seen: (filing id, version).

    A return has a reason, words and fields; what lets implausible figures pass has words.
    """

    action: str
    filings: Sequence[tuple[int, int]]
    words: str = ""
    reason: str = ""
    fields: Sequence[str] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of one filing; `refusal` is None where it was done."""

    filing_id: int
    name: str
    refusal: DomainError | None


@transaction.atomic
def decide(*, actor: Actor, decision: Decision, at: datetime) -> ShareFiling:
    """Review, endorse, confirm or send back one filing; the approver of its unit approves it.

    :raises UnknownFilingError: when it lies outside the actor's sight.
    :raises NotHolderError: when it waits for somebody else.
    :raises SamePersonError: when the actor filed it.
    :raises StepNotPermittedError: when this step does not begin here.
    :raises FilingChangedError: when it was filed again since the actor saw it.
    :raises ReturnReasonMissingError: when it is sent back without reason or words.
    :raises ScanMissingError: when the scan of the signed form is wanted and did not come.
    :raises UnexplainedFigureError: when its figures are implausible and no words say why they pass.
    """
    if decision.action == FilingAction.APPROVE:
        return approve(actor=actor, filings=decision.filings, at=at)
    (outcome,) = decide_many(actor=actor, decision=decision, at=at)
    if outcome.refusal is not None:
        raise outcome.refusal
    return queries.filings_visible_to(actor).get(pk=outcome.filing_id)


@transaction.atomic
def decide_many(*, actor: Actor, decision: Decision, at: datetime) -> list[Outcome]:
    """Decide on many filings in one transaction; what cannot be decided is told, and does not stop the rest.

    Done again after an interruption, it finds done what was done. A confirmed filing is booked, a changed one undone
    and booked anew; with the filing of a shared canteen's manager those of its members that wait here and say nothing
    of a canteen of their own are confirmed.

    :raises NotAllowedError: when it is nothing that is decided on many.
    :raises ReturnReasonMissingError: when filings are sent back without reason or words.
    """
    if decision.action == FilingAction.SEND_BACK and not (decision.reason and decision.words.strip()):
        raise ReturnReasonMissingError(fields={"words": [str(ReturnReasonMissingError.message)]})
    if decision.action not in DECISIONS_ON_MANY:
        raise NotAllowedError
    seen = dict(decision.filings)
    # All are locked in one go, in the order of their keys: two that confirm what overlaps wait for each other.
    members = queries.members_of_hosts(seen) if decision.action == FilingAction.CONFIRM else []
    rows = queries.lock_filings(actor, [*seen, *members])
    chains = queries.chains_of(rows.values())
    versions = {id_: row.version for id_, row in rows.items()} | seen
    refusals = {id_: _refusal(actor, rows.get(id_), version, decision, chains) for id_, version in versions.items()}
    refusals |= _lacking(rows.values(), refusals, decision, chains)
    refusals |= _unexplained([row for id_, row in rows.items() if id_ in seen], refusals, decision)
    good = [row for id_, row in rows.items() if id_ in seen and refusals[id_] is None]
    hosts = {(row.organisation_id, row.year) for row in good if row.canteen != rules.NONE}
    closing = [row for id_, row in rows.items() if id_ not in seen and refusals[id_] is None]
    good.extend(row for row in closing if row.is_member_alone and (row.host_id, row.year) in hosts)
    _apply(actor, good, decision, chains, at)
    names = {row.pk: row.organisation.name for row in rows.values()}
    return [Outcome(id_, names.get(id_, ""), refusals[id_]) for id_ in seen]


def _refusal(
    actor: Actor, row: ShareFiling | None, version: int, decision: Decision, chains: Mapping[int, Chain]
) -> DomainError | None:
    if row is None:
        return UnknownFilingError()
    step = FILING_MACHINE.step(decision.action, row.state)
    if step is None:
        return StepNotPermittedError(state=row.get_state_display(), action=FilingAction(decision.action).label)
    if row.version != version:
        return FilingChangedError(version=row.version)
    return permissions.refusal_of(actor, row, decision.action, chains[row.organisation_id])


def _lacking(
    rows: Iterable[ShareFiling],
    refusals: Mapping[int, DomainError | None],
    decision: Decision,
    chains: Mapping[int, Chain],
) -> dict[int, DomainError | None]:
    """Refuse to confirm, at either step, what wants the scan of the signed form and has none."""
    if decision.action not in {FilingAction.ENDORSE, FilingAction.CONFIRM}:
        return {}
    good = [row for row in rows if refusals[row.pk] is None]
    lacking, label = queries.lacking_scans(good, chains), FilingAction(decision.action).label
    return {
        row.pk: ScanMissingError(year=row.year, version=row.version, action=label) for row in good if row.pk in lacking
    }


def _unexplained(
    rows: Iterable[ShareFiling], refusals: Mapping[int, DomainError | None], decision: Decision
) -> dict[int, DomainError | None]:
    """Refuse to let implausible figures pass without a word on why."""
    if decision.action == FilingAction.SEND_BACK or decision.words.strip():
        return {}
    odd = [row for row in rows if refusals[row.pk] is None and Flag.IMPLAUSIBLE in row.flags]
    return {row.pk: UnexplainedFigureError(name=row.organisation.name) for row in odd}


def _apply(
    actor: Actor, good: Sequence[ShareFiling], decision: Decision, chains: Mapping[int, Chain], at: datetime
) -> None:
    booked = []
    for row in good:
        if decision.action == FilingAction.CONFIRM:
            booked.extend(counting.taken_back(row, at=at, origin=ORIGIN))
            counting.let_count(row)
            booked.extend(counting.entries(row, at=at, origin=ORIGIN))
        _advance(row, decision.action, chains[row.organisation_id], at)
    records.update_many(good, *_WRITTEN)
    records.insert_many([_step(actor, row, decision, at) for row in good])
    ledger.count(entries=booked, at=at)
    if decision.action == FilingAction.CONFIRM:
        announcing.announce(good, at=at)
    telling_people.tell_outcome(good, at=at)


def _step(actor: Actor, row: ShareFiling, decision: Decision, at: datetime) -> FilingStep:
    return step_row(
        actor,
        row,
        decision.action,
        at=at,
        reason=decision.reason,
        words=decision.words.strip(),
        fields=decision.fields,
    )


def _advance(row: ShareFiling, action: str, chain: Chain, at: datetime) -> None:
    step = FILING_MACHINE.step(action, row.state)
    assert step is not None
    row.state = step.target
    after = {
        FilingAction.REVIEW: chain.supervisor,
        FilingAction.ENDORSE: chain.finance,
        FilingAction.SEND_BACK: chain.filer,
    }
    row.holder_id = after.get(FilingAction(action))
    row.held_since = at if row.holder_id else None
    if row.state == FilingState.ENDORSED:
        row.endorsed_at = at
    if row.state == FilingState.CONFIRMED:
        row.confirmed_at = at
    if row.state == FilingState.RETURNED:
        row.endorsed_at = None
