"""From what a notice prints to the content that is set: any door may call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from nongcai.domain.notices import permissions
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
    from nongcai.domain.notices.queries import PaperAttachment, PaperBlock
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.urging.models import Letter
    from nongcai.interfaces.papers.contents import Block
    from nongcai.interfaces.papers.fonts import FontSet


def content_of(notice: Notice) -> NoticeContent:
    """Return a notice as it is printed (印发稿), with the attachments that everybody gets."""
    paper = notices.paper(notice)
    return NoticeContent(
        issuer=paper.issuer,
        mark=paper.mark,
        title=paper.title,
        addressees=paper.addressees,
        blocks=tuple(map(_block, paper.blocks)),
        number=paper.number,
        attachments=tuple(map(_attachment, paper.public_attachments)),
        signer=paper.signer,
        date=paper.dated_on,
        footnote=paper.footnote,
        copies_to=paper.copies_to,
        printed_by=paper.printed_by,
        printed_on=paper.dated_on,
        draft=paper.is_draft,
    )


def internal_content_of(notice: Notice, *, addressee: int | None = None, watermark: str = "") -> NoticeContent | None:
    """Return the paper of the internal attachments; None where there are none, or the addressee has no row."""
    paper = notices.paper(notice, addressee=addressee)
    if not paper.internal_attachments:
        return None
    return NoticeContent(
        issuer=paper.issuer,
        mark="",
        title=paper.title,
        addressees="",
        blocks=(),
        number=paper.number,
        attachments=tuple(map(_attachment, paper.internal_attachments)),
        printed_on=paper.dated_on,
        draft=paper.is_draft,
        watermark=watermark,
        internal=True,
    )


def internal_content_for(actor: Actor, notice: Notice, addressee: int | None = None) -> NoticeContent | None:
    """Return the internal attachments that the reader may have, marked with who reads.

    That is all inside the office; of an issued notice one's own row where data are sent apart; else None.
    """
    if not permissions.reads_inside(actor, notice):
        own = [place for place, _name in notices.addressees_for(actor, notice)]
        if not own or addressee not in {None, *own}:
            return None
        addressee = own[0]
    watermark = f"{actor.organisation_name} {actor.label}"
    return internal_content_of(notice, addressee=addressee, watermark=watermark)


def letter_content_of(letter: Letter) -> NoticeContent:
    """Return a letter of reminder as it is printed: no mark of a document series, its units as an attachment."""
    rows = tuple((str(place), name, step, day or "—") for place, (name, step, day) in enumerate(letter.rows, start=1))
    columns = (
        Column(_("序号"), "center"),
        Column(_("单位名称")),
        Column(_("所在环节"), "center"),
        Column(_("截止日期"), "center"),
    )
    title = _("%d年度预留份额填报未办结单位名单") % letter.year
    listed = (Attachment(title, (TableBlock("", columns, rows),)),) if rows else ()
    return NoticeContent(
        issuer=letter.node.name,
        mark=letter.node.name,
        title=letter.title,
        addressees=letter.addressee.name,
        blocks=tuple(Paragraph((Run(part.strip()),)) for part in letter.text.split("\n\n") if part.strip()),
        number=letter.number,
        attachments=listed,
        signer=letter.node.name,
        date=letter.dated_on,
        footnote=_("联系方式：%s") % letter.contact if letter.contact else "",
        draft=not letter.number,
    )


def fonts() -> FontSet:
    """Find the typefaces of this site."""
    return find_fonts(settings.FONT_FOLDERS)


def _attachment(one: PaperAttachment) -> Attachment:
    return Attachment(one.title, tuple(map(_block, one.blocks)))


def _block(block: PaperBlock) -> Block:
    if isinstance(block, PaperHeading):
        return (Heading1 if block.level == 1 else Heading2)(block.text)
    if isinstance(block, PaperParagraph):
        return Paragraph(tuple(Run(run.text, run.figure_key) for run in block.runs))
    if isinstance(block, PaperTable):
        # Beside many figures a name needs the room of two, and a label of five characters stays in one line.
        is_wide = len(block.columns) > 4
        columns = tuple(
            Column(label, align, (2.6 if align == "left" else 1.2) if is_wide else 0) for label, align in block.columns
        )
        return TableBlock(block.caption, columns, block.rows, block.unit_note)
    assert isinstance(block, PaperBars)
    return BarChart(block.title, tuple(Bar(*bar) for bar in block.bars), block.unit)
