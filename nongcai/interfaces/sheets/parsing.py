"""From the rows of a planned sheet to values in a fixed order, with one sentence for each wrong cell."""

from __future__ import annotations

import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets import cells, words
from nongcai.interfaces.sheets.accounts import ACCOUNTS_FIELDS
from nongcai.interfaces.sheets.cells import CellProblem
from nongcai.interfaces.sheets.columns import Finishing
from nongcai.interfaces.sheets.directory import DIRECTORY_FIELDS
from nongcai.interfaces.sheets.filings import FILINGS_FIELDS
from nongcai.interfaces.sheets.quick import QUICK
from nongcai.interfaces.sheets.transactions import TRANSACTIONS_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nongcai.interfaces.sheets.columns import Column, ColumnType
    from nongcai.interfaces.sheets.planning import Placement, SheetPlan

__all__ = [
    "ACCOUNTS_FIELDS",
    "DIRECTORY_FIELDS",
    "FILINGS_FIELDS",
    "TRANSACTIONS_FIELDS",
    "ParsedRow",
    "Problem",
    "parse",
]

_BATCH = 2000
_REMEMBERED = 20_000
_SELDOM = 4  # where a value comes back less often, remembering it costs more than it saves
_READERS: dict[ColumnType, Callable[..., Any]] = {
    "code": cells.code, "order_no": cells.order_no, "name": cells.name, "text": cells.text, "money": cells.money,
    "price": cells.price, "ratio": cells.ratio, "quantity": cells.quantity, "count": cells.count, "year": cells.year,
    "moment": cells.moment, "canteen": words.canteen, "buyer": words.buyer, "state": words.state,
    "level": words.level, "nature": words.nature,
    **{name: words.of_filings(name) for name in ("eats", "run", "source", "yes_no")}, "day": cells.day,
    "words": cells.text, "yuan": cells.money,
}  # fmt: skip
_SCALED = frozenset({"money", "price", "ratio", "yuan"})
# Texts that tell about an order are cut when too long; a code or a name that is cut would be another one.
_CUT = frozenset({"text"})
_PLACEHOLDERS = frozenset({"", "-", "--", "—", "——", "－", "/", "\\", "暂无", "N/A", "n/a", "NULL", "null", "None"})
_NOTHING = frozenset({"code", "moment", "name"})
_NOTHING_WORDS = frozenset({"无", "没有"})
_TOTAL = re.compile(r".{0,12}(合计|总计|小计|共计|累计)[:：]?")
_ASIDE = re.compile(
    r"(注|备注|说明|填表人|填报人|制表人?|审核人?|(?:单位)?负责人|联系人|填报单位|打印|导出)\s*\d*[:：].*", re.DOTALL
)


class Problem(NamedTuple):
    """One sentence about one cell, or about a row when it names no column."""

    row_no: int
    column_label: str
    value: str
    code: str
    message: str
    level: Literal["error", "warning"]


class ParsedRow(NamedTuple):
    """A row; `values` stand in the order of its kind's fields, None where a cell could not be read."""

    row_no: int
    values: tuple[Any, ...]
    problems: tuple[Problem, ...] = ()


class _Reading(NamedTuple):
    """What a cell gave when there is something to say about it."""

    value: Any
    problem: CellProblem | None
    warnings: tuple[CellProblem, ...]


class _Memory(dict[Any, Any]):
    """Cells read before, and what they gave: the same few names and dates come again and again."""

    def __init__(self, column: Column, read: Callable[..., Any]) -> None:
        super().__init__()
        self.column = column
        self.read = read
        self.has_remarks = False

    def __missing__(self, cell: Any) -> Any:
        value = self[cell] = self._read(cell)
        return value

    def _read(self, cell: Any) -> Any:
        warnings: list[CellProblem] = []
        try:
            if _is_blank(cell, self.column):
                if self.column.required:
                    raise CellProblem("required", _("此项必填，不能为空。"))
                return self.column.blank
            value = self.read(cell, warnings)
            length = self.column.length
            if length and len(value) > length:
                value = _shortened(value, length, self.column, warnings)
        except CellProblem as problem:
            self.has_remarks = True
            return _Reading(None, problem, tuple(warnings))
        if warnings:
            self.has_remarks = True
            return _Reading(value, None, tuple(warnings))
        return value


def parse(plan: SheetPlan, *, person_key: Callable[[str], str] = lambda _name: "") -> Iterator[ParsedRow]:
    """Read the rows of a sheet whose plan is ready; blank rows, total rows and notes under the table are left out.

    Names of individuals never leave: `person_key` makes of each what stands in its place.
    """
    parser = _Parser(plan, person_key)
    rows = plan.raw.rows()
    row_no = plan.raw.header_row + 1
    while batch := list(islice(rows, _BATCH)):
        numbers, kept = parser.sift(range(row_no, row_no + len(batch)), batch)
        if kept:
            yield from parser.parse(numbers, kept)
        row_no += len(batch)


