"""Noting what is wrong with staged rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.domain.imports.models import Level, Outcome, Problem, Question
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nongcai.domain.imports.models.staging import StagedRow
    from nongcai.domain.imports.services.reading import NewQuestion


class Notes:
    """Collects problems of one kind of sheet and writes them at once; a row with an error becomes wrong."""

    def __init__(self, run_id: int) -> None:
        self.run_id = run_id
        self._problems: list[Problem] = []

    def error(self, row: StagedRow, code: str, message: str, *, column: str = "", value: Any = "") -> None:
        """Note an error: the row is not loaded."""
        row.outcome = Outcome.WRONG
        self._add(row, code, message, cell=(column, value), level=Level.ERROR)

    def warn(self, row: StagedRow, code: str, message: str, *, column: str = "", value: Any = "") -> None:
        """Note a warning: the row is loaded all the same."""
        self._add(row, code, message, cell=(column, value), level=Level.WARNING)

    def write(self) -> None:
        """Write what was noted."""
        records.insert_many(self._problems)
        self._problems = []

    def _add(self, row: StagedRow, code: str, message: str, *, cell: tuple[str, Any], level: str) -> None:
        column, value = cell
        self._problems.append(
            Problem(
                run_id=self.run_id,
                sheet_id=row.sheet_id,
                row_no=row.row_no,
                column=column,
                value="" if value is None else str(value)[:200],
                code=code,
                message=message[:300],
                level=level,
            )
        )


def ask(run_id: int, questions: Sequence[NewQuestion], *, stops_check: bool) -> None:
    """Write questions that were not asked before; what was answered stays answered."""
    known = set(Question.objects.filter(run_id=run_id).values_list("kind", "key"))
    records.insert_many(
        [
            Question(
                run_id=run_id,
                kind=one.kind,
                key=one.key[:200],
                prompt=one.prompt[:500],
                choices="\n".join(f"{value}\t{label}" for value, label in one.choices),
                proposal=one.proposal,
                is_certain=one.is_certain,
                stops_check=stops_check,
                place=one.place[:320],
                wanted="\n".join("\t".join(column) for column in one.wanted),
            )
            for one in questions
            if (one.kind, one.key[:200]) not in known
        ]
    )
