"""How wide the columns of a table are, the same in every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.interfaces.papers.texts import em_width

if TYPE_CHECKING:
    from nongcai.interfaces.papers.contents import TableBlock

TEXT_WIDTH = 442.2  # points: the 156 mm of the text block
SIZES = (12.0, 10.5, 9.0)  # 小四, 五号, 小五
FITS_A_PAGE = 24  # rows or bars that are kept together
_PADDING = 0.85  # characters


def table_layout(table: TableBlock) -> tuple[float, tuple[float, ...]]:
    """Return the size in points, and each column's part of the width."""
    natural = [_natural(table, place) for place in range(len(table.columns))]
    is_shared = all(column.share > 0 for column in table.columns)
    # Where nothing fits, names wrap; in columns of given widths the heads of figures must not.
    widest = SIZES[-1] if is_shared else SIZES[0]
    size = next((size for size in SIZES if sum(natural) * size <= TEXT_WIDTH), widest)
    if is_shared:
        total = sum(column.share for column in table.columns)
        return size, tuple(column.share / total for column in table.columns)
    room = TEXT_WIDTH / size
    widths = _narrowed(natural, room) if sum(natural) > room else natural
    return size, tuple(width / sum(widths) for width in widths)


def _natural(table: TableBlock, place: int) -> float:
    cells = (row[place] for row in table.rows)
    return max(em_width(text) for text in (table.columns[place].label, *cells)) + _PADDING


def _narrowed(natural: list[float], room: float) -> list[float]:
    """Let only the widest columns wrap, so that figures stay in one line."""
    low, high = 0.0, max(natural)
    for _step in range(40):
        limit = (low + high) / 2
        low, high = (limit, high) if sum(min(width, limit) for width in natural) <= room else (low, limit)
    return [min(width, low) for width in natural]
