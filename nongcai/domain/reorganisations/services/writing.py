"""Writing a document and its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from nongcai.domain.documents import services as documents
from nongcai.domain.organisations import permissions as organisation_permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.reorganisations import permissions, queries, rules
from nongcai.domain.reorganisations.errors import (
    LinesWrongError,
    NothingToAddError,
    ReorganisationStepError,
    UnknownLineError,
)
from nongcai.domain.reorganisations.models import CARRYING, ENDING, WITH_TARGET, Line, LineKind, Reorganisation
from nongcai.domain.reorganisations.states import OPEN, ReorganisationState
from nongcai.foundation import records
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Organisation
    from nongcai.domain.reorganisations.queries import SaidCode

# How many faults a refusal tells.
TOLD = 20
_NOBODY = N_("第{row}行：管理范围内没有编码为“{what}”的单位。")
_NO_REGION = N_("第{row}行：管理范围内没有区划代码或单位编码为“{what}”的财政部门或单位。")
_SEVERAL = N_("第{row}行：编码“{what}”对应不止一家单位，请先核对名录。")
_NAME_MISSING = N_("第{row}行：请在单位编码后写新名称。")
_SAME_NAME = N_("第{row}行：该单位现在就叫“{name}”，没有变化，请核对新名称。")
_SPLIT_MISSING = N_("第{row}行：拆分请写原单位编码、新单位名称和新单位编码。")
_CODE_MISSING = N_("第{row}行：请在原单位编码后写新编码。")
_TARGET_MISSING = N_("第{row}行：请在单位编码后写承接单位的编码。")
_TOO_MANY = N_("第{row}行：这一类只写单位编码。")
_ROW = N_("第{row}行：")
_LINE = N_("调整单第{row}项：")
# What a kind wants beside the unit's code.
_SECOND = {
    **dict.fromkeys(map(str, WITH_TARGET), _TARGET_MISSING),
    str(LineKind.RENAME): _NAME_MISSING,
    str(LineKind.RECODE): _CODE_MISSING,
    str(LineKind.SPLIT): _SPLIT_MISSING,
}


@dataclass(frozen=True)
class ToldReorganisation:
    """The particulars of a document."""

    title: str
    approval: str
    effective_on: date


@dataclass(frozen=True)
class ToldLine:
    """A line as it is typed: a unit's code, then who takes it (a code) or what it is called, then its new code."""

    code: str
    second: str = ""
    third: str = ""


@transaction.atomic
def draft(*, actor: Actor, told: ToldReorganisation, at: datetime) -> Reorganisation:
    """Draft a document for the actor's finance department.

    :raises NotAllowedError: when the actor is not finance.
    """
    organisation_permissions.require_finance(actor)
    row = Reorganisation(
        node_id=actor.organisation_id,
        title=told.title.strip(),
        approval=told.approval.strip(),
        effective_on=told.effective_on,
        state=ReorganisationState.DRAFTED,
        drafted_by_id=actor.user_id,
        drafted_at=at,
    )
    records.save(row)
    return row


@transaction.atomic
def edit(*, actor: Actor, reorganisation_id: int, told: ToldReorganisation) -> Reorganisation:
    """Write the particulars anew.

    :raises ReorganisationStepError: when it is no longer a draft.
    """
    row = _open(actor, reorganisation_id)
    row.title, row.approval, row.effective_on = told.title.strip(), told.approval.strip(), told.effective_on
    records.save(row, "title", "approval", "effective_on")
    return row


@transaction.atomic
def add_lines(
    *, actor: Actor, reorganisation_id: int, kind: str, rows: Sequence[ToldLine], moves_people: bool = False
) -> list[Line]:
    """Add lines of one kind; all or none.

    :raises LinesWrongError: when a unit is not found, or lines do not agree with each other or with the tree.
    """
    row = _open(actor, reorganisation_id)
    last = row.lines.aggregate(last=Max("seq"))["last"] or 0
    units = _found(actor, rows, kind)
    lines = [
        Line(
            reorganisation=row,
            seq=last + number,
            kind=kind,
            unit=units[told.code],
            target=units[told.second] if kind in WITH_TARGET else None,
            name=told.second if kind in (LineKind.RENAME, LineKind.SPLIT) else "",
            code=told.second if kind == LineKind.RECODE else told.third,
            moves_people=moves_people and kind in ENDING,
        )
        for number, told in enumerate(rows, start=1)
    ]
    require_sound([*queries.lines_of(row), *lines])
    return records.insert_many(lines)


@transaction.atomic
def add_codes(*, actor: Actor, reorganisation_id: int, rows: Sequence[SaidCode]) -> list[Line]:
    """Add a line for each row of a code-change table that changes something; wrong rows stay out.

    :raises NothingToAddError: when no row changes anything.
    """
    row = _open(actor, reorganisation_id)
    lines = [one.line for one in queries.judge_codes(actor, row, rows) if one.line is not None]
    if not lines:
        raise NothingToAddError
    return records.insert_many(lines)


