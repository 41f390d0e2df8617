"""WordprocessingML elements, their children in the order that the schema demands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from lxml.etree import _Element

_ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs kinsoku wordWrap "
    "overflowPunct autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b noProof color spacing w kern position sz szCs bdr lang",
    "w:tblPr": "tblpPr tblOverlap tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption",
    "w:tcPr": "tcW gridSpan tcBorders vAlign",
    "w:trPr": "cantSplit trHeight tblHeader",
}
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *children: _Element, **attributes: str | int) -> _Element:
    """Make an element; attributes without a prefix belong to `w`."""
    made: _Element = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(_sorted(tag, children))
    return made


def words(tag: str, text: str) -> _Element:
    """Make an element that holds text; characters that XML cannot carry are dropped."""
    made: _Element = OxmlElement(tag)
    made.text = _NOT_XML.sub("", text)
    made.set(qn("xml:space"), "preserve")
    return made


def twips(points: float) -> int:
    """Return twentieths of a point."""
    return round(points * 20)


def millimetres(length: float) -> int:
    """Return the length in twentieths of a point."""
    return round(length * 1440 / 25.4)


def _sorted(tag: str, children: tuple[_Element, ...]) -> list[_Element]:
    if tag not in _ORDER:
        return list(children)
    places = {qn(f"w:{name}"): place for place, name in enumerate(_ORDER[tag].split())}
    return sorted(children, key=lambda child: places[child.tag])
