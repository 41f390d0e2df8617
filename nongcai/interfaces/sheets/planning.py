"""Deciding which column of a sheet is what, and what must be asked before its rows are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets import questions
from nongcai.interfaces.sheets.columns import is_personal
from nongcai.interfaces.sheets.headings import UNITS, normal, unit_of_title, year_of
from nongcai.interfaces.sheets.kinds import EVERY, SPECS, claims
from nongcai.interfaces.sheets.questions import IGNORE, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nongcai.interfaces.sheets.columns import Column, SheetSpec
    from nongcai.interfaces.sheets.headings import Heading
    from nongcai.interfaces.sheets.reading import RawSheet

__all__ = ["Placement", "Question", "SheetPlan", "plan_as", "plan_asking", "plan_by", "plan_sheet"]

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_SAID = {questions.YUAN: _ONE, questions.WAN: UNITS["万元"]}
_YEAR = re.compile(r"20\d{2}")
# What is in yuan unless its heading says otherwise.
_BY_HEADING = frozenset({"price", "yuan"})


@dataclass(frozen=True)
class Placement:
    """Where a column stands and by what its figures are multiplied."""

    column: Column
    heading: Heading
    scale: Decimal = _ONE


@dataclass
class SheetPlan:
    """How a sheet will be read. It can be parsed when it `is_ready`; otherwise `questions` or `reason` say why not."""

    raw: RawSheet
    kind: str | None = None
    columns: dict[str, Placement] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    dropped: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""
    year: int | None = None
    # Of a kind that is made for one file, as the table of a category.
    told: SheetSpec | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the rows can be read."""
        return self.kind is not None and not self.questions and not self.missing

    @property
    def spec(self) -> SheetSpec:
        """The kind's columns; only of a plan that has a kind."""
        return self.told or EVERY[self.kind or ""]


def plan_sheet(raw: RawSheet, *, answers: Mapping[str, str]) -> SheetPlan:
    """Place the columns of a sheet, by its headings and by answers given now or remembered from earlier files."""
    if raw.kind is None:
        question = questions.ask_kind(raw)
        answer = answers.get(question.key, "")
        if answer == IGNORE:
            return SheetPlan(raw, reason=_("按您的选择，未导入此表。"))
        if answer not in SPECS:
            return SheetPlan(raw, questions=(question,), reason=raw.reason)
        raw = raw.headed_as(SPECS[answer])
    return _Planner(raw, SPECS[raw.kind or ""], answers).plan()


def plan_as(raw: RawSheet, kind: str) -> SheetPlan:
    """Place the columns of a sheet whose kind is known, and leave out those that it does not name."""
    return plan_by(raw, EVERY[kind])


def plan_by(raw: RawSheet, spec: SheetSpec) -> SheetPlan:
    """Place the columns of a sheet of a kind that may be made for it, and leave out those that it does not name."""
    headed = raw.headed_as(spec)
    plan = _Planner(headed, spec, {}).plan()
    if plan.questions:
        plan = _Planner(headed, spec, {one.key: IGNORE for one in plan.questions}).plan()
    return replace(plan, told=spec)


def plan_asking(raw: RawSheet, spec: SheetSpec, answers: Mapping[str, str]) -> SheetPlan:
    """Place the columns of a sheet of a kind; what its headings do not say is asked."""
    return replace(_Planner(raw.headed_as(spec), spec, answers).plan(), told=spec)