@transaction.atomic
def remove_line(*, actor: Actor, reorganisation_id: int, line_id: int) -> int:
    """Take a line out of a draft; return how many there were."""
    row = _open(actor, reorganisation_id)
    return records.remove(row.lines.filter(pk=line_id))


@transaction.atomic
def place_person(*, actor: Actor, reorganisation_id: int, line_id: int, membership_id: int, goes_along: bool) -> Line:
    """Decide for one person of a merged or split unit whether it goes along to the successor.

    Who does not go along stops with a unit that ends, and stays with one that goes on. Of several units that come out
    of one, a person goes to the last that was said.

    :raises UnknownLineError: when the draft has no such line, or the unit no such person.
    """
    row = _open(actor, reorganisation_id)
    line = row.lines.filter(pk=line_id, kind__in=CARRYING).first()
    if (
        line is None
        or not organisations.memberships_at([line.unit_id], row.effective_on).filter(pk=membership_id).exists()
    ):
        raise UnknownLineError
    others = [one for one in line.excepted if one != membership_id]
    line.excepted = others if goes_along == line.moves_people else [*others, membership_id]
    records.save(line, "excepted")
    if line.kind == LineKind.SPLIT and goes_along:
        _take_from_siblings(line, membership_id)
    return line


@transaction.atomic
def upload_approval(
    *, actor: Actor, reorganisation_id: int, name: str, media_type: str, chunks: Iterable[bytes], at: datetime
) -> Document:
    """Keep a file of the approval.

    :raises ReorganisationStepError: when it is no longer a draft.
    """
    row = _open(actor, reorganisation_id)
    return documents.store(
        owner=queries.owner_of(row.pk), name=name, media_type=media_type, chunks=chunks, at=at, user_id=actor.user_id
    )


def require_sound(lines: Sequence[Line]) -> None:
    """Let only lines pass that agree with each other and with today's tree.

    :raises LinesWrongError: otherwise.
    """
    found = rules.faults(queries.facts_of(lines))
    if found:
        heads = _heads(lines)
        raise LinesWrongError(
            fields={"rows": [heads[seq] + fault.format(**names) for seq, fault, names in found[:TOLD]]}
        )


def _heads(lines: Sequence[Line]) -> dict[int, str]:
    """Say for each number where its reader finds it: by its place in the document, or among the rows just written."""
    kept = [line.seq for line in lines if line.pk]
    said = [line.seq for line in lines if not line.pk]
    places = [(_LINE, kept), (_ROW, said)]
    return {seq: head.format(row=place) for head, seqs in places for place, seq in enumerate(seqs, start=1)}


def _take_from_siblings(line: Line, membership_id: int) -> None:
    beside = Line.objects.filter(reorganisation=line.reorganisation, unit=line.unit_id, kind=LineKind.SPLIT)
    for one in beside.filter(excepted__contains=[membership_id]).exclude(pk=line.pk):
        one.excepted = [id_ for id_ in one.excepted if id_ != membership_id]
        records.save(one, "excepted")


def _open(actor: Actor, reorganisation_id: int) -> Reorganisation:
    row = queries.lock(actor, reorganisation_id)
    permissions.require_owner(actor, row)
    if row.state not in OPEN:
        raise ReorganisationStepError(state=row.get_state_display(), action="修改")
    return row


def _found(actor: Actor, rows: Sequence[ToldLine], kind: str) -> Mapping[str, Organisation]:
    wanted = {told.code for told in rows}
    takers = {told.second for told in rows} if kind in WITH_TARGET else set()
    units = queries.units_by_code(actor, wanted | takers)
    if kind in (LineKind.MOVE, LineKind.TRANSFER):
        units = _finance(actor, takers) | units
    wrong = [text for number, told in enumerate(rows, start=1) for text in _wrong(number, told, kind, units)]
    if wrong:
        raise LinesWrongError(fields={"rows": wrong[:TOLD]})
    return {code: found[0] for code, found in units.items()}


def _finance(actor: Actor, codes: Iterable[str]) -> dict[str, list[Organisation]]:
    ids = organisations.finance_ids(code for code in codes if code)
    rows = organisations.visible_to(actor).filter(pk__in=ids.values())
    return {one.region_id: [one] for one in rows}


def _wrong(number: int, told: ToldLine, kind: str, units: Mapping[str, Sequence[Organisation]]) -> Iterable[str]:
    if bool(told.second) != (kind in _SECOND) or (kind == LineKind.SPLIT and not told.third):
        yield _SECOND.get(kind, _TOO_MANY).format(row=number)
    codes = [(told.code, _NOBODY)]
    if kind in WITH_TARGET and told.second:
        codes.append((told.second, _NO_REGION))
    for code, nobody in codes:
        if code not in units:
            yield nobody.format(row=number, what=code)
        elif len(units[code]) > 1:
            yield _SEVERAL.format(row=number, what=code)
    if kind == LineKind.RENAME and any(unit.name == told.second for unit in units.get(told.code, ())):
        yield _SAME_NAME.format(row=number, name=told.second)
