"""Texts with live figures, numbers typed in them, and document numbers: plain Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING

from nongcai.domain.notices.errors import NumberFormError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PLACEHOLDER = "（此处由拟稿人补充。）"
# A number that the ledger does not hold, whose source the drafter vouches for: 【引用豫财购〔2023〕2号：300】.
QUOTED = "引用"
NOTHING_ELSE = "其他内容不变"
MASK = "■"

_FIELD = re.compile(r"【([^【】：]+)：([^【】]*)】")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,12})〔(\d{4})〕([1-9]\d*)号")
_HEADINGS = (re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"（[一二三四五六七八九十]+）[^。]*$"))
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_TYPED = re.compile(
    r"(?<![\d.,])(?P<number>\d[\d,.]*)\s*"
    r"(?P<unit>万元|亿元|万(?![元家户人名件])|亿(?!元)|元|%|个百分点|倍|家|户|笔|单(?!位)|"
    r"个(?!月|工作日|季度|年|小时|方面|环节))"
)
_PAGE_NUMBER = re.compile(r"[—–－-]+\d{1,3}[—–－-]+")
_LONG_UNITS = {"万": "万元", "亿": "亿元"}
_LIMITS = re.compile(r"(不得?低于|不得?少于|不得?超过|至少|最多|鼓励按照?|按照?)\s*$")
_LINKS = re.compile(r"(?:\s|共计|合计|总计|共|为|达到?|是|[：:])+$")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


@dataclass(frozen=True)
class Run:
    """A piece of text; `field` names the figure that it shows."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Typed:
    """A number with a unit that was typed, not taken from a field; `before` is what is said to be so much.

    `value` is None where it cannot be read.
    """

    text: str
    value: Decimal | None
    unit: str
    around: str
    before: str
    is_limit: bool

    @property
    def decimals(self) -> int:
        """How many decimals were typed."""
        return len(self.text.partition(".")[2].rstrip("万亿元%"))


@dataclass(frozen=True)
class DocumentNumber:
    """郑财购〔2024〕1号: who, which year, which one of that year."""

    mark: str
    year: int
    no: int

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕{self.no}号"


def field(name: str, value: str) -> str:
    """Write a live figure: 【全市预留份额：1418.81】."""
    return f"【{name}：{value}】"


def runs(text: str) -> list[Run]:
    """Split a text into what is typed and what is a figure."""
    return list(_runs(text))


def plain(text: str) -> str:
    """Return a text as it is printed, figures without their names."""
    return _FIELD.sub(lambda match: match[2], text)


def masked(text: str) -> str:
    """Return a text with every figure blotted out."""
    return _FIELD.sub(MASK, text)


def refreshed(text: str, values: Mapping[str, str]) -> str:
    """Give every figure whose name is known its value anew."""
    return _FIELD.sub(lambda match: field(match[1], values.get(match[1], match[2])), text)


def quote(text: str, *, around: str, said: str, source: str) -> str | None:
    """Wrap a typed number as quoted from a source; None where no such number stands in the text."""
    shown = masked(text).translate(_WIDE)
    for match in _TYPED.finditer(shown):
        typed = _typed(shown, match)
        if (typed.text, typed.around) == (said, around):
            start, end = (_unmasked(text, at) for at in match.span("number"))
            return text[:start] + field(f"{QUOTED}{source}", match["number"]) + text[end:]
    return None


def is_source(text: str) -> bool:
    """Say whether a text may stand as a source: it must not end the field that it stands in."""
    return bool(text) and not set(text) & set("【】：\n\r")


def is_broken(text: str) -> bool:
    """Say whether a bracket stands without its other half, so that a figure would be printed with its name."""
    return bool(set(_FIELD.sub("", text)) & set("【】"))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text without empty lines."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def heading_level(paragraph: str) -> int:
    """Return 1 for 一、…, 2 for （一）… that is no sentence, else 0."""
    return next((level for level, form in enumerate(_HEADINGS, start=1) if form.match(paragraph)), 0)


def typed_numbers(text: str) -> list[Typed]:
    """Find the numbers with a unit outside of fields: no dates, document numbers, ordinals, nor “832”."""
    shown = masked(text).translate(_WIDE)
    return [_typed(shown, match) for match in _TYPED.finditer(shown) if match["number"] != "832"]


def quoted_numbers(text: str) -> list[Typed]:
    """Find the numbers with a unit that are printed, even in part, from what is quoted from a source."""
    shown, quoted = "", set[int]()
    for run in _runs(text):
        is_quoted = (run.field or "").startswith(QUOTED)
        said = MASK if run.field and not is_quoted else run.text
        quoted |= set(range(len(shown), len(shown) + len(said))) if is_quoted else set()
        shown += said
    shown = shown.translate(_WIDE)
    return [_typed(shown, match) for match in _TYPED.finditer(shown) if not quoted.isdisjoint(range(*match.span()))]


def parse_number(text: str) -> DocumentNumber:
    """Read a document number.

    :raises NumberFormError: when it is not written as one.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise NumberFormError(value=text)
    return DocumentNumber(match[1], int(match[2]), int(match[3]))


def squeezed(text: str) -> str:
    """Return a text without white space and with narrow digits, so that a PDF's line breaks do not matter."""
    return "".join(text.translate(_WIDE).split())


def without_page_numbers(text: str) -> str:
    """Return squeezed text without page numbers as official documents print them: — 2 —."""
    return _PAGE_NUMBER.sub("", text)


def stands_in(text: str, figure: str, *, before: str = "", after: str = "") -> bool:
    """Say whether words stand in a squeezed text between others; with none around, not within a longer number."""
    start = re.escape(before) or (r"(?<![\d.,])" if figure[:1].isdigit() else "")
    end = re.escape(after) or (r"(?!\d|[.,]\d)" if figure[-1:].isdigit() else "")
    return re.search(start + re.escape(figure) + end, text) is not None


def rises(ranks: Sequence[int]) -> bool:
    """Say whether names stand in the order of their ranks; those of one rank may stand in any."""
    return all(left <= right for left, right in pairwise(ranks))


def leads(named: Sequence[int], all_ranks: Sequence[int]) -> bool:
    """Say whether nobody of a better rank than the last one named was left out."""
    return sum(rank < max(named) for rank in all_ranks) == sum(rank < max(named) for rank in named)


def _unmasked(text: str, at: int) -> int:
    """Return where a place in the masked text lies in the text."""
    for match in _FIELD.finditer(text):
        if match.start() >= at:
            break
        at += len(match[0]) - len(MASK)
    return at


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for match in _FIELD.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        yield Run(match[2], match[1])
        end = match.end()
    if end < len(text):
        yield Run(text[end:])


def _typed(shown: str, match: re.Match[str]) -> Typed:
    around = shown[max(match.start() - 8, 0) : match.end() + 4].replace(MASK, "…")
    unit = _LONG_UNITS.get(match["unit"], match["unit"])
    is_limit = bool(_LIMITS.search(shown[: match.start()]))
    before = _LINKS.sub("", shown[: match.start()])
    return Typed(match["number"] + match["unit"], _value(match["number"]), unit, around, before, is_limit)


def _value(number: str) -> Decimal | None:
    if "," in number and not _THOUSANDS.fullmatch(number):
        return None
    try:
        return Decimal(number.replace(",", ""))
    except InvalidOperation:
        return None
