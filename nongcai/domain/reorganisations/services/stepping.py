"""The steps of a document: checked, in force, put back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from nongcai.domain.ledger import queries as ledger_queries
from nongcai.domain.ledger import services as ledger
from nongcai.domain.organisations import queries as organisation_queries
from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.services import Reshaping, Split, Trace
from nongcai.domain.reorganisations import permissions, queries
from nongcai.domain.reorganisations.errors import (
    ApprovalMissingError,
    CannotReverseError,
    EffectiveTooEarlyError,
    NoLinesError,
    NotYetEffectiveError,
    PreviewChangedError,
    ReorganisationStepError,
    TotalsDifferError,
)
from nongcai.domain.reorganisations.models import (
    NAMING,
    Change,
    Line,
    LineKind,
    Reorganisation,
    ReorganisationStep,
    Subject,
)
from nongcai.domain.reorganisations.services.telling import Hearers
from nongcai.domain.reorganisations.services.writing import require_sound
from nongcai.domain.reorganisations.states import REORGANISATION_MACHINE, ReorganisationAction
from nongcai.domain.shares import queries as share_queries
from nongcai.domain.shares import services as shares
from nongcai.domain.shares.services import Followed, Rehold
from nongcai.foundation import records
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.reorganisations.queries import YearTotal

FILED, BOOKED = N_("又办理了填报"), N_("又有分录计入")
_NAMED = 5
_OF_SHARES = (Subject.FILING, Subject.SHARING)


@transaction.atomic
def check(*, actor: Actor, reorganisation_id: int, at: datetime) -> Reorganisation:
    """Say that the preview was read and is right.

    :raises NoLinesError: when there is nothing to do.
    :raises ApprovalMissingError: when no approval was uploaded.
    :raises LinesWrongError: when lines do not agree with each other or with the tree.
    :raises EffectiveTooEarlyError: when a unit's place was changed on the effective day or later.
    """
    row = _begun(actor, reorganisation_id, ReorganisationAction.CHECK)
    lines = list(queries.lines_of(row))
    _require_ready(row, lines)
    row.fingerprint = queries.preview(row).fingerprint
    return _stepped(actor, row, ReorganisationAction.CHECK, at, "fingerprint")


@transaction.atomic
def reopen(*, actor: Actor, reorganisation_id: int, at: datetime) -> Reorganisation:
    """Let a checked document be written again."""
    row = _begun(actor, reorganisation_id, ReorganisationAction.REOPEN)
    return _stepped(actor, row, ReorganisationAction.REOPEN, at)


@transaction.atomic
def discard(*, actor: Actor, reorganisation_id: int, at: datetime) -> Reorganisation:
    """Give a document up that did not take effect."""
    row = _begun(actor, reorganisation_id, ReorganisationAction.DISCARD)
    return _stepped(actor, row, ReorganisationAction.DISCARD, at)


@transaction.atomic
def enforce(*, actor: Actor, reorganisation_id: int, at: datetime) -> Reorganisation:
    """Put a checked document in force: places, names, people, relations and the holders of open filings.

    :raises NotYetEffectiveError: when its day has not come.
    :raises LinesWrongError: when its lines no longer agree with the tree.
    :raises PreviewChangedError: when what it concerns is no longer what was checked.
    :raises TotalsDifferError: when the sums at its node would not stay the same.
    """
    # Before anything is read: of two documents on one unit, the second sees what the first did.
    organisations.lock_tree()
    row = _begun(actor, reorganisation_id, ReorganisationAction.ENFORCE)
    lines = list(queries.lines_of(row))
    if day_of(at) < row.effective_on:
        raise NotYetEffectiveError(day=row.effective_on)
    _require_ready(row, lines)
    preview = queries.preview(row)
    if preview.fingerprint != row.fingerprint:
        raise PreviewChangedError
    node = organisation_queries.node(row.node_id)
    before = queries.totals(node.path)
    hearers = Hearers(row, lines)
    traces = organisations.reshape(reshaping=_reshaping(lines, preview.carried), since=row.effective_on, at=at)
    _name_made(lines, traces)
    reholds = shares.rehold(actor=actor, unit_ids=_concerned(lines, traces), at=at)
    followed = _follow_hosts(actor, row, lines, at)
    _require_same(before, queries.totals(node.path))
    if _changes_homes(traces):
        ledger.rebuild_summaries()
    _keep(row, traces, reholds, followed)
    row.enforced_at = at
    stepped = _stepped(actor, row, ReorganisationAction.ENFORCE, at, "enforced_at")
    hearers.tell_enforced(at)
    return stepped


@transaction.atomic
def reverse(*, actor: Actor, reorganisation_id: int, words: str, at: datetime) -> Reorganisation:
    """Put back what a document changed.

    :raises CannotReverseError: when a filing or an entry came after it that cannot be put back.
    :raises ChangedSinceError: when a place, a name, a person or a relation was changed after it.
    """
    organisations.lock_tree()
    row = _begun(actor, reorganisation_id, ReorganisationAction.REVERSE)
    lines = list(queries.lines_of(row))
    changes = list(row.changes.all())
    traces = [Trace(one.subject, one.row_id, one.before, one.after) for one in changes if one.subject not in _OF_SHARES]
    # Before it is read what was filed since, also what is held anew below: whoever decides on one waits, or was first.
    taken = _taken(lines)
    share_queries.lock_all_filings_of(_concerned(lines, traces) | taken | _reheld(changes))
    _require_untouched(row, taken, changes)
    hearers = Hearers(row, lines)
    records.change(row.lines.exclude(made=None), made=None)
    node = organisation_queries.node(row.node_id)
    before = queries.totals(node.path)
    organisations.put_back(traces=traces)
    shares.put_members_back(
        followed=[
            Followed(one.row_id, one.before or {}, one.after) for one in changes if one.subject == Subject.SHARING
        ]
    )
    # Also what was filed since waits for whoever stands there again.
    shares.rehold(actor=actor, unit_ids=_concerned(lines, traces), at=at)
    _require_same(before, queries.totals(node.path))
    if _changes_homes(traces):
        ledger.rebuild_summaries()
    stepped = _stepped(actor, row, ReorganisationAction.REVERSE, at, words=words.strip())
    hearers.tell_reversed(at)
    return stepped


def _begun(actor: Actor, reorganisation_id: int, action: str) -> Reorganisation:
    row = queries.lock(actor, reorganisation_id)
    permissions.require_owner(actor, row)
    step = REORGANISATION_MACHINE.step(action, row.state)
    if step is None:
        raise ReorganisationStepError(state=row.get_state_display(), action=ReorganisationAction(action).label)
    return row


def _stepped(
    actor: Actor, row: Reorganisation, action: str, at: datetime, *written: str, words: str = ""
) -> Reorganisation:
    step = REORGANISATION_MACHINE.step(action, row.state)
    assert step is not None
    row.state = step.target
    records.save(row, "state", *written)
    records.save(
        ReorganisationStep(
            reorganisation=row,
            action=action,
            state=row.state,
            user_id=actor.user_id,
            label=actor.label,
            at=at,
            words=words,
        )
    )
    return row


def _require_ready(row: Reorganisation, lines: Sequence[Line]) -> None:
    if not lines:
        raise NoLinesError
    if not queries.approvals_of(row.pk).exists():
        raise ApprovalMissingError
    require_sound(lines)
    placing = [line.unit_id for line in lines if line.kind not in NAMING]
    concerned = organisation_queries.at_or_below(placing) | {line.target_id for line in lines if line.target_id}
    for unit, since in organisation_queries.placed_since(concerned).items():
        if since >= row.effective_on:
            raise EffectiveTooEarlyError(name=_names([unit]), day=since)


def _reshaping(lines: Sequence[Line], carried: frozenset[int]) -> Reshaping:
    splits = [line for line in lines if line.kind == LineKind.SPLIT]
    own = [line for line in lines if line.kind != LineKind.SPLIT]
    merged = {line.unit_id: line.target_id or 0 for line in lines if line.kind == LineKind.MERGE}
    moved = (LineKind.MOVE, LineKind.TRANSFER)
    return Reshaping(
        successors=merged,
        closed=frozenset(line.unit_id for line in lines if line.kind == LineKind.CLOSE),
        carried=carried,
        parents={line.unit_id: line.target_id or 0 for line in lines if line.kind in moved},
        names={line.unit_id: line.name for line in own if line.name},
        codes={line.unit_id: line.code for line in own if line.code},
        splits=tuple(Split(line.unit_id, line.name, line.code, frozenset(line.excepted)) for line in splits),
    )


def _name_made(lines: Sequence[Line], traces: Sequence[Trace]) -> None:
    made = {
        (one.after["region_id"], one.after["unit_code"]): one.row_id
        for one in traces
        if one.subject == Subject.ORGANISATION and one.before is None
    }
    splits = [line for line in lines if line.kind == LineKind.SPLIT]
    for line in splits:
        line.made_id = made[line.unit.region_id, line.code]
    records.update_many(splits, "made")


def _concerned(lines: Sequence[Line], traces: Sequence[Trace]) -> set[int]:
    placed = {one.after["organisation_id"] for one in traces if one.subject == Subject.PLACEMENT}
    return placed | {line.unit_id for line in lines}


def _changes_homes(traces: Sequence[Trace]) -> bool:
    homes: dict[int, set[str]] = {}
    for one in traces:
        if one.subject == Subject.PLACEMENT:
            for values in (one.before, one.after):
                if values:
                    homes.setdefault(values["organisation_id"], set()).add(values["home_path"])
    return any(len(found) > 1 for found in homes.values())


def _require_same(before: dict[int, YearTotal], after: dict[int, YearTotal]) -> None:
    for year in {*before, *after}:
        if before.get(year) != after.get(year):
            raise TotalsDifferError(year=year, before=_said(before.get(year)), after=_said(after.get(year)))


def _said(total: YearTotal | None) -> str:
    return f"{total.reserved}/{total.purchased}/{total.due}" if total else "—"


def _follow_hosts(actor: Actor, row: Reorganisation, lines: Sequence[Line], at: datetime) -> list[Followed]:
    merged = {line.unit_id: line.target_id for line in lines if line.kind == LineKind.MERGE and line.target_id}
    closed = {line.unit_id for line in lines if line.kind == LineKind.CLOSE}
    words = f"机构调整：{row.approval}"[:300]
    return shares.follow_hosts(
        actor=actor, successors=merged, closed=closed, year=row.effective_on.year, words=words, at=at
    )


def _keep(
    row: Reorganisation, traces: Sequence[Trace], reholds: Sequence[Rehold], followed: Sequence[Followed]
) -> None:
    kept = [
        Change(reorganisation=row, subject=one.subject, row_id=one.row_id, before=one.before, after=one.after)
        for one in traces
    ]
    kept += [
        Change(reorganisation=row, subject=Subject.SHARING, row_id=one.member_id, before=one.before, after=one.after)
        for one in followed
    ]
    records.insert_many([*kept, *(_kept(row, one) for one in reholds)])


def _kept(row: Reorganisation, one: Rehold) -> Change:
    values: dict[str, Any] = asdict(one)
    before = {name: values.pop(name) for name in ("before",)}
    return Change(reorganisation=row, subject=Subject.FILING, row_id=one.filing_id, before=before, after=values)


def _taken(lines: Sequence[Line]) -> set[int]:
    """Return the units that were made, merged, or took over."""
    merges = [line for line in lines if line.kind == LineKind.MERGE]
    made = {line.made_id for line in lines if line.made_id}
    return made | {unit for line in merges for unit in (line.unit_id, line.target_id or 0)}


def _reheld(changes: Collection[Change]) -> set[int]:
    return {one.after["unit_id"] for one in changes if one.subject == Subject.FILING}


def _require_untouched(row: Reorganisation, taken: set[int], changes: Collection[Change]) -> None:
    assert row.enforced_at is not None
    if acted := share_queries.acted_since(_reheld(changes) | taken, row.enforced_at):
        raise CannotReverseError(names=_names(acted), what=FILED)
    if booked := ledger_queries.booked_since(taken, row.enforced_at):
        raise CannotReverseError(names=_names(booked), what=BOOKED)


def _names(unit_ids: Collection[int]) -> str:
    names = organisation_queries.names_of(unit_ids)
    return "、".join(names[id_] for id_ in sorted(names)[:_NAMED])
