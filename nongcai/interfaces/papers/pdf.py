"""The published form of a notice: PDF/A-2b, every typeface embedded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _
from typst import Compiler, Fonts

from nongcai.interfaces.papers.fonts import OFFICIAL, FontsMissingError, missing_glyphs, needs_glyph, substituted_glyphs
from nongcai.interfaces.papers.payload import chart_payload, document_day, families, notice_payload
from nongcai.interfaces.papers.texts import printed_text

if TYPE_CHECKING:
    from nongcai.interfaces.papers.contents import BarChart, NoticeContent
    from nongcai.interfaces.papers.fonts import FontSet

_TEMPLATES = Path(__file__).parent / "typst"
_LOCK = Lock()  # a compiler can do one document at a time
_PICTURE_PPI = 220
_BLANK = "□"


@dataclass(frozen=True)
class PaperResult:
    """The file, and what its reader should know about its typefaces."""

    data: bytes
    warnings: tuple[str, ...] = ()


def notice_pdf(content: NoticeContent, fonts: FontSet) -> PaperResult:
    """Set the notice; the same content and typefaces give the same bytes.

    :raises FontsMissingError: when no Chinese typeface was found.
    """
    payload = notice_payload(content, _required(fonts))
    stamp = datetime.combine(document_day(content), time(), UTC)
    data = _compiled("notice.typ", payload, fonts, {"format": "pdf", "pdf_standards": "a-2b", "timestamp": stamp})
    return PaperResult(data, font_warnings(printed_text(content), fonts))


def chart_png(chart: BarChart, fonts: FontSet, *, largest: float = 0) -> bytes:
    """Draw the chart as a picture, as wide as the text block; `largest` is the scale that its parts share.

    :raises FontsMissingError: when no Chinese typeface was found.
    """
    drawn = {**chart_payload(chart), "largest": max(largest, chart.largest)}
    payload = {"chart": drawn, "families": families(_required(fonts))}
    return _compiled("picture.typ", payload, fonts, {"format": "png", "ppi": _PICTURE_PPI})


def font_warnings(text: str, fonts: FontSet) -> tuple[str, ...]:
    """Say in plain sentences which typefaces and characters are not the prescribed ones."""
    found = [
        _("{official} 未安装，以 {name} 代替。").format(official=OFFICIAL[face.role], name=face.name)
        for face in fonts.stand_ins
    ]
    found += [_("{official} 未安装，也没有可代替的字体。").format(official=OFFICIAL[role]) for role in fonts.missing]
    text_face, rare = fonts.face("text"), fonts.face("rare")
    if text_face and rare and (borrowed := substituted_glyphs(text, fonts)):
        sentence = _("{name} 缺少“{chars}”，这些字以 {rare} 代替。")
        found.append(sentence.format(name=text_face.name, chars="".join(sorted(borrowed)), rare=rare.name))
    if absent := missing_glyphs(text, fonts):
        sentence = _("现有字体都缺少“{chars}”，这些字以“□”代替，请安装含有这些字的字体。")
        found.append(sentence.format(chars="".join(sorted(absent))))
    return tuple(found)


def _required(fonts: FontSet) -> FontSet:
    if not fonts.usable:
        raise FontsMissingError
    return fonts


def _compiled(template: str, payload: dict[str, Any], fonts: FontSet, options: dict[str, Any]) -> bytes:
    plain = json.dumps(payload, ensure_ascii=False)
    printable = _printable(payload, missing_glyphs(plain, fonts))
    inputs = {"data": json.dumps(printable, ensure_ascii=False)}
    with _LOCK:
        pages = _compiler(fonts.folders).compile(_TEMPLATES / template, sys_inputs=inputs, **options)
    return cast("bytes", pages[0] if isinstance(pages, list) else pages)


def _printable(value: Any, missing: set[str]) -> Any:
    """Keep what can be set: a character without a glyph would make PDF/A impossible, a control break lines."""
    if isinstance(value, str):
        return "".join(_BLANK if char in missing else char for char in value if needs_glyph(char) or char in " \u3000")
    if isinstance(value, dict):
        return {key: _printable(each, missing) for key, each in value.items()}
    return [_printable(each, missing) for each in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=4)
def _compiler(folders: tuple[Path, ...]) -> Compiler:
    library = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
    return Compiler(root=_TEMPLATES, font_paths=library, ignore_system_fonts=True)
