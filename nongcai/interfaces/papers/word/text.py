"""Paragraphs and runs as GB/T 9704 sets them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from nongcai.interfaces.papers.fonts import OFFICIAL
from nongcai.interfaces.papers.word.markup import element, twips, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from nongcai.interfaces.papers.fonts import Role

PITCH = 28.95  # points: 22 lines in 225 mm
CHARACTER = 15.75  # points: a size-3 character, set a quarter of a point tighter
RED = "E60012"


@dataclass(frozen=True)
class Look:
    """How a paragraph looks; lengths in points, `indent` and `right` in size-3 characters.

    `extra` are further children of its properties.
    """

    font: Role = "text"
    size: float = 16
    align: Literal["left", "center", "right", "both"] = "both"
    indent: float = 0
    right: float = 0
    line: float | None = PITCH
    before: float = 0
    after: float = 0
    keep_next: bool = False
    new_page: bool = False
    level: int | None = None
    color: str = ""
    scale: int = 100
    boxed: bool = False
    extra: tuple[_Element, ...] = field(default=())


BODY = Look(indent=2)


def paragraph(look: Look, *texts: str) -> _Element:
    """Make a paragraph of one look; more than one text stand in lines of their own."""
    made = element("w:p", _paragraph_properties(look))
    for place, text in enumerate(texts):
        if place:
            made.append(element("w:r", run_properties(look), element("w:br")))
        made.append(run(look, text))
    return made


def run(look: Look, text: str) -> _Element:
    """Make a run of text."""
    return element("w:r", run_properties(look), words("w:t", text))


def field_runs(look: Look, instruction: str) -> Iterable[_Element]:
    """Make the runs of a field that Word computes, as PAGE."""
    for content in (
        element("w:fldChar", fldCharType="begin"),
        words("w:instrText", f" {instruction} "),
        element("w:fldChar", fldCharType="separate"),
        words("w:t", "1"),
        element("w:fldChar", fldCharType="end"),
    ):
        yield element("w:r", run_properties(look), content)


def run_properties(look: Look) -> _Element:
    """Name the typeface for Chinese and for Western characters, on every run."""
    western = OFFICIAL["digits"] if look.font in {"text", "kai", "hei"} else OFFICIAL[look.font]
    children = [
        element("w:rFonts", ascii=western, hAnsi=western, eastAsia=OFFICIAL[look.font], cs=western),
        element("w:sz", val=round(look.size * 2)),
        element("w:szCs", val=round(look.size * 2)),
        element("w:lang", val="en-US", eastAsia="zh-CN"),  # zh-CN for both would let numbers break
    ]
    if look.size == BODY.size and look.font != "title":
        children.append(element("w:spacing", val=-5))
    if look.color:
        children.append(element("w:color", val=look.color))
    if look.boxed:
        children.append(element("w:bdr", val="single", sz=6, space=2, color="000000"))
    if look.scale != 100:
        children.append(element("w:w", val=look.scale))
    return element("w:rPr", *children)


def _paragraph_properties(look: Look) -> _Element:
    spacing: dict[str, str | int] = {"before": twips(look.before), "after": twips(look.after)}
    spacing |= {"line": twips(look.line), "lineRule": "exact"} if look.line else {"line": 240, "lineRule": "auto"}
    children = [
        element("w:widowControl", val=0),
        element("w:autoSpaceDE", val=0),
        element("w:autoSpaceDN", val=0),
        element("w:snapToGrid", val=0),
        element("w:spacing", **spacing),
        element("w:jc", val=look.align),
        *look.extra,
    ]
    if look.indent or look.right:
        children.append(_indent(look))
    if look.keep_next:
        children.append(element("w:keepNext"))
    if look.new_page:
        children.append(element("w:pageBreakBefore"))
    if look.level is not None:
        children.append(element("w:outlineLvl", val=look.level))
    return element("w:pPr", *children)


def _indent(look: Look) -> _Element:
    made = {"right": twips(look.right * CHARACTER)}
    if look.indent:
        made |= {"firstLineChars": round(look.indent * 100), "firstLine": twips(look.indent * CHARACTER)}
    return element("w:ind", **made)
