"""A paper as a file to hand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.interfaces.papers import composing
from nongcai.interfaces.papers.pdf import notice_pdf
from nongcai.interfaces.papers.word import notice_docx

if TYPE_CHECKING:
    from nongcai.interfaces.papers.contents import NoticeContent

PDF, DOCX = "pdf", "docx"
MEDIA_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class PaperFile:
    """A file, and what its reader should know about its typefaces."""

    name: str
    media_type: str
    data: bytes
    warnings: tuple[str, ...] = ()


def paper_file(content: NoticeContent, form: str) -> PaperFile:
    """Write a paper as PDF or DOCX, named after the notice.

    :raises FontsMissingError: when a PDF is wanted and no Chinese typeface was found.
    """
    name = f"{content.title}{'（内部附件）' if content.internal else ''}.{form}"
    if form == PDF:
        made = notice_pdf(content, composing.fonts())
        return PaperFile(name, MEDIA_TYPES[PDF], made.data, made.warnings)
    return PaperFile(name, MEDIA_TYPES[DOCX], notice_docx(content, composing.fonts()))
