"""Parts against totals, in yuan and as printed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.notices.queries.checking.findings import ERROR, NOTE, WARNING, general
from nongcai.foundation.money import wan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nongcai.domain.assessments.queries import Figures
    from nongcai.domain.notices.queries.checking.findings import Finding
    from nongcai.domain.notices.queries.fields import Catalogue

LABELS = {
    "canteen_total": "食堂食材采购总额", "reserved": "预留份额", "purchased": "完成交易额", "canteen": "预算单位采购额",
    "contractor": "食堂承包方采购额", "union": "工会采购额", "enterprise": "国有企业采购额", "individual": "个人采购额",
    "due": "应填报单位数", "filed": "已填报单位数", "reserving": "有预留单位数", "buying": "有采购单位数",
    "finished": "已完成单位数", "orders": "订单数", "sha256": "摘要",
}  # fmt: skip
_PRINTED = ("reserved", "purchased", "canteen_total")
_FULL = 100


def findings(known: Catalogue) -> Iterator[Finding]:
    """Compare the stored totals with the stored lines, and what is printed of them."""
    words, frozen = known.words, known.frozen
    lines = assessments.totals(frozen.lines)
    stored = (frozen.total, frozen.regions, frozen.departments)
    for word, parts, total in zip((words.whole, words.regions, words.departments), lines, stored, strict=True):
        yield from _exact(word, parts, total)
    for name in _PRINTED:
        yield from _printed(f"{words.whole}{LABELS[name]}", known, name)
    rates = frozen.total.completion_rate, frozen.total.canteen_rate
    if rates[0] is not None and rates[1] is not None and rates[1] < _FULL <= rates[0]:
        yield general(WARNING, "canteens_behind", said=rates[0], expected=rates[1])


def _exact(word: str, parts: Figures, total: Figures) -> Iterator[Finding]:
    expected = asdict(total)
    for name, value in asdict(parts).items():
        if value != expected[name]:
            yield general(ERROR, "parts_differ", name=f"{word}{LABELS[name]}", said=value, expected=expected[name])


def _printed(label: str, known: Catalogue, name: str) -> Iterator[Finding]:
    words, frozen = known.words, known.frozen
    regions, departments, total = (
        wan(getattr(figures, name)) for figures in (frozen.regions, frozen.departments, frozen.total)
    )
    if regions + departments != total:
        said = f"{words.regions}{regions}万元与{words.departments}{departments}万元相加为{regions + departments}万元"
        yield general(NOTE, "rounding", name=label, said=said, expected=total)
