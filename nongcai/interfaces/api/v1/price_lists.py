"""Lists of prices that markets publish: uploaded, tried row by row, entered; the wrong rows back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from nongcai.domain.catalogue import permissions, services
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.states import PriceRowOutcome
from nongcai.domain.documents import queries as document_queries
from nongcai.domain.documents import services as documents
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.v1.hall import PLAIN
from nongcai.interfaces.api.workbooks import UnreadableWorkbookError, exported, require_workbook, sent
from nongcai.interfaces.sheets.market_lists import PRICE_LIST
from nongcai.interfaces.sheets.market_reading import ReadPrices, read_prices
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.sheets.refusals import LIMITS
from nongcai.interfaces.sheets.writing import write_rejects, write_template

if TYPE_CHECKING:
    from nongcai.domain.documents.models import Document

router = Router(tags=["prices"])
ONE = "/prices/lists/{price_list_id}"
KEPT = timedelta(days=1)


class PriceRowOut(Schema):
    """What becomes of a row of a market's list, as which category it is read, and the price by what is measured."""

    row_no: int
    name: str
    place: str
    day: date | None
    outcome: PriceRowOutcome
    message: str
    category_id: int | None
    price: Decimal | None
    measured: str


class PriceListOut(Schema):
    """A list as it was tried; names that are `unknown` are told by POST prices/names. It is kept for a day."""

    id: UUID
    name: str
    counts: dict[PriceRowOutcome, int]
    unknown: list[str]
    rows: list[PriceRowOut]


class EnterIn(Schema):
    """Where a list comes from."""

    source: Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN)]


class EnteredOut(Schema):
    """How many reference prices were entered."""

    count: int


@router.get(
    "/prices/lists/template",
    response=REFUSALS,
    operation_id="price_list_template",
    summary="The table of a market's prices to be filled in",
)
def price_list_template(request: ApiRequest) -> FileResponse:
    _require_keeper(request)
    content = BytesIO()
    write_template(PRICE_LIST.kind, content)
    return sent(content, PRICE_LIST.title)


@router.post(
    "/prices/lists",
    response={200: PriceListOut, **ACT_REFUSALS},
    operation_id="upload_price_list",
    summary="Upload a market's list; each row is tried and nothing is entered",
)
def upload_price_list(request: ApiRequest, file: File[UploadedFile]) -> dict[str, Any]:
    _require_keeper(request)
    now = timezone.now()
    document = documents.store(
        owner=_owner(request),
        name=require_workbook(file, LIMITS.file_bytes),
        media_type=file.content_type or "application/octet-stream",
        chunks=file.chunks(),
        at=now,
        user_id=request.actor.user_id,
        expires_at=now + KEPT,
    )
    return _tried(document)


@router.get(
    ONE,
    response={200: PriceListOut, **REFUSALS},
    operation_id="show_price_list",
    summary="A list, tried once more",
)
def show_price_list(request: ApiRequest, price_list_id: UUID) -> dict[str, Any]:
    return _tried(_document(request, price_list_id))


@router.post(
    f"{ONE}/enter",
    response={200: EnteredOut, **ACT_REFUSALS},
    operation_id="enter_price_list",
    summary="Enter the rows that can be entered; the same list again enters nothing",
)
def enter_price_list(request: ApiRequest, price_list_id: UUID, told: EnterIn) -> dict[str, int]:
    rows = _read(_document(request, price_list_id)).rows
    count = services.load_references(actor=request.actor, rows=rows, source=told.source, at=timezone.now())
    return {"count": count}


@router.post(
    f"{ONE}/rejects",
    response=ACT_REFUSALS,
    operation_id="reject_price_rows",
    summary="The wrong rows as a workbook, to be mended and uploaded again",
)
def reject_price_rows(request: ApiRequest, price_list_id: UUID) -> FileResponse:
    document = _document(request, price_list_id)
    read = _read(document)
    judged = catalogue.judge_prices(read.rows, on=timezone.localdate())
    reasons = {one.said.row_no: [one.message] for one in judged if one.outcome == PriceRowOutcome.WRONG}
    return exported(
        request,
        owner=f"prices:{document.pk}",
        name=_("有误行 %s") % document.name.rpartition(".")[0],
        purpose=_("改正有误行后重新上传"),
        write=lambda content, mark: write_rejects(content, plan=read.plan, reasons=reasons, watermark=mark),
    )


def _tried(document: Document) -> dict[str, Any]:
    judged = catalogue.judge_prices(_read(document).rows, on=timezone.localdate())
    found = [one.outcome for one in judged]
    rows = [
        {name: getattr(one.said, name) for name in ("row_no", "name", "place", "day")}
        | {name: getattr(one, name) for name in ("outcome", "message", "category_id", "price", "measured")}
        for one in judged
    ]
    counts = {outcome: found.count(outcome) for outcome in PriceRowOutcome}
    unknown = catalogue.unknown_names(judged)
    return {"id": document.pk, "name": document.name, "counts": counts, "unknown": unknown, "rows": rows}


def _read(document: Document) -> ReadPrices:
    try:
        return read_prices(document.path, name=document.name)
    except UnreadableFileError as error:
        raise UnreadableWorkbookError(why=str(error).rstrip("。")) from error


def _owner(request: ApiRequest) -> str:
    return f"price-list:{request.actor.user_id}"


def _document(request: ApiRequest, price_list_id: UUID) -> Document:
    _require_keeper(request)
    kept = document_queries.documents_of(_owner(request)).filter(deleted_at=None)
    found: Document = get_object_or_404(kept, pk=price_list_id)
    return found


def _require_keeper(request: ApiRequest) -> None:
    if not permissions.keeps_categories(request.actor):
        raise Http404
