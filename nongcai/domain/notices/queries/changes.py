"""What differs between a notice as it was issued and newer figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.notices import rules
from nongcai.domain.notices.models import Delivery, Form
from nongcai.domain.notices.queries.fields import BY, FORMER
from nongcai.domain.notices.queries.pieces import PaperTable
from nongcai.domain.notices.queries.tables import LABELS, group_names, rows_by_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.notices.queries.fields import Catalogue
    from nongcai.domain.notices.queries.pieces import Align

_NONE = "—"


@dataclass(frozen=True)
class ChangedCell:
    """A cell of a table, as it was and as it is; `place` is a node, or a word for a sum."""

    place: int | str
    name: str
    label: str
    old: str
    new: str


def first_of(notice: Notice) -> Notice:
    """Return the notice that a chain of corrections began with."""
    while notice.corrects is not None:
        notice = notice.corrects
    return notice


def prints_tables(notice: Notice) -> bool:
    """Say whether the notice, or the one that it corrects, printed its tables for everybody."""
    first = first_of(notice)
    return first.form == Form.FULL and first.delivery != Delivery.EACH


def changed_names(notice: Notice, known: Catalogue) -> list[str]:
    """Name the figures and rows of names that were printed in what a correction corrects and have changed since."""
    return [name for name in _printed_names(notice) if was(known, name) != known.values.get(name, "")]


def changes_anything(notice: Notice, known: Catalogue) -> bool:
    """Say whether anything printed in what a correction corrects differs from the newer figures."""
    return bool(changed_names(notice, known) or changed_cells(known, ranked=True))


def was(known: Catalogue, name: str) -> str:
    """Return what a correction's former figures say."""
    return known.values.get(FORMER + name, "")


def changed_cells(known: Catalogue, *, ranked: bool) -> list[ChangedCell]:
    """Compare the tables of a correction's two snapshots, with the places in rankings where those were told."""
    former = known.former
    if former is None:
        return []
    return [cell for group in group_names(known) for cell in _of_group(former, known, group, ranked=ranked)]


def changes_table(caption: str, cells: Sequence[ChangedCell]) -> PaperTable:
    """Make a table of changed cells."""
    labels: tuple[tuple[str, Align], ...] = (
        ("单位", "left"), ("项目", "left"), ("原数据", "right"), ("更正后", "right"),
    )  # fmt: skip
    rows = tuple((cell.name, cell.label, cell.old, cell.new) for cell in cells)
    return PaperTable(caption, labels, rows, "单位：万元、%")


def _printed_names(notice: Notice) -> list[str]:
    names: dict[str, None] = {}
    while notice.corrects is not None:
        notice = notice.corrects
        names |= dict.fromkeys(run.field for run in rules.runs(notice.body) if run.field)
    return [name for name in names if not name.startswith((FORMER, rules.QUOTED))]


def _of_group(old: Catalogue, new: Catalogue, group: str, *, ranked: bool) -> Iterator[ChangedCell]:
    before, after = (rows_by_place(known, group) for known in (old, new))
    for place in dict.fromkeys([*after, *before]):
        name = (after.get(place) or before[place])[0]
        left, right = (rows.get(place, ("", *[_NONE] * len(LABELS)))[1:] for rows in (before, after))
        for label, said, says in zip(LABELS, left, right, strict=True):
            if said != says:
                yield ChangedCell(place, name, label, said, says)
        for by in BY if ranked else ():
            said, says = (_rank(known, by, group, place) for known in (old, new))
            if said != says:
                yield ChangedCell(place, name, f"{BY[by]}名次", said, says)


def _rank(known: Catalogue, by: str, group: str, place: int | str) -> str:
    ranked = assessments.nameable(known.rankings.get((by, group), []), by)
    return next((str(one.rank) for one in ranked if one.line.node.id == place), _NONE)
