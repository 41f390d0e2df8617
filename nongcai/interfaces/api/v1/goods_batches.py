"""Workbooks of goods, and of prices and stocks: uploaded, tried, done; all offers as a list."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Any

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.states import BatchKind, RowOutcome
from nongcai.domain.suppliers import permissions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.goods import Key, Sought
from nongcai.interfaces.api.workbooks import (
    PurposeIn,
    UnreadableWorkbookError,
    exported,
    require_workbook,
    sent,
)
from nongcai.interfaces.sheets.goods_handing import rejects_of, write_form_of
from nongcai.interfaces.sheets.goods_reading import LARGEST
from nongcai.interfaces.sheets.goods_writing import write_changes_form
from nongcai.interfaces.sheets.reading import UnreadableFileError

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Offer, OfferBatch, OfferBatchRow

router = Router(tags=["goods"])
ONE = "/goods/batches/{batch_id}"


class BatchOut(Schema):
    """A workbook as far as it is: rows read; those that can be done, stay as they are, are wrong, were done."""

    id: int
    kind: str
    category_id: int | None
    state: str
    file_name: str
    sheet_name: str
    read: int
    good: int
    same: int
    wrong: int
    done: int
    message: str
    created_at: datetime
    checked_at: datetime | None
    loaded_at: datetime | None


class GoodsBatchIn(Schema):
    """What a workbook is for: goods of a category, or changes of prices and stocks."""

    kind: BatchKind
    category_id: Key | None = None


class CellOut(Schema):
    """One plain sentence about one cell."""

    column: str
    value: str
    message: str


class BatchRowOut(Schema):
    """A row: what becomes of it, the cells that are wrong; of changes what it says and what stood when it was tried."""

    row_no: int
    outcome: str
    name: str
    specification: str
    problems: list[CellOut]
    told: dict[str, Any]
    before: dict[str, Any]


class GoodsBatchLineOut(Schema):
    """An offer with its product, price, stock, and whether it shows."""

    id: int
    product_id: int
    product: str
    supplier: str
    state: str
    specification: str
    sale_unit: str
    price: Decimal
    quantity: Decimal
    available: Decimal
    is_on: bool


@router.get(
    "/goods/batches/template/{category_id}",
    response=REFUSALS,
    operation_id="batch_template",
    summary="The table of a category to be filled in, with what the supplier may choose",
)
def batch_template(request: ApiRequest, category_id: int) -> FileResponse:
    supplier = suppliers.supplier_of(request.actor)
    category = next((one for one in catalogue.open_leaves() if one.pk == category_id), None)
    if supplier is None or category is None:
        raise Http404
    content = BytesIO()
    return sent(content, write_form_of(content, category, supplier, timezone.localdate()))


@router.post(
    "/goods/batches/form",
    response=ACT_REFUSALS,
    operation_id="batch_form",
    summary="One's own offers as a table in which prices and stocks are changed",
)
def batch_form(request: ApiRequest, told: PurposeIn) -> FileResponse:
    _require_seller(request)
    lines = catalogue.batch_lines_visible_to(request.actor)
    return exported(
        request,
        owner=f"offers:{request.actor.organisation_id}",
        name=_("价格和库存表"),
        purpose=told.purpose,
        write=lambda content, mark: write_changes_form(content, lines, watermark=mark),
    )


@router.post(
    f"{ONE}/rejects",
    response=ACT_REFUSALS,
    operation_id="reject_batch_rows",
    summary="The wrong rows as a workbook, to be mended and uploaded again",
)
def reject_batch_rows(request: ApiRequest, batch_id: int) -> FileResponse:
    batch = _batch(request, batch_id)
    try:
        write = rejects_of(batch)
    except UnreadableFileError as error:
        raise UnreadableWorkbookError(why=str(error).rstrip("。")) from error
    name = _("有误行 %s") % batch.file_name.rpartition(".")[0]
    return exported(request, owner=batch.owner, name=name, purpose=_("改正有误行后重新上传"), write=write)


@router.get(
    "/goods/batches",
    response={200: Page[BatchOut], **REFUSALS},
    operation_id="list_batches",
    summary="One's own workbooks of goods, the last first",
)
def list_batches(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_seller(request)
    return paged(catalogue.batches_visible_to(request.actor), page, page_size, lambda row: row)


@router.post(
    "/goods/batches",
    response={200: BatchOut, **ACT_REFUSALS},
    operation_id="upload_batch",
    summary="Upload a workbook; it is tried in the background and nothing is made",
)
def upload_batch(request: ApiRequest, told: Form[GoodsBatchIn], file: File[UploadedFile]) -> OfferBatch:
    name = require_workbook(file, LARGEST)
    return services.receive_batch(
        actor=request.actor,
        kind=told.kind,
        category_id=told.category_id,
        name=name,
        chunks=file.chunks(),
        at=timezone.now(),
    )


@router.get(
    ONE,
    response={200: BatchOut, **REFUSALS},
    operation_id="show_batch",
    summary="How far a workbook is",
)
def show_batch(request: ApiRequest, batch_id: int) -> OfferBatch:
    return _batch(request, batch_id)


@router.get(
    f"{ONE}/rows",
    response={200: Page[BatchRowOut], **REFUSALS},
    operation_id="list_batch_rows",
    summary="What becomes of its rows, with one sentence for each wrong cell",
)
def list_batch_rows(
    request: ApiRequest,
    batch_id: int,
    outcome: Annotated[RowOutcome | None, Query()] = None,
    page: PageNumber = 1,
    page_size: PageSize = 50,
) -> dict[str, object]:
    rows = catalogue.batch_rows(_batch(request, batch_id), outcome or "")
    return paged(rows, page, page_size, _row_out)


@router.post(
    f"{ONE}/check",
    response={200: BatchOut, **ACT_REFUSALS},
    operation_id="check_batch",
    summary="Have a workbook tried once more",
)
def check_batch(request: ApiRequest, batch_id: int) -> OfferBatch:
    _batch(request, batch_id)
    return services.recheck_batch(actor=request.actor, batch_id=batch_id)


@router.post(
    f"{ONE}/load",
    response={200: BatchOut, **ACT_REFUSALS},
    operation_id="load_batch",
    summary="Have what was found good done, in the background; drafts of products, or changes",
)
def load_batch(request: ApiRequest, batch_id: int) -> OfferBatch:
    _batch(request, batch_id)
    return services.start_batch(actor=request.actor, batch_id=batch_id)


@router.post(
    f"{ONE}/discard",
    response={200: BatchOut, **ACT_REFUSALS},
    operation_id="discard_batch",
    summary="Give a workbook up",
)
def discard_batch(request: ApiRequest, batch_id: int) -> OfferBatch:
    _batch(request, batch_id)
    return services.discard_batch(actor=request.actor, batch_id=batch_id)


@router.get(
    "/goods/offers",
    response={200: Page[GoodsBatchLineOut], **REFUSALS},
    operation_id="list_all_offers",
    summary="All offers within sight with prices and stocks",
)
def list_all_offers(
    request: ApiRequest, text: Sought = "", page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    if not permissions.has_to_do(request.actor):
        raise Http404
    found = paged(catalogue.sold_visible_to(request.actor, text=text), page, page_size, lambda row: row)
    return found | {"items": [_line_out(one) for one in catalogue.lines_of(_offers(found))]}


def _offers(found: dict[str, Any]) -> list[Offer]:
    return list(found["items"])


def _line_out(one: catalogue.Line) -> dict[str, object]:
    offer, product = one.offer, one.offer.product
    names = ("id", "product_id", "specification", "sale_unit", "price", "is_on")
    own = {name: getattr(offer, name) for name in names}
    told = {"product": product.name, "supplier": product.supplier.name, "state": product.state}
    return own | told | {"quantity": one.quantity, "available": one.available}


def _row_out(row: OfferBatchRow) -> dict[str, object]:
    names = ("row_no", "outcome", "name", "specification", "told", "before")
    problems = [{"column": column, "value": value, "message": message} for column, value, message in row.problems]
    return {name: getattr(row, name) for name in names} | {"problems": problems}


def _require_seller(request: ApiRequest) -> None:
    if not permissions.sells(request.actor):
        raise Http404


def _batch(request: ApiRequest, batch_id: int) -> OfferBatch:
    _require_seller(request)
    found: OfferBatch = get_object_or_404(catalogue.batches_visible_to(request.actor), pk=batch_id)
    return found
