"""Text files with separators (csv), in the encodings that offices' programs write."""

from __future__ import annotations

import codecs
import csv
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets.archives import too_many_rows, too_wide
from nongcai.interfaces.sheets.refusals import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nongcai.interfaces.sheets.refusals import Limits

_BLOCK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",\t;|"
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26})


class DelimitedTable:
    """The rows of a csv file, read anew each time; every cell is text."""

    is_ragged = True

    def __init__(self, path: Path, name: str, limits: Limits) -> None:
        self._path = path
        self._encoding = _encoding(path, name)
        with self._path.open(encoding=self._encoding, newline="") as stream:
            beginning = "".join(islice(stream, 30))
        self._separator = max(_SEPARATORS, key=beginning.count)
        try:
            self.height = self._count(limits, name)
        except csv.Error as error:
            raise UnreadableFileError(
                _("“{name}”的引号或分隔符有误，无法分列；请用Excel或WPS打开后另存为xlsx再导入。").format(name=name)
            ) from error

    def rows(self) -> Iterator[list[Any]]:
        """Read the rows from the first."""
        with self._path.open(encoding=self._encoding, newline="") as stream:
            yield from csv.reader(stream, delimiter=self._separator)

    def _count(self, limits: Limits, name: str) -> int:
        height = 0
        for row_no, row in enumerate(self.rows(), start=1):
            height = row_no if any(row) else height
            if height > limits.rows:
                raise too_many_rows(name, limits.rows)
            if len(row) > limits.columns:
                raise too_wide(name, limits.columns)
        return height


def _encoding(path: Path, name: str) -> str:
    with path.open("rb") as stream:
        beginning = stream.read(_BLOCK)
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return encoding
    if not beginning.translate(None, _CONTROL) == beginning:
        raise UnreadableFileError(_("“{name}”不是表格文件；请导入xlsx、xls或csv格式的表格。").format(name=name))
    for encoding in ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise UnreadableFileError(_("“{name}”的文字编码无法识别；请用Excel或WPS打开后另存为xlsx再导入。").format(name=name))


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
