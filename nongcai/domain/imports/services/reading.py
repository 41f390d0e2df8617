"""What the translator brings: sheets as read, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from uuid import UUID

    Place = tuple[int, str]


@dataclass(frozen=True)
class RowProblem:
    """One plain sentence about one cell."""

    column: str
    value: str
    code: str
    message: str
    level: str


@dataclass(frozen=True)
class ReadRow:
    """A row; `values` stand in the order that the sheet's kind prescribes, None where a cell could not be read."""

    row_no: int
    values: Sequence[Any]
    problems: Sequence[RowProblem] = ()


@dataclass(frozen=True)
class NewQuestion:
    """Something only a person can decide. `choices` are (value, label).

    `place` is the file and sheet; `wanted` are the columns that it still lacks: (value, label, what for).
    """

    kind: str
    key: str
    prompt: str
    choices: Sequence[tuple[str, str]] = ()
    proposal: str = ""
    is_certain: bool = False
    place: str = ""
    wanted: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as read. With questions it has no rows yet; `unreadable` says why a file cannot be read at all.

    `exported_hint` is the export's time as the title says it, `2024-01-05 09:30`; `texts` gives cells as they were
    typed, by (row, column).
    """

    document_id: UUID
    file_name: str
    sheet_name: str
    kind: str = ""
    year: int | None = None
    rows: Iterable[ReadRow] = ()
    questions: Sequence[NewQuestion] = field(default_factory=tuple)
    unreadable: str = ""
    exported_hint: str = ""
    texts: Callable[[Collection[Place]], Mapping[Place, str]] | None = None
