"""What only a person can say about a sheet; each answer can be remembered under the question's key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets.headings import normal
from nongcai.interfaces.sheets.kinds import SPECS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nongcai.interfaces.sheets.columns import Column, SheetSpec
    from nongcai.interfaces.sheets.headings import Heading
    from nongcai.interfaces.sheets.reading import RawSheet

IGNORE = "ignore"
YUAN, WAN = "yuan", "wan"
PERCENT, FRACTION = "percent", "fraction"
_ALIKE = 0.6
_LONGEST_KEY = 180
_TELEPHONE_OR_IDENTITY = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)|(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?![\dXx])")


@dataclass(frozen=True)
class Question:
    """One question. `candidates` are (answer, label); without any, the answer is free.

    `wanted` are the required columns that the sheet still lacks: (field, label, what it is needed for).
    """

    kind: str
    key: str
    header: str
    prompt: str
    first_values: tuple[str, ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()
    proposal: str = ""
    is_certain: bool = False
    wanted: tuple[tuple[str, str, str], ...] = ()


def ask_kind(raw: RawSheet) -> Question:
    """Ask what kind of sheet it is."""
    shown = "、".join(heading.shown for heading in raw.columns if heading.shown)[:80]
    names = "|".join(normal(heading.shown) for heading in raw.columns)
    return Question(
        kind="sheet_kind",
        key=f"sheet_kind:{names}"[:_LONGEST_KEY],
        header=raw.sheet_name,
        prompt=_("工作表“{sheet}”（{shown}）：{reason}").format(
            sheet=raw.sheet_name or raw.file_name, shown=shown, reason=raw.reason
        ),
        candidates=(*((kind, spec.title) for kind, spec in SPECS.items()), (IGNORE, _("不导入此表"))),
    )


def ask_column(
    spec: SheetSpec,
    heading: Heading,
    key: str,
    free: Sequence[Column],
    sample: Iterable[Any],
    *,
    is_unit_open: bool = False,
) -> Question:
    """Ask which of the free columns a heading means, and in which unit where neither heading nor title says it."""
    candidates = column_choices(free, is_unit_open=is_unit_open)
    proposal = _closest(heading, free) if free else IGNORE
    if proposal not in dict(candidates):
        proposal = f"{proposal}:{YUAN}" if proposal else ""
    return Question(
        kind="column",
        key=key,
        header=shown(heading),
        prompt=_("“{title}”里的“{header}”列对应哪一项？不需要的请选“不导入此列”。").format(
            title=spec.title, header=shown(heading)
        ),
        first_values=_first_values(sample),
        candidates=candidates,
        proposal=proposal,
        is_certain=not free,
    )


def column_choices(columns: Iterable[Column], *, is_unit_open: bool) -> tuple[tuple[str, str], ...]:
    """Return what a heading may mean; an amount whose unit nobody said is asked for together with its unit."""
    choices: list[tuple[str, str]] = []
    for column in columns:
        if column.type == "money" and is_unit_open:
            choices.append((f"{column.field}:{YUAN}", _("{label}（元）").format(label=column.label)))
            choices.append((f"{column.field}:{WAN}", _("{label}（万元）").format(label=column.label)))
        else:
            choices.append((column.field, column.label))
    return (*choices, (IGNORE, _("不导入此列")))


def ask_unit(spec: SheetSpec, headings: Sequence[Heading], sample: Iterable[Any]) -> Question:
    """Ask in which unit amounts stand."""
    header = "、".join(heading.shown for heading in headings)
    return Question(
        kind="amount_unit",
        key=f"amount_unit:{spec.kind}:{normal(header)}"[:_LONGEST_KEY],
        header=header,
        prompt=_("“{title}”里的“{header}”没有写明单位，是元还是万元？").format(title=spec.title, header=header),
        first_values=_first_values(sample),
        candidates=((YUAN, _("元")), (WAN, _("万元"))),
    )


def ask_ratio(spec: SheetSpec, heading: Heading, sample: Iterable[Any]) -> Question:
    """Ask whether a column of ratios holds percentages or fractions."""
    return Question(
        kind="ratio_unit",
        key=f"ratio_unit:{spec.kind}:{normal(heading.shown)}"[:_LONGEST_KEY],
        header=heading.shown,
        prompt=_("“{header}”列的数都不大于1，是小数（0.125即12.5%）还是百分数（0.125即0.125%）？").format(
            header=heading.shown
        ),
        first_values=_first_values(sample),
        candidates=((FRACTION, _("小数，0.125即12.5%")), (PERCENT, _("百分数，0.125即0.125%"))),
        proposal=FRACTION,
    )


def ask_year(spec: SheetSpec, raw: RawSheet) -> Question:
    """Ask of which year a sheet is."""
    where = f"{raw.file_name} {raw.sheet_name}".strip()
    return Question(
        kind="year",
        key=f"year:{spec.kind}:{where}"[:_LONGEST_KEY],
        header=where,
        prompt=_("“{where}”没有写明年度，是哪一年的？请填写四位年度，如 2023。").format(where=where),
    )


def shown(heading: Heading) -> str:
    """Name a column, also one without a heading."""
    return heading.shown or _("（第{number}列，无表头）").format(number=heading.index + 1)


def column_key(spec: SheetSpec, heading: Heading, taken: set[str]) -> str:
    """Return the key under which the place of a heading is remembered; a repeated heading gets one of its own."""
    key = f"column:{spec.kind}:{normal(shown(heading)) or shown(heading)}"[:_LONGEST_KEY]
    repeated = sum(other.partition("#")[0] == key for other in taken)
    key = f"{key}#{repeated + 1}" if repeated else key
    taken.add(key)
    return key


def _first_values(sample: Iterable[Any]) -> tuple[str, ...]:
    """Return the first different values, with telephone and identity numbers masked."""
    found: dict[str, None] = {}
    for cell in sample:
        if cell not in {"", None} and len(found) < 3:
            found[_TELEPHONE_OR_IDENTITY.sub(_mask, _plain(cell))[:40]] = None
    return tuple(found)


def _plain(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip()


def _mask(found: re.Match[str]) -> str:
    return f"{found[1] or found[3]}****{found[2] or found[4]}"


def _closest(heading: Heading, free: Sequence[Column]) -> str:
    def likeness(column: Column) -> float:
        return max(
            SequenceMatcher(None, mine, name).ratio() for mine in heading.names or ("",) for name in column.names
        )

    best = max(free, key=likeness, default=None)
    return best.field if best and likeness(best) >= _ALIKE else ""
