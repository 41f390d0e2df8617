"""The first draft of a notice, written from its figures; the clerk goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.notices.queries.changes import changed_cells, changed_names, prints_tables, was
from nongcai.domain.notices.queries.fields import BY, FORMER, Catalogue, catalogue
from nongcai.domain.notices.rules import NOTHING_ELSE, PLACEHOLDER, field, refreshed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nongcai.domain.assessments.models import Snapshot
    from nongcai.domain.notices.models import Notice


def draft_title(snapshot: Snapshot, zone_name: str) -> str:
    """Return the usual title of a year's notice."""
    year = snapshot.year
    return f"{snapshot.node.name}关于政府采购{zone_name}农副产品{year}年度采购情况通报及{year + 1}年度工作安排的通知"


def draft_text(snapshot: Snapshot, *, zone_name: str, leading_count: int) -> str:
    """Write the opening, section 一 from the figures, and the headings that the clerk fills."""
    known, year = catalogue(snapshot, leading_count), snapshot.year
    lines = [
        f"为进一步做好政府采购{zone_name}农副产品工作，支持乡村产业振兴，现将{year}年度采购情况予以通报，"
        f"并就{year + 1}年度工作安排通知如下：",
        f"一、{year}年度预留份额和采购执行情况",
        _totals(known, year),
        *_rankings(known),
        f"二、{year + 1}年度预留份额填报工作",
        PLACEHOLDER,
        "三、工作要求",
        PLACEHOLDER,
    ]
    return refreshed("\n".join(lines), known.values)


def correction_text(notice: Notice, known: Catalogue) -> str:
    """Write what a correction says: each printed figure that has changed, as it was and as it is."""
    corrected = notice.corrects
    assert corrected is not None
    changed, cells = changed_names(notice, known), changed_cells(known, ranked=True)
    printed = prints_tables(notice)
    lines = [
        f"经核对，{corrected.number}《{corrected.title}》中有关数据更正如下：",
        *(_correction(known, name) for name in changed),
    ]
    if cells and printed:
        lines.append("附件中有关数据的更正情况见附件。")
    elif cells and not changed:
        lines.append("正文数据没有变动，内部附件中有关数据的更正另发主送单位。")
    elif not changed:
        lines.append(PLACEHOLDER)
    nothing_else = f"正文{NOTHING_ELSE}" if cells and not printed else NOTHING_ELSE
    return "\n".join([*lines, f"{nothing_else}。特此通知。"])


def _totals(known: Catalogue, year: int) -> str:
    words = known.words
    parts = [
        f"{word}预算单位{_amounts(word)}"
        for word, group in ((words.regions, "regions"), (words.departments, "departments"))
        if any(line.group == group for line in known.frozen.lines)
    ]
    among = f"，其中：{'；'.join(parts)}" if parts else ""
    return (
        f"{year}年，{words.whole}各级预算单位在“832平台”预留份额共计{field(f'{words.whole}预留份额', '')}万元，"
        f"完成交易额{field(f'{words.whole}完成交易额', '')}万元{among}。"
        f"{words.whole}{field(f'{words.whole}完成情况', '')}。"
    )


def _amounts(word: str) -> str:
    return f"预留份额{field(f'{word}预留份额', '')}万元，完成交易额{field(f'{word}完成交易额', '')}万元"


def _rankings(known: Catalogue) -> Iterator[str]:
    names = {"regions": known.words.regions, "departments": f"{known.words.departments}预算单位"}
    for by, measure in BY.items():
        said = [
            f"排名靠前的{names[group]}是{field(f'{measure}排名前列的{names[group]}', '')}"
            for group in names
            if known.rankings.get((by, group))
        ]
        if said:
            yield f"{'总体' if by == 'ratio' else ''}{measure}{'，'.join(said)}。"


def _correction(known: Catalogue, name: str) -> str:
    found = known.fields.get(name) or known.fields[FORMER + name]
    unit = found.units[0] if found.units else ""
    former, present = field(FORMER + name, was(known, name)), field(name, known.values.get(name, ""))
    return f"{name}由{former}{unit}更正为{present}{unit}。"
