"""The figures that a text may show, by the names under which it shows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.regions import queries as regions
from nongcai.foundation.money import rounded, wan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nongcai.domain.assessments.models import Snapshot
    from nongcai.domain.assessments.queries import Figures, Frozen, Line, Ranked
    from nongcai.domain.notices.models import Notice

WAN, PERCENT, UNITS, PLACES, ORDERS = ("万元",), ("%", "％"), ("家", "个", "户"), ("个", "家"), ("笔", "单")
BY = {"purchased": "完成交易额", "ratio": "预留比例"}
NO_BASE = "无"
FORMER = "原"

_AMOUNTS = {
    "预留份额": "reserved",
    "完成交易额": "purchased",
    "食堂食材采购总额": "canteen_total",
}
_CHANNELS = {
    "预算单位采购额": "canteen",
    "食堂承包方采购额": "contractor",
    "工会采购额": "union",
    "国有企业采购额": "enterprise",
    "个人采购额": "individual",
}
_RATES = {"预留比例": "ratio", "完成率": "completion_rate", "食堂口径完成率": "canteen_rate"}
_NUMBERS = {
    "应填报单位数": "due",
    "已填报单位数": "filed",
    "有预留单位数": "reserving",
    "有采购单位数": "buying",
    "已完成单位数": "finished",
}
# What a figure of any place is called, without the place.
MEASURES = (*_AMOUNTS, *_CHANNELS, *_RATES, *_NUMBERS)


@dataclass(frozen=True)
class Words:
    """How a level speaks of itself and of what stands below."""

    whole: str
    regions: str
    departments: str


@dataclass(frozen=True)
class Field:
    """A figure under its name. `amount` is in yuan, percent or pieces; `target` is the node whose board shows it."""

    name: str
    key: str
    value: str
    units: tuple[str, ...]
    amount: Decimal | None
    target: int


@dataclass(frozen=True)
class Catalogue:
    """Everything that a text over one snapshot may say."""

    words: Words
    frozen: Frozen
    fields: dict[str, Field]
    rankings: dict[tuple[str, str], list[Ranked]]
    former: Catalogue | None = None

    @property
    def values(self) -> dict[str, str]:
        return {name: field.value for name, field in self.fields.items()}


def fields_of(snapshot: Snapshot, leading_count: int) -> dict[str, Field]:
    """Map the names of all figures of a snapshot to the figures."""
    return catalogue(snapshot, leading_count).fields


def catalogue(snapshot: Snapshot, leading_count: int) -> Catalogue:
    """Return what a text over a snapshot may say, naming the first `leading_count` of each ranking."""
    frozen, words = assessments.frozen(snapshot), _words(snapshot.node.region_id)
    rankings = {(by, group): ranked for by in BY for group, ranked in assessments.rankings(frozen.lines, by).items()}
    found = [
        *_summed(snapshot, frozen, words),
        *_leading(snapshot, words, rankings, leading_count),
        *(field for line in frozen.lines if not line.node.is_sensitive for field in _of_line(line)),
    ]
    return Catalogue(words, frozen, {field.name: field for field in found}, rankings)


def catalogue_of(notice: Notice) -> Catalogue:
    """Return what a notice may say; a correction also what the corrected notice had said, as 原…."""
    found = catalogue(notice.snapshot, notice.leading_count)
    if notice.corrects is None:
        return found
    former = catalogue(notice.corrects.snapshot, notice.corrects.leading_count)
    renamed = {
        FORMER + field.name: replace(field, name=FORMER + field.name, key=f"former.{field.key}")
        for field in former.fields.values()
    }
    return replace(found, fields=found.fields | renamed, former=former)


def line_name(line: Line) -> str:
    """Return the name by which a text speaks of a line: districts by their own, departments in full."""
    return line.node.shown if line.group == "regions" else line.node.name


def number_text(value: Decimal | None) -> str:
    """Write a percentage, or that there is none."""
    return NO_BASE if value is None else str(value)


def _summed(snapshot: Snapshot, frozen: Frozen, words: Words) -> Iterator[Field]:
    node_id = snapshot.node_id
    parts = (
        (words.whole, "total", frozen.total),
        (words.regions, "regions", frozen.regions),
        (words.departments, "departments", frozen.departments),
    )
    for word, key, figures in parts:
        yield from _of_figures(word, key, figures, node_id, _AMOUNTS | _CHANNELS)
        yield Field(f"{word}订单数", f"{key}.orders", str(figures.orders), ORDERS, Decimal(figures.orders), node_id)
    for word, group in ((words.regions, "regions"), (f"{words.departments}主管预算单位", "departments")):
        count = sum(line.group == group for line in frozen.lines)
        yield Field(f"{word}数", f"{group}.count", str(count), PLACES, Decimal(count), node_id)
    initially = snapshot.reserved_initially
    if initially is not None:
        yield Field(f"{words.whole}年初预留份额", "total.initially", str(wan(initially)), WAN, initially, node_id)
    outcome = _outcome(frozen.total, initially)
    yield Field(f"{words.whole}完成情况", "total.outcome", outcome, (), None, node_id)


def _of_line(line: Line) -> Iterator[Field]:
    return _of_figures(line_name(line), f"line.{line.node.id}", line.figures, line.node.id, _AMOUNTS)


def _of_figures(word: str, key: str, figures: Figures, target: int, amounts: dict[str, str]) -> Iterator[Field]:
    for name, attribute in amounts.items():
        amount = getattr(figures, attribute)
        yield Field(f"{word}{name}", f"{key}.{attribute}", str(wan(amount)), WAN, amount, target)
    for name, attribute in _RATES.items():
        rate = getattr(figures, attribute)
        yield Field(f"{word}{name}", f"{key}.{attribute}", number_text(rate), PERCENT, rate, target)
    for name, attribute in _NUMBERS.items():
        count = getattr(figures, attribute)
        yield Field(f"{word}{name}", f"{key}.{attribute}", str(count), UNITS, Decimal(count), target)


def _leading(
    snapshot: Snapshot, words: Words, rankings: Mapping[tuple[str, str], Sequence[Ranked]], count: int
) -> Iterator[Field]:
    groups = {"regions": words.regions, "departments": f"{words.departments}预算单位"}
    for (by, group), ranked in rankings.items():
        open_ones = assessments.leading(assessments.nameable(ranked, by), count)
        names = "、".join(line_name(one.line) for one in open_ones)
        name = f"{BY[by]}排名前列的{groups[group]}"
        yield Field(name, f"{group}.leading_by_{by}", names, (), None, snapshot.node_id)


def _outcome(total: Figures, initially: Decimal | None) -> str:
    # The year's task is what was first confirmed: a reserve lowered later must not lift the outcome unseen.
    target = total.reserved if initially is None else initially
    if not target:
        return "未设年初任务目标"
    if total.purchased > target:
        return "超额完成年初任务目标"
    if total.purchased == target:
        return "完成年初任务目标"
    return f"完成年初任务目标的{rounded(total.purchased * 100 / target)}%"


def _words(region_code: str) -> Words:
    region = regions.region(region_code)
    last = region.name[-1]
    whole = last if last in "省市县区旗" and region.level else "国"
    return {
        0: Words("全国", "各省（区、市）", "中央"),
        1: Words(f"全{whole}", "各市（州）", f"{whole}直"),
        2: Words("全市" if last != "州" else "全州", "区县（市）", "市直" if last != "州" else "州直"),
    }.get(region.level, Words(f"全{whole}", "乡镇（街道）", f"{whole}直"))
