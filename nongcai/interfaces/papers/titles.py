"""Where a title breaks: balanced lines in a trapezoid, words kept whole."""

from __future__ import annotations

import re
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from nongcai.interfaces.papers.texts import em_width

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE = 20.0  # size-2 characters in 156 mm

_WORDS = (
    "采购情况通报|预算管理一体化|人民政府|国有资产|监督管理|农业农村|卫生健康|乡村振兴|脱贫地区|农副产品|网络销售|"
    "政府采购|预留份额|预留比例|预算单位|采购情况|情况通报|完成情况|执行情况|工作安排|工作情况|交易额|交易账号|"
    "排名情况|有关工作|有关事项|委员会|财政厅|财政局|财政部门|办公室|办公厅|教育局|总工会|供销合作|区县（市）|"
    "全市|市直|各区|上半年|下半年|季度|年度|通报|通知|公告|函|关于|采购|填报|开展|做好|进一步|提示|更正|平台|"
    "[一-鿿]{2,3}(?:省|市|区|县)"
)
_ATOM = re.compile(
    r"\d[\d.,]*(?:年(?:\d+月(?:\d+日)?)?度?|月\d*日?|个百分点|万元|号|家|个|%)?|〔\d+〕\d*号?|[A-Za-z]+"
    rf"|“[^”]{{1,8}}”|{_WORDS}|.",
    re.DOTALL,
)
_NEVER_FIRST = "的了、，。；：）》”〕及和与等"
_NEVER_LAST = "（《“〔第"


def title_lines(title: str, width: float = LINE) -> tuple[str, ...]:
    """Break a title into balanced lines of at most `width` characters; a line break in it is kept."""
    given = [line.strip() for line in title.splitlines() if line.strip()]
    if len(given) > 1:
        return tuple(given)
    text = "".join(given)
    if em_width(text) <= width:
        return (text,)
    return _balanced(_ATOM.findall(text), width)


def _balanced(atoms: list[str], width: float) -> tuple[str, ...]:
    fewest = ceil(em_width("".join(atoms)) / width)
    for count in range(fewest, fewest + 3):
        found = list(_splits(atoms, count, width))
        if found:
            return min(found, key=_cost)
    text = "".join(atoms)
    return tuple(text[start : start + int(width)] for start in range(0, len(text), int(width)))


def _splits(atoms: list[str], count: int, width: float) -> Iterator[tuple[str, ...]]:
    """Yield every way to set the atoms in `count` lines; too short a rest prunes the search."""
    if em_width("".join(atoms)) > count * width:
        return
    if count == 1:
        yield ("".join(atoms).strip(),)
        return
    for place in range(1, len(atoms)):
        line = "".join(atoms[:place])
        if em_width(line) > width:
            return
        if _may_break(atoms[place - 1], atoms[place]):
            yield from ((line.strip(), *rest) for rest in _splits(atoms[place:], count - 1, width))


def _may_break(before: str, after: str) -> bool:
    return after[0] not in _NEVER_FIRST and before[-1] not in _NEVER_LAST


def _cost(lines: tuple[str, ...]) -> float:
    widths = [em_width(line) for line in lines]
    even = widths[1:] if lines[1].startswith("关于") and len(lines) > 2 else widths  # the issuer may stand alone
    mean = sum(even) / len(even)
    uneven = sum((width - mean) ** 2 for width in even)
    waist = sum(  # an hour-glass is the one shape that GB/T 9704 does not know
        20 for before, here, after in zip(widths, widths[1:], widths[2:], strict=False) if here < min(before, after)
    )
    pairs = pairwise(lines)
    torn = sum(6 for above, below in pairs if not _is_word_end(above) and not _is_word_start(below))
    return uneven + waist + torn


def _is_word_end(line: str) -> bool:
    return len(_ATOM.findall(line)[-1]) > 1 or line[-1] in "的及和与、，"


def _is_word_start(line: str) -> bool:
    return len(_ATOM.findall(line)[0]) > 1