class _Parser:
    def __init__(self, plan: SheetPlan, person_key: Callable[[str], str]) -> None:
        self.plan = plan
        self.person_key = person_key
        self.memories = {name: _Memory(place.column, _reader(place)) for name, place in plan.columns.items()}
        self.covered = _covered(plan)
        self.key = plan.columns[plan.spec.key].heading.index
        self.label = plan.raw.columns[self.key].label
        self.asides: list[tuple[int, str]] = []

    def sift(self, numbers: Sequence[int], rows: list[list[Any]]) -> tuple[Sequence[int], list[list[Any]]]:
        """Leave out what is no data: blank rows, totals, notes, headings that are repeated."""
        keys = [row[self.key] for row in rows]
        if set(map(type, keys)) == {str} and min(keys) >= "0" and max(keys) < ":":
            return numbers, rows  # all begin with a digit
        kept = [place for place, key in enumerate(keys) if self._is_data(key, numbers[place], rows[place])]
        return [numbers[place] for place in kept], [rows[place] for place in kept]

    def _is_data(self, key: object, row_no: int, row: list[Any]) -> bool:
        if not isinstance(key, str) or key[:1].isdigit():
            return True
        if not key.strip() and _is_empty(row):
            return False
        aside = _aside(key, row, self.label)
        if aside:
            self.asides.append((row_no, aside))
        return not aside

    def parse(self, numbers: Sequence[int], rows: list[list[Any]]) -> Iterator[ParsedRow]:
        """Read rows that are data."""
        problems: dict[int, list[Problem]] = {}
        finishing = Finishing({}, {}, self.person_key)
        remarks: list[tuple[str, int, _Reading]] = []
        columns = list(zip(*rows, strict=False))
        for column in self.plan.spec.columns:
            read = self._column(column, columns, len(rows))
            finishing.values[column.field] = read
            if column.field in self.memories and self.memories[column.field].has_remarks:
                remarks += self._unwrap(column.field, read, finishing)
        self.plan.spec.finish(finishing)
        self._note_remarks(remarks, numbers, rows, finishing, problems)
        self._note_places(numbers, rows, problems)
        self._note_asides(numbers, problems)
        ordered = [finishing.values[name] for name in self.plan.spec.fields]
        values = zip(*ordered, strict=True)
        if not problems:
            return map(ParsedRow, numbers, values)
        noted = (tuple(problems.get(place, ())) for place in range(len(rows)))
        return map(ParsedRow, numbers, values, noted)

    def _column(self, column: Column, columns: list[tuple[Any, ...]], height: int) -> list[Any]:
        place = self.plan.columns.get(column.field)
        if place is None:
            return [self.plan.year if column.field == "year" else column.blank] * height
        found = columns[place.heading.index]
        memory = self.memories[column.field]
        quick = QUICK.get(column.type) if place.scale == 1 else None
        if quick and len(set(found)) > height // _SELDOM and (read := quick(found, column)) is not None:
            return read
        if len(memory) > _REMEMBERED:
            memory.clear()
        # A box ticked TRUE would be taken for the number 1 read before.
        if bool in set(map(type, found)):
            found = tuple(str(cell).upper() if isinstance(cell, bool) else cell for cell in found)
        return list(map(memory.__getitem__, found))

    def _unwrap(self, name: str, read: list[Any], finishing: Finishing) -> list[tuple[str, int, _Reading]]:
        found = [(name, place, cell) for place, cell in enumerate(read) if type(cell) is _Reading]
        for _name, place, reading in found:
            read[place] = reading.value
            if reading.problem:
                finishing.flaws.setdefault(name, {})[place] = reading.problem.code
        return found

    def _note_remarks(
        self,
        remarks: list[tuple[str, int, _Reading]],
        numbers: Sequence[int],
        rows: list[list[Any]],
        finishing: Finishing,
        problems: dict[int, list[Problem]],
    ) -> None:
        for name, place, reading in remarks:
            if (name, place) in finishing.forgiven:
                continue
            where = self.plan.columns[name]
            row_no = numbers[place]
            if (row_no - 1, where.heading.index) in self.plan.raw.lost or (row_no, name) in self.covered:
                continue  # said more exactly below
            value = shown_value(_cell(rows[place], where.heading.index))
            noted = problems.setdefault(place, [])
            if reading.problem:
                noted.append(_problem(row_no, where, value, reading.problem, "error"))
            noted += [_problem(row_no, where, value, warning, "warning") for warning in reading.warnings]

    def _note_places(self, numbers: Sequence[int], rows: list[list[Any]], problems: dict[int, list[Problem]]) -> None:
        """Note what the places of cells tell: formulas without result, merged cells, cells beyond the headings."""
        lost, width = self.plan.raw.lost, len(self.plan.raw.columns)
        if not lost and not self.covered and max(map(len, rows)) <= width:
            return
        for place, row_no in enumerate(numbers):
            if len(rows[place]) > width and any(rows[place][width:]):
                problems.setdefault(place, []).append(_too_many_cells(row_no, rows[place], width))
            for name, where in self.plan.columns.items():
                spot = (row_no - 1, where.heading.index)
                if spot in lost:
                    problems.setdefault(place, []).append(_lost(row_no, where, lost[spot]))
                elif (row_no, name) in self.covered:
                    problems.setdefault(place, []).append(_merged(row_no, where, self.covered[row_no, name]))

    def _note_asides(self, numbers: Sequence[int], problems: dict[int, list[Problem]]) -> None:
        """Tell with the next row of a total or a note that stood above it, in the middle of the table."""
        waiting, self.asides = self.asides, []
        for row_no, value in waiting:
            place = next((place for place, number in enumerate(numbers) if number > row_no), None)
            if place is None:
                self.asides.append((row_no, value))
                continue
            message = _("表格中间的合计、说明或重复表头行，未作为数据导入。")
            problems.setdefault(place, []).append(Problem(row_no, "", value, "skipped_row", message, "warning"))


