"""From what a notice prints to the content that is set: any door may call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from nongcai.domain.notices import queries as notices
from nongcai.domain.notices.queries import PaperBars, PaperHeading, PaperParagraph, PaperTable
from nongcai.interfaces.papers.contents import (
    Attachment,
    Bar,
    BarChart,
    Column,
    Heading1,
    Heading2,
    NoticeContent,
    Paragraph,
    Run,
    TableBlock,
)
from nongcai.interfaces.papers.fonts import find_fonts

if TYPE_CHECKING:
    from nongcai.domain.notices.models import Notice
    from nongcai.domain.notices.queries import PaperContent
    from nongcai.domain.notices.queries.papers import PaperBlock
    from nongcai.interfaces.papers.contents import Block
    from nongcai.interfaces.papers.fonts import FontSet


def content_of(notice: Notice, *, addressee: int | None = None) -> NoticeContent:
    """Return a notice as it is set, for those who read inside the office; internal attachments included."""
    return _content(notices.paper(notice, addressee=addressee), internal=True)


def public_content_of(notice: Notice) -> NoticeContent:
    """Return a notice as anybody may read it: what the printed one shows, nothing more."""
    return _content(notices.paper(notice), internal=False)


def fonts() -> FontSet:
    """Find the typefaces of this site."""
    return find_fonts(settings.FONT_FOLDERS)


def _content(paper: PaperContent, *, internal: bool) -> NoticeContent:
    attachments = paper.attachments if internal else paper.public_attachments
    return NoticeContent(
        issuer=paper.issuer,
        mark=paper.mark,
        title=paper.title,
        addressees=paper.addressees,
        blocks=tuple(map(_block, paper.blocks)),
        number=paper.number,
        attachments=tuple(
            Attachment(one.title, tuple(map(_block, one.blocks)), internal=one.internal) for one in attachments
        ),
        signer=paper.signer,
        date=paper.dated_on,
        footnote=paper.footnote,
        copies_to=paper.copies_to,
        printed_by=paper.printed_by,
        printed_on=paper.dated_on,
        draft=paper.is_draft,
    )


def _block(block: PaperBlock) -> Block:
    if isinstance(block, PaperHeading):
        return (Heading1 if block.level == 1 else Heading2)(block.text)
    if isinstance(block, PaperParagraph):
        return Paragraph(tuple(Run(run.text, run.figure_key) for run in block.runs))
    if isinstance(block, PaperTable):
        # Beside many figures a name needs the room of three.
        is_wide = len(block.columns) > 4
        columns = tuple(
            Column(label, align, (3.0 if align == "left" else 1.1) if is_wide else 0) for label, align in block.columns
        )
        return TableBlock(block.caption, columns, block.rows, block.unit_note)
    assert isinstance(block, PaperBars)
    return BarChart(block.title, tuple(Bar(*bar) for bar in block.bars), block.unit)
