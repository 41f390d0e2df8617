"""Looking into an xlsx before it is opened: its true size, its extent, and formulas without a result."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets.refusals import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nongcai.interfaces.sheets.refusals import Limits

_BLOCK = 1 << 20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Cells so far right or so far down that they alone decide the extent; others are counted by rows.
_FAR = re.compile(rb' r="([A-Z]{2,}|[A-Z](?=\d{6}))(\d+)"([^>]*)>')
_FAR_SPELT_ODDLY = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{2,}|[A-Za-z](?=\d{6}))(\d+)["']([^>]*)>""")
_ODD_SPELLINGS = (b"'", b"\t", b"\n", b"= ", b" =")
_FORMULA = re.compile(rb"<c\b([^>]*[^/>])>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>([^<]*)</v>)?\s*</c>")
_ERROR_CELL = re.compile(rb'<c\b([^>]*t="e"[^>]*)>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>([^<]*)</v>')
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')

Place = tuple[int, int]


@dataclass
class SheetScan:
    """What a look through a sheet's text found. Places are (row, column), counted from 0."""

    rows: int = 0
    last_row: int = 0
    columns: int = 0
    lost: dict[Place, str] = field(default_factory=dict)  # "" for a formula without result, or the error value


def scan(path: Path, *, name: str, limits: Limits) -> dict[str, SheetScan]:
    """Check an xlsx against the limits and return what was found in each sheet.

    :raises UnreadableFileError: when it is damaged, too large, or no workbook
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive, name, limits)
            parts = _sheet_parts(archive, name)
            return {title: _scan_part(archive, part, name, limits) for title, part in parts.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ET.ParseError, NotImplementedError) as error:
        raise damaged(name) from error
    except (ValueError, struct.error) as error:  # names and lengths within the zip that make no sense
        raise damaged(name) from error
    except RuntimeError as error:  # the zip itself has a password
        raise encrypted(name) from error


def damaged(name: str) -> UnreadableFileError:
    """Return the refusal of a file that is cut short or broken."""
    return UnreadableFileError(
        _("“{name}”已损坏或没有传完整，无法打开；请重新导出，或用Excel、WPS打开后另存为xlsx再导入。").format(name=name)
    )


def encrypted(name: str) -> UnreadableFileError:
    """Return the refusal of a file with a password."""
    return UnreadableFileError(
        _("“{name}”设有打开密码，无法读取；请在Excel或WPS中取消密码后另存，再重新导入。").format(name=name)
    )


def too_many_rows(name: str, limit: int) -> UnreadableFileError:
    """Return the refusal of a sheet with too many rows."""
    return UnreadableFileError(
        _("“{name}”的一个工作表超过{limit}行，一次读不下；请按季度或月份分批导出后再导入。").format(
            name=name, limit=limit
        )
    )


def too_wide(name: str, limit: int) -> UnreadableFileError:
    """Return the refusal of a sheet with too many columns."""
    return UnreadableFileError(
        _("“{name}”的一个工作表超过{limit}列或内容过多；请删除表格右侧的多余内容，或分批导出后再导入。").format(
            name=name, limit=limit
        )
    )


def _check_sizes(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names:
        raise UnreadableFileError(_("“{name}”不是Excel工作簿；请导入xlsx、xls或csv格式的表格。").format(name=name))
    if "xl/workbook.bin" in names:
        raise UnreadableFileError(_("“{name}”是xlsb格式，请另存为xlsx后再导入。").format(name=name))
    if any(_is_a_bomb(entry, limits) for entry in entries):
        raise UnreadableFileError(
            _("“{name}”的压缩比异常，展开后会占满电脑内存，已拒绝打开；请用Excel或WPS打开后另存为xlsx再导入。").format(
                name=name
            )
        )
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes or any(_is_too_long(entry, limits) for entry in entries):
        raise UnreadableFileError(
            _("“{name}”展开后有{size}兆，一次读不下；请按季度或月份分批导出后再导入。").format(
                name=name, size=total // 1_000_000
            )
        )


def _is_a_bomb(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(entry.compress_size, 1)


def _is_too_long(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    is_sheet = entry.filename.startswith("xl/worksheets/")
    return not is_sheet and entry.filename.endswith(".xml") and entry.file_size > limits.part_bytes


def _sheet_parts(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return which part of the archive holds which sheet."""
    relations = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _tree(archive, "xl/_rels/workbook.xml.rels", name).iter()
        if relation.get("Type", "").endswith("/worksheet")
    }
    found = {}
    for sheet in _tree(archive, "xl/workbook.xml", name).iter():
        target = relations.get(sheet.get(_RELATION, _strict_id(sheet)), "")
        if target and sheet.get("name"):
            found[sheet.get("name", "")] = target.removeprefix("/") if target[0] == "/" else f"xl/{target}"
    return found


def _strict_id(sheet: ET.Element) -> str:
    """Return the relation's name where the file follows the strict form of the standard."""
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _tree(archive: zipfile.ZipFile, part: str, name: str) -> ET.Element:
    try:
        content = archive.read(part)
    except KeyError as error:
        raise damaged(name) from error
    if b"<!DOCTYPE" in content:  # no workbook has one; it is how entities are blown up
        raise damaged(name)
    return ET.fromstring(content)


def _scan_part(archive: zipfile.ZipFile, part: str, name: str, limits: Limits) -> SheetScan:
    found = SheetScan()
    if part not in archive.NameToInfo:
        raise damaged(name)
    for piece in _pieces(archive, part):
        if b"\0" in piece:  # not UTF-8: nothing below would be seen
            raise damaged(name)
        _look(piece, found)
        if found.last_row > limits.rows:
            raise too_many_rows(name, limits.rows)
        if found.columns > limits.columns or found.columns * found.last_row > limits.cells:
            raise too_wide(name, limits.columns)
    return found


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Read a sheet in pieces that end with a row; reading to the end also proves size and checksum."""
    rest = b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            whole, end, rest = (rest + block).rpartition(b"</row>")
            if whole:
                yield whole + end
    yield rest


def _look(piece: bytes, found: SheetScan) -> None:
    rows, filled = piece.count(b"<row"), piece.count(b"<v")
    if filled < rows:  # blank rows that only have a format are not counted
        filled += piece.count(b"<is") + piece.count(b"<f")
    found.rows += min(rows, filled)
    found.last_row = max(found.last_row, found.rows)
    odd = any(spelling in piece for spelling in _ODD_SPELLINGS)
    for column, row, rest in (_FAR_SPELT_ODDLY if odd else _FAR).findall(piece):
        if not rest.endswith(b"/"):
            found.columns = max(found.columns, _column(column.upper()) + 1)
            found.last_row = max(found.last_row, int(row[:9]))
    if b"<f" in piece:
        found.lost.update((_place(head), "") for head, value in _FORMULA.findall(piece) if _is_lost(head, value))
    if b't="e"' in piece:
        found.lost.update((_place(head), value.decode()) for head, value in _ERROR_CELL.findall(piece))


def _is_lost(head: bytes, value: bytes) -> bool:
    # A formula whose result is an empty text says so by its type.
    return not value and b't="str"' not in head


def _place(head: bytes) -> Place:
    place = _PLACE.search(head)
    return (int(place[2]) - 1, _column(place[1])) if place else (-1, -1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
