"""Finding the row of headings, under title rows and above the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nongcai.interfaces.sheets.headings import Heading, squeezed
from nongcai.interfaces.sheets.kinds import SPECS, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nongcai.interfaces.sheets.columns import SheetSpec

SEARCHED_ROWS = 30

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Head:
    """The headings and the rows above them. `last_row` is the last row of headings, from 0."""

    last_row: int
    headings: tuple[Heading, ...]
    title: tuple[str, ...]


def find_head(rows: Sequence[Sequence[Any]], merged: Iterable[Range], specs: Iterable[SheetSpec] = ()) -> Head:
    """Find the headings: where most columns are recognised, else the first row that has three texts."""
    known = tuple(specs) or tuple(SPECS.values())
    ranges = tuple(merged)
    best, best_score = _plain_head(rows), 0
    for index in range(min(SEARCHED_ROWS, len(rows))):
        for last_row, headings in _ways_to_read(rows, index, ranges):
            found = max(score(spec, headings) for spec in known)
            if found > best_score:
                best, best_score = Head(last_row, headings, _title(rows[:index])), found
    return best


def _ways_to_read(
    rows: Sequence[Sequence[Any]], index: int, merged: tuple[Range, ...]
) -> list[tuple[int, tuple[Heading, ...]]]:
    """Return the row as headings, and with the row below it where merged cells tie the two together."""
    labels = [squeezed(cell) for cell in rows[index]]
    ways = [(index, tuple(Heading(place, label) for place, label in enumerate(labels)))]
    tied = [
        block for block in merged if block[0][0] == index and block[0][1] < len(labels) and _ties(block, len(labels))
    ]
    if not tied or index + 1 >= len(rows):
        return ways
    groups = list(labels)
    for (_top, left), (_bottom, right) in tied:
        end = min(right + 1, len(groups))
        groups[left:end] = [labels[left]] * (end - left)
    below = [squeezed(cell) for cell in rows[index + 1]]
    pairs = tuple(
        Heading(place, label, group) if label else Heading(place, group)
        for place, (group, label) in enumerate(zip(groups, below, strict=False))
    )
    return [*ways, (index + 1, pairs)]


def _ties(block: Range, width: int) -> bool:
    (top, left), (bottom, right) = block
    return (bottom == top + 1) or (bottom == top and 0 < right - left < width - 2)


def _plain_head(rows: Sequence[Sequence[Any]]) -> Head:
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) >= 3:
            return Head(index, tuple(Heading(i, squeezed(c)) for i, c in enumerate(row)), _title(rows[:index]))
    first = rows[0] if rows else ()
    return Head(0, tuple(Heading(index, squeezed(cell)) for index, cell in enumerate(first)), ())


def _title(rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    lines = (" ".join(squeezed(cell) for cell in row if squeezed(cell)) for row in rows)
    return tuple(line for line in lines if line)