def _is_empty(row: list[Any]) -> bool:
    return not any(cell.strip() if isinstance(cell, str) else cell is not None for cell in row)


def _aside(cell: str, row: list[Any], label: str) -> str:
    """Return the text that makes a row a total, a note or a heading once more; "" for data."""
    filled = [other.strip() for other in row[:4] if isinstance(other, str) and other.strip()]
    text = filled[0] if filled else ""
    if cell.strip() and label and "".join(cell.split()) == "".join(label.split()):
        return cell.strip()
    if cell.strip() not in {"", text}:
        return ""
    is_total = any(_TOTAL.fullmatch("".join(other.split())) for other in ([text] if cell.strip() else filled))
    if is_total:
        return text
    note = _ASIDE.fullmatch(text)
    return note[1] if note else ""


def _reader(place: Placement) -> Callable[..., Any]:
    if place.column.type == "choice":
        return words.one_of(place.column.choices, place.column.accepted)
    read = _READERS[place.column.type]
    return partial(read, scale=place.scale) if place.column.type in _SCALED and place.scale != 1 else read


def _is_blank(cell: Any, column: Column) -> bool:
    if not isinstance(cell, str):
        return cell is None
    text = cell.strip()
    return text in _PLACEHOLDERS or (column.type in _NOTHING and not column.required and text in _NOTHING_WORDS)


def _shortened(value: str, length: int, column: Column, warnings: list[CellProblem]) -> str:
    if column.type not in _CUT:
        raise CellProblem("too_long", _("内容过长，最多{length}个字。").format(length=length))
    warnings.append(CellProblem("cut", _("内容过长，只保留前{length}个字。").format(length=length)))
    return value[:length]


def _covered(plan: SheetPlan) -> dict[tuple[int, str], int]:
    """Return the cells of our columns that lie under a merged cell, with the number of the row that has its value."""
    by_index = {place.heading.index: name for name, place in plan.columns.items()}
    return {
        (row + 1, by_index[column]): top + 1
        for (top, left), (bottom, right) in plan.raw.merged
        for column in by_index
        if left <= column <= right
        for row in range(max(top, plan.raw.header_row), min(bottom + 1, plan.raw.table.height))
        if (row, column) != (top, left)
    }


def _cell(row: list[Any], index: int) -> Any:
    return row[index] if index < len(row) else ""


def shown_value(cell: object) -> str:
    """Show a cell much as Excel does."""
    return (f"{cell:.15g}" if isinstance(cell, float) else str(cell))[:200]


def _problem(
    row_no: int, where: Placement, value: str, problem: CellProblem, level: Literal["error", "warning"]
) -> Problem:
    return Problem(row_no, where.heading.shown[:100], value, problem.code, problem.message, level)


def _lost(row_no: int, where: Placement, value: str) -> Problem:
    if value:
        message = _("公式出错（{value}），没有结果；请改正公式，或直接填写数值。").format(value=value)
    else:
        message = _("公式没有保存计算结果；请用Excel或WPS打开、保存后再导入，或直接填写数值。")
    return Problem(row_no, where.heading.shown[:100], value, "formula_without_result", message, "error")


def _merged(row_no: int, where: Placement, top: int) -> Problem:
    level: Literal["error", "warning"] = "warning" if where.column.type == "text" else "error"
    message = _("与第{row}行合并为一个单元格，没有按该行取值；请取消合并，逐行填写。").format(row=top)
    return Problem(row_no, where.heading.shown[:100], "", "merged_cell", message, level)


def _too_many_cells(row_no: int, row: list[Any], width: int) -> Problem:
    message = _("该行有{cells}个值，表头只有{width}列，列可能错位；内容里有逗号的请加引号。").format(
        cells=len(row), width=width
    )
    return Problem(row_no, "", shown_value(row[-1]), "too_many_cells", message, "error")
