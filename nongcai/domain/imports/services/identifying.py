"""Which known unit a directory's row is: same code, same credit code, same name, or what a person decided."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nongcai.domain.imports.models import ItemKind, Outcome
from nongcai.domain.imports.services.remembering import decisions
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from nongcai.domain.imports.models import ImportRun, StagedUnit
    from nongcai.domain.imports.services.noting import Notes
    from nongcai.domain.organisations.models import Organisation

NEW_UNIT = "new"


def identify(run: ImportRun, rows: list[StagedUnit], path: str, notes: Notes) -> None:
    """Tie rows to known units; where code and names disagree, let the row wait for a person.

    A unit keeps its identity with its code. A known code with another name and another credit code may be a code
    used again; a new code with a known credit code or name may be a unit whose code changed.
    """
    decided = decisions(run.node_id, (ItemKind.RENAMED, ItemKind.RECODED), {key_of(row) for row in rows})
    by_code = _by_code(rows, path)
    present = {row.unit_code for row in rows}
    others = _by_likeness([row for row in rows if (row.region_code, row.unit_code) not in by_code], path, present)
    for row in rows:
        known = by_code.get((row.region_code, row.unit_code))
        if answer := decided.get(key_of(row)):
            row.organisation_id = None if answer == NEW_UNIT else int(answer)
        elif known is not None:
            row.organisation_id = known.pk
            if _is_another(row, known):
                _wait(
                    row,
                    notes,
                    "renamed",
                    N_("单位编码原属“{before}”，现为“{now}”且信用代码也不同，请确认是更名还是另一单位。").format(
                        before=known.name, now=row.name
                    ),
                )
        elif (other := others.get(row.unit_code)) is not None:
            row.organisation_id = other.pk
            _wait(
                row,
                notes,
                "recoded",
                N_(
                    "与已有单位“{name}”（编码{code}）名称或信用代码相同但编码不同，请确认是否为同一单位更换编码。"
                ).format(name=other.name, code=other.unit_code),
            )


def key_of(row: StagedUnit) -> str:
    """Return the key under which a decision on a directory's row is remembered."""
    return f"{row.region_code}:{row.unit_code}:{row.name}"[:250]


def _by_code(rows: list[StagedUnit], path: str) -> dict[tuple[str, str], Organisation]:
    found = organisations.units_with_codes({row.unit_code for row in rows}, path)
    return {(one.region_id, one.unit_code): one for one in found}


def _by_likeness(rows: list[StagedUnit], path: str, present: set[str]) -> dict[str, Organisation]:
    codes = Counter(row.credit_code for row in rows if row.credit_code)
    names = {row.name for row in rows}
    found = organisations.units_alike({code for code, n in codes.items() if n == 1}, names, path)
    gone = [one for one in found if one.unit_code not in present]
    by_credit = {one.credit_code: one for one in gone if one.credit_code}
    by_name = {(one.region_id, one.name): one for one in gone}
    alike = {row.unit_code: by_credit.get(row.credit_code) or by_name.get((row.region_code, row.name)) for row in rows}
    return {code: one for code, one in alike.items() if one is not None}


def _is_another(row: StagedUnit, known: Organisation) -> bool:
    other_code = bool(row.credit_code and known.credit_code and row.credit_code != known.credit_code)
    return row.name != known.name and other_code


def _wait(row: StagedUnit, notes: Notes, code: str, message: str) -> None:
    row.outcome = Outcome.WAITING
    notes.warn(row, code, message, column="单位编码", value=row.unit_code)