class _Planner:
    def __init__(self, raw: RawSheet, spec: SheetSpec, answers: Mapping[str, str]) -> None:
        self.raw, self.spec, self.answers = raw, spec, answers
        self.placed: dict[str, Heading] = {}
        self.questions: list[Question] = []
        self.dropped: list[str] = []
        self.ignored: list[str] = []
        self.set_aside: list[Heading] = []
        self.units: dict[str, Decimal] = {}
        self.keys: dict[int, str] = {}

    def plan(self) -> SheetPlan:
        self._name_columns()
        self._place_answered()
        self._place_recognised()
        self._settle_the_rest()
        scales = self._scales()
        year = self._year()
        missing = [
            column
            for column in self.spec.columns
            if column.required and column.field not in self.placed and not (column.field == "year" and year)
        ]
        if missing and not self.questions:
            self._ask_again()
        wanted = tuple((column.field, column.label, column.purpose) for column in missing)
        lacking = "、".join(f"{column.label}（{column.purpose}）" for column in missing)
        return SheetPlan(
            raw=self.raw,
            kind=self.spec.kind,
            columns={
                column.field: Placement(column, self.placed[column.field], scales.get(column.field, _ONE))
                for column in self.spec.columns
                if column.field in self.placed
            },
            questions=tuple(replace(one, wanted=wanted if one.kind == "column" else ()) for one in self.questions),
            dropped=tuple(self.dropped),
            ignored=tuple(self.ignored),
            missing=tuple(column.label for column in missing),
            reason=_("缺少必需的列：{columns}。").format(columns=lacking) if missing else "",
            year=year,
        )

    def _name_columns(self) -> None:
        taken: set[str] = set()
        for heading in self.raw.columns:
            self.keys[heading.index] = questions.column_key(self.spec, heading, taken)

    def _place_answered(self) -> None:
        for heading in self.raw.columns:
            answer = self.answers.get(self.keys[heading.index], "")
            if answer == IGNORE:
                self.ignored.append(questions.shown(heading))
                self.set_aside.append(heading)
                continue
            name, _colon, unit = answer.partition(":")
            if name in self.spec.fields and self.placed.setdefault(name, heading) is heading and unit in _SAID:
                self.units[name] = _SAID[unit]

    def _place_recognised(self) -> None:
        """Place a heading that alone names a column best; where two do so equally well, a person decides."""
        for column in self.spec.columns:
            ranked = sorted(
                (rank, heading.index)
                for heading in self._open_headings()
                for claimed, rank in claims(self.spec, heading)
                if claimed is column
            )
            is_clear = ranked and (len(ranked) == 1 or ranked[0][0] < ranked[1][0])
            if is_clear and column.field not in self.placed:
                self.placed[column.field] = self.raw.columns[ranked[0][1]]

    def _open_headings(self) -> list[Heading]:
        settled = {heading.index for heading in self.placed.values()}
        ignored = set(self.ignored)
        return [
            heading
            for heading in self.raw.columns
            if heading.index not in settled and questions.shown(heading) not in ignored
        ]

    def _settle_the_rest(self) -> None:
        for heading in self._open_headings():
            names = heading.names
            claimed = bool(claims(self.spec, heading))
            if not claimed and any(is_personal(name) for name in names):
                self.dropped.append(heading.shown)
            elif not claimed and any(name in self.spec.ignored_names for name in names):
                self.ignored.append(heading.shown)
            elif names or any(cell not in {"", None} for cell in self._sample(heading)):
                self._ask(heading)

    def _ask_again(self) -> None:
        """Ask anew about columns that were once said not to be needed: one of them may be what the sheet lacks."""
        for heading in self.set_aside:
            self._ask(heading)

    def _ask(self, heading: Heading) -> None:
        free = [column for column in self.spec.columns if column.field not in self.placed]
        key = self.keys[heading.index]
        is_unit_open = not (heading.unit or unit_of_title(self.raw.title))
        sample = self._sample(heading)
        self.questions.append(questions.ask_column(self.spec, heading, key, free, sample, is_unit_open=is_unit_open))

    def _sample(self, heading: Heading) -> list[Any]:
        return [row[heading.index] for row in self.raw.sample if heading.index < len(row)]

    def _scales(self) -> dict[str, Decimal]:
        """Return by what the figures of each column are multiplied; ask where neither heading nor title says it."""
        named = unit_of_title(self.raw.title)
        scales: dict[str, Decimal] = {}
        unsaid: list[str] = []
        for column in self.spec.columns:
            heading = self.placed.get(column.field)
            if heading is None:
                continue
            if column.type in _BY_HEADING:
                scales[column.field] = UNITS.get(heading.unit, _ONE)
            elif column.type == "ratio":
                scales[column.field] = self._ratio_scale(heading)
            elif column.field in self.units:
                scales[column.field] = self.units[column.field]
            elif column.type == "money" and (unit := heading.unit or named):
                scales[column.field] = UNITS[unit]
            elif column.type == "money":
                unsaid.append(column.field)
        return scales | self._asked_scales(unsaid)

    def _asked_scales(self, fields: list[str]) -> dict[str, Decimal]:
        if not fields:
            return {}
        headings = [self.placed[name] for name in fields]
        question = questions.ask_unit(self.spec, headings, self._sample(headings[0]))
        unit = _SAID.get(self.answers.get(question.key, ""))
        if unit is None:
            self.questions.append(question)
            return {}
        return dict.fromkeys(fields, unit)

    def _ratio_scale(self, heading: Heading) -> Decimal:
        figures = [cell for cell in self._sample(heading) if isinstance(cell, float | int) and cell]
        if not figures or any(not 0 < figure <= 1 for figure in figures):
            return _ONE
        question = questions.ask_ratio(self.spec, heading, figures)
        answer = self.answers.get(question.key, "")
        if answer not in {questions.PERCENT, questions.FRACTION}:
            self.questions.append(question)
        return _HUNDRED if answer == questions.FRACTION else _ONE

    def _year(self) -> int | None:
        """Return the year that title, sheet or file name; ask where the rows need one and none says it."""
        said = (*self.raw.title, self.raw.sheet_name, self.raw.file_name)
        found = next((year for text in said if (year := year_of(text))), None)
        if found or "year" in self.placed or "year" not in self.spec.fields:
            return found or self._year_of_column()
        question = questions.ask_year(self.spec, self.raw)
        answer = self.answers.get(question.key, "").strip()
        if _YEAR.fullmatch(answer):
            return int(answer)
        self.questions.append(question)
        return None

    def _year_of_column(self) -> int | None:
        """Return the year where a column of years says one and the same in every row seen."""
        years = next((h for h in self.raw.columns if normal(h.label) in {"年度", "年份"}), None)
        found = {str(cell).removesuffix(".0").strip()[:4] for cell in self._sample(years) if cell} if years else set()
        only = found.pop() if len(found) == 1 else ""
        return int(only) if _YEAR.fullmatch(only) else None
