"""What becomes of each row of a code-change table (编码变更对照表), before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nongcai.domain.reorganisations import rules
from nongcai.domain.reorganisations.models import Line, LineKind
from nongcai.domain.reorganisations.queries.previewing import facts_of, lines_of, units_by_code
from nongcai.domain.reorganisations.states import CodeOutcome
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Organisation
    from nongcai.domain.reorganisations.models import Reorganisation

_NOBODY = N_("管理范围内没有编码为“{code}”的单位，请核对，或由其上级财政部门办理。")
_SEVERAL = N_("编码“{code}”对应不止一家单位，请先核对名录。")
_AGAIN = N_("与第{row}行的原编码相同。同一原编码分成几个新编码的，属拆分，请在调整单中逐家填写。")
_JOINED = N_("与第{row}行改用同一新编码，属合并，请在调整单中写明承接单位。")
_OTHER_DAY = N_("变更日期为{day}，调整单生效日期为{effective}，请核对。")


@dataclass(frozen=True)
class SaidCode:
    """A row as it stands in the table."""

    row_no: int
    old_code: str
    new_code: str
    name: str = ""
    ground: str = ""
    changed_on: date | None = None


@dataclass(frozen=True)
class JudgedCode:
    """What becomes of a row: a line of the document, nothing, or a fault."""

    said: SaidCode
    outcome: CodeOutcome
    unit_name: str = ""
    message: str = ""
    warning: str = ""
    line: Line | None = None

    @property
    def shown(self) -> str:
        """The outcome in Chinese."""
        return str(self.outcome.label)


def judge_codes(actor: Actor, reorganisation: Reorganisation, rows: Sequence[SaidCode]) -> list[JudgedCode]:
    """Judge all rows as if they were added to a draft, by sets whatever their number."""
    units = units_by_code(actor, {code for row in rows for code in (row.old_code, row.new_code)})
    first_old, first_new = _firsts(rows, "old_code"), _firsts(rows, "new_code")
    judged = [_judged(row, units, first_old, first_new) for row in rows]
    judged = [_dated(one, reorganisation.effective_on) for one in judged]
    return _agreeing(judged, list(lines_of(reorganisation)), reorganisation)


def _firsts(rows: Sequence[SaidCode], name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found.setdefault(getattr(row, name), row.row_no)
    return found


def _judged(
    row: SaidCode,
    units: Mapping[str, Sequence[Organisation]],
    first_old: Mapping[str, int],
    first_new: Mapping[str, int],
) -> JudgedCode:
    found = [one for one in units.get(row.old_code, ()) if one.closed_on is None]
    if not found:
        done = any(one.closed_on is None for one in units.get(row.new_code, ()))
        return JudgedCode(row, CodeOutcome.DONE) if done else _wrong(row, _NOBODY.format(code=row.old_code))
    if len(found) > 1:
        return _wrong(row, _SEVERAL.format(code=row.old_code))
    [unit] = found
    if first_old[row.old_code] != row.row_no:
        return _wrong(row, _AGAIN.format(row=first_old[row.old_code]), unit.name)
    if first_new[row.new_code] != row.row_no:
        return _wrong(row, _JOINED.format(row=first_new[row.new_code]), unit.name)
    return _changed(row, unit)


def _changed(row: SaidCode, unit: Organisation) -> JudgedCode:
    name = row.name if row.name != unit.name else ""
    code = row.new_code if row.new_code != unit.unit_code else ""
    if not (name or code):
        return JudgedCode(row, CodeOutcome.SAME, unit.name)
    outcome = {(False, True): CodeOutcome.RECODE, (True, False): CodeOutcome.RENAME}.get(
        (bool(name), bool(code)), CodeOutcome.BOTH
    )
    kind = LineKind.RECODE if code else LineKind.RENAME
    return JudgedCode(row, outcome, unit.name, line=Line(kind=kind, unit=unit, name=name, code=code))


def _wrong(row: SaidCode, message: str, unit_name: str = "") -> JudgedCode:
    return JudgedCode(row, CodeOutcome.WRONG, unit_name, message)


def _dated(one: JudgedCode, effective: date) -> JudgedCode:
    day = one.said.changed_on
    if one.line is None or day in (None, effective):
        return one
    return replace(one, warning=_OTHER_DAY.format(day=day, effective=effective))


def _agreeing(judged: Sequence[JudgedCode], written: list[Line], reorganisation: Reorganisation) -> list[JudgedCode]:
    """Find what does not agree with the tree, with the draft or with another row, and take that out until all agree."""
    by_seq: dict[int, int] = {}
    last = max((line.seq for line in written), default=0)
    proposed = []
    for place, one in enumerate(judged):
        if one.line is not None:
            last += 1
            one.line.reorganisation, one.line.seq = reorganisation, last
            by_seq[last] = place
            proposed.append(one.line)
    facts = facts_of([*written, *proposed])
    settled = list(judged)
    while found := [one for one in rules.faults(facts) if one[0] in by_seq]:
        for seq, fault, names in found:
            one = settled[by_seq[seq]]
            settled[by_seq[seq]] = _wrong(one.said, fault.format(**names), one.unit_name)
        out = {seq for seq, _fault, _names in found}
        facts = [one for one in facts if one.seq not in out]
    return settled
