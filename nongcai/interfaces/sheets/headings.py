"""Reading headings: what is meant, whatever brackets, spaces and units stand around it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from nongcai.foundation.years import CHINA

UNITS = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
_BRACKETS = re.compile(r"[(\[【〔{<《][^()\[\]【】〔〕{}<>《》]*[)\]】〕}>》]")
_NOISE = re.compile(r"[\s*★:：;；、,，。.·\"'“”‘’_\-—/\\|]+")
_NAMED_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_UNIT_IN_HEADING = re.compile(
    rf"[(\[【/:,，]\s*(?:人民币|金额)?(?:单位[::]?)?\s*({_NAMED_UNIT})\s*(?:[)\]】]|$)|({_NAMED_UNIT})$"
)
_UNIT_IN_TITLE = re.compile(
    rf"单位[::]?\s*(?:人民币)?\s*({_NAMED_UNIT})(?![一-鿿])|[(\[【]\s*({_NAMED_UNIT})\s*[)\]】]"
)
_UNIT_AT_END = re.compile(rf"(?:{_NAMED_UNIT}|%|百分比)$")
_EXPORTED = re.compile(
    r"(?:导出|下载|生成|制表|打印)(?:时间|日期|于)?\s*:?\s*(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:\s*(\d{1,2})\s*[:时]\s*(\d{1,2}))?"
)
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年")


@dataclass(frozen=True)
class Heading:
    """One heading: `label` as given, `group` the heading above it where two rows of headings stand."""

    index: int
    label: str
    group: str = ""

    @property
    def shown(self) -> str:
        """The heading as people should see it."""
        if not self.group or self.group == self.label:
            return self.label or self.group
        return f"{self.group}·{self.label}" if self.label else self.group

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the heading may be called, normalised, most exact first."""
        texts = [self.label, self.group + self.label] if self.group and self.label else [self.shown]
        return tuple(dict.fromkeys(form for text in texts for form in _forms(text) if form))

    @property
    def unit(self) -> str:
        """The unit of money that the heading names, "" when none."""
        return unit_of_heading(self.label) or unit_of_heading(self.group)


def half_width(text: str) -> str:
    """Turn full-width letters, digits and signs into plain ones."""
    return unicodedata.normalize("NFKC", text)


def squeezed(cell: object) -> str:
    """Write a heading on one line, without spaces at its ends."""
    return " ".join(str(cell).split())


def normal(text: str) -> str:
    """Reduce a heading to what is compared: no brackets' content, no unit, no punctuation, no case."""
    return _reduced(_BRACKETS.sub("", half_width(text)))


def unit_of_heading(text: str) -> str:
    """Return the unit of money named in a heading, e.g. 万元 in 订单金额（万元）; "" when none."""
    found = _UNIT_IN_HEADING.search(half_width(text).strip())
    return (found[1] or found[2]) if found else ""


def unit_of_title(lines: tuple[str, ...]) -> str:
    """Return the unit of money named in title rows; "" when none, or when they name two."""
    found = {a or b for line in lines for a, b in _UNIT_IN_TITLE.findall(half_width(line))}
    return found.pop() if len(found) == 1 else ""


def year_of(text: str) -> int | None:
    """Return the year named in a title or a file's name; None when it names none, or two."""
    years = {int(year) for year in _YEAR.findall(half_width(text))}
    return years.pop() if len(years) == 1 else None


def exported_in(lines: tuple[str, ...]) -> str:
    """Return when the title rows say that the export was made, as 2024-01-05 09:30; "" when they say nothing."""
    found = next((found for line in lines if (found := _EXPORTED.search(half_width(line)))), None)
    if found is None:
        return ""
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=CHINA).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ""


def _forms(text: str) -> tuple[str, ...]:
    plain = half_width(text)
    opened = re.sub(r"[()\[\]【】〔〕{}<>《》]", "", plain)
    return _reduced(opened), normal(text), _UNIT_AT_END.sub("", _reduced(opened)), _UNIT_AT_END.sub("", normal(text))


def _reduced(text: str) -> str:
    return _NOISE.sub("", text).lower()
