"""Walking over every character that a notice prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.interfaces.papers.contents import BarChart, TableBlock, chinese_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nongcai.interfaces.papers.contents import Block, NoticeContent

# What the forms add of themselves.
_FIXED = "附件内部资料抄送印发年月日单位送审稿0123456789—（）：。.、"
_FIRST_HAN = 0x2E80
_WIDE = {"%": 0.85} | dict.fromkeys("“”‘’—…·×", 1)


def printed_text(content: NoticeContent) -> str:
    """Return all texts of the notice, joined, for a check of its characters."""
    parts = [content.issuer, content.mark, content.title, content.addressees, content.number, content.copy_no]
    parts += [content.secrecy, content.urgency, content.signer, content.footnote, content.copies_to]
    parts += [content.printed_by, content.watermark, _FIXED]
    parts += [chinese_date(content.date)] if content.date else []
    for block in content.blocks:
        parts.extend(_texts(block))
    for attachment in content.attachments:
        parts.append(attachment.title)
        for block in attachment.blocks:
            parts.extend(_texts(block))
    return "".join(parts)


def em_width(text: str) -> float:
    """Estimate how wide a text is set, in characters: Western ones take half."""
    return sum(_WIDE.get(char, 0.5 if ord(char) < _FIRST_HAN else 1) for char in text)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, TableBlock):
        yield block.caption
        yield block.unit_note
        yield from (column.label for column in block.columns)
        for row in block.rows:
            yield from row
    elif isinstance(block, BarChart):
        yield block.heading
        for bar in block.bars:
            yield bar.label + bar.shown
    else:
        yield block.text
