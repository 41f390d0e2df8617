"""Notices: those in work for officers within their scope, the published ones for anybody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.papers import composing
from nongcai.interfaces.papers.files import paper_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.notices.models import Notice, NoticeStep
    from nongcai.domain.notices.queries import PaperAttachment, PaperContent, PaperTable
    from nongcai.domain.organisations.actors import Actor
    from nongcai.interfaces.papers.contents import NoticeContent

router = Router(tags=["notices"])


class PublicNoticeOut(Schema):
    """A published notice in a list."""

    slug: str
    issuer: str
    year: Year
    title: str
    number: str
    dated_on: date | None
    published_at: datetime | None


class NoticeOut(Schema):
    """A notice in a list of the bureau."""

    id: int
    node_id: int
    issuer: str
    year: Year
    kind: str
    corrects_id: int | None
    state: str
    title: str
    number: str
    openness: str
    data_date: date
    dated_on: date | None
    published_at: datetime | None
    created_at: datetime


class BlockOut(Schema):
    """A heading (`level` 1 or 2) or a paragraph (`level` 0)."""

    level: int
    text: str


class TableOut(Schema):
    """A table as it is printed."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    unit_note: str


class AttachmentOut(Schema):
    """An attachment that anybody may read."""

    title: str
    tables: list[TableOut]


class PrintedOut(Schema):
    """What the paper shows, and nothing else."""

    issuer: str
    title: str
    number: str
    addressees: str
    blocks: list[BlockOut]
    attachments: list[AttachmentOut]
    signer: str
    dated_on: date | None
    copies_to: str
    printed_by: str


class NoticeStepOut(Schema):
    """What was done to a notice, by which post, when, and with which words."""

    action: str
    state: str
    label: str
    at: datetime
    words: str


class NoticePaperIn(Schema):
    """Which paper is taken away, and for what; `addressee` where data are sent apart."""

    part: Literal["notice", "internal"] = "notice"
    form: Literal["pdf", "docx"] = "pdf"
    purpose: Annotated[str, Field(min_length=1, max_length=60)]
    addressee: int | None = None


class NoticeDetailOut(Schema):
    """A notice, what it prints, and, for officers of its bureau, the steps that it took."""

    notice: NoticeOut
    printed: PrintedOut
    steps: list[NoticeStepOut]


@router.get(
    "/notices",
    response={200: Page[NoticeOut], **REFUSALS},
    operation_id="notices",
    summary="Notices within scope; for units the published ones of the bureaus above",
)
def notice_list(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    return paged(notices.notices_visible_to(request.actor), page, page_size, _notice_out)


@router.get(
    "/notices/{notice_id}",
    response={200: NoticeDetailOut, **REFUSALS},
    operation_id="notice",
    summary="A notice as it is printed, and its steps",
)
def notice(request: ApiRequest, notice_id: int) -> dict[str, object]:
    found = get_object_or_404(notices.notices_visible_to(request.actor), pk=notice_id)
    is_ours = organisations.lineage_visible_to(request.actor, found.node_id)
    steps = notices.steps_of(found) if is_ours else ()
    return {"notice": _notice_out(found), "printed": _printed_out(found), "steps": [_step_out(one) for one in steps]}


@router.post(
    "/notices/{notice_id}/papers",
    response={200: bytes, **ACT_REFUSALS},
    operation_id="notice_paper",
    summary="The notice, or apart its internal attachments, as PDF or DOCX; kept on record with its purpose",
)
def paper(request: ApiRequest, notice_id: int, wanted: NoticePaperIn) -> HttpResponse:
    found = get_object_or_404(notices.notices_visible_to(request.actor), pk=notice_id)
    content = _content(request.actor, found, wanted)
    if content is None:
        raise Http404
    file, at = paper_file(content, wanted.form), timezone.now()
    services.record_export(
        actor=request.actor,
        notice_id=notice_id,
        paper=services.ExportedPaper(file.name, file.media_type, file.data),
        purpose=wanted.purpose,
        at=at,
        kept_until=at + timedelta(days=settings.ORIGINALS_KEPT_DAYS),
    )
    return HttpResponse(file.data, content_type=file.media_type)


@router.get(
    "/public/notices",
    response={200: Page[PublicNoticeOut], 422: REFUSALS[422]},
    operation_id="public_notices",
    summary="What was published, the latest first; no login",
    auth=None,
)
def public_list(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:  # noqa: ARG001  ninja's signature
    return paged(notices.public_notices(), page, page_size, _public_out)


@router.get(
    "/public/notices/{slug}",
    response={200: PrintedOut, 404: REFUSALS[404]},
    operation_id="public_notice",
    summary="A published notice as it is printed; no login",
    auth=None,
)
def public_notice(request: ApiRequest, slug: str) -> dict[str, object]:  # noqa: ARG001  ninja's signature
    return _printed_out(notices.public_notice(slug))


def _content(actor: Actor, notice: Notice, wanted: NoticePaperIn) -> NoticeContent | None:
    if wanted.part == "internal":
        return composing.internal_content_for(actor, notice, wanted.addressee)
    return composing.content_of(notice)


def _notice_out(row: Notice) -> dict[str, object]:
    values = {name: getattr(row, name) for name in NoticeOut.model_fields if name not in {"issuer", "data_date"}}
    return values | {"issuer": row.node.name, "data_date": row.snapshot.data_date}


def _public_out(row: Notice) -> dict[str, object]:
    names = ("year", "title", "number", "dated_on", "published_at")
    return {name: getattr(row, name) for name in names} | {"slug": row.public_slug, "issuer": row.node.name}


def _printed_out(row: Notice) -> dict[str, object]:
    paper = notices.paper(row)
    names = ("issuer", "title", "number", "addressees", "signer", "dated_on", "copies_to", "printed_by")
    return {name: getattr(paper, name) for name in names} | {
        "blocks": list(_blocks(paper)),
        "attachments": [_attachment(one) for one in paper.public_attachments],
    }


def _blocks(paper: PaperContent) -> Iterable[dict[str, object]]:
    for block in paper.blocks:
        if isinstance(block, notices.PaperHeading):
            yield {"level": block.level, "text": block.text}
        elif isinstance(block, notices.PaperParagraph):
            yield {"level": 0, "text": "".join(run.text for run in block.runs)}


def _attachment(one: PaperAttachment) -> dict[str, object]:
    tables = [block for block in one.blocks if isinstance(block, notices.PaperTable)]
    return {"title": one.title, "tables": [_table(table) for table in tables]}


def _table(table: PaperTable) -> dict[str, object]:
    return {
        "caption": table.caption,
        "columns": [label for label, _alignment in table.columns],
        "rows": [list(row) for row in table.rows],
        "unit_note": table.unit_note,
    }


def _step_out(step: NoticeStep) -> dict[str, object]:
    return {name: getattr(step, name) for name in NoticeStepOut.model_fields}
