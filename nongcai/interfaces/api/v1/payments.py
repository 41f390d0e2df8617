"""Money of orders: what is owed, exceptions, statements, settlement accounts, invoices."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from nongcai.domain.payments import permissions, queries, services
from nongcai.domain.payments.services import InvoiceFile, ToldAccount
from nongcai.domain.payments.states import InvoiceForm, IssueAction
from nongcai.foundation.errors import InvalidError
from nongcai.foundation.texts import N_
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.sheets.bank_reading import LARGEST, read_statement
from nongcai.interfaces.sheets.invoices import read_invoice
from nongcai.interfaces.sheets.reading import UnreadableFileError

if TYPE_CHECKING:
    from nongcai.domain.payments.models import Due, Invoice, SettlementAccount, TransferIssue

router = Router(tags=["payments"])
DUE, ISSUE = "/dues/{order_id}", "/transfer-issues/{transfer_id}/{seq}"
ACCOUNT = "/settlement-accounts/{account_id}"

Words = Annotated[str, Field(min_length=1, max_length=300)]
Amount = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]


class UnreadableError(InvalidError):
    """The file cannot be read."""

    code = "unreadable_payment_file"
    message = N_("文件不能使用：{reason}")


class DueOut(Schema):
    """What is owed for an order; `due_on` is null while the term has not begun. Interest is shown, never demanded."""

    order_id: UUID
    number: str
    code: str
    supplier_name: str
    buyer_name: str
    mode: str
    amount: Decimal
    paid: Decimal
    open: Decimal
    holder: str
    since: date | None
    due_on: date | None
    late_days: int
    interest: Decimal
    settled_on: date | None


class IssueOut(Schema):
    """An exception: why, who holds it, since when, until when."""

    transfer_id: UUID
    seq: int
    kind: str
    state: str
    holder: str
    since: datetime
    due_on: date | None
    reason: str
    words: str
    candidates: list[UUID]


class IssueStepIn(Schema):
    """What is done with an exception, and why."""

    action: IssueAction
    words: Words


class PartIn(Schema):
    """So much for an order."""

    order_id: UUID
    amount: Amount


class AssignIn(Schema):
    """Which orders a transfer pays; `remembers` takes the payer's name for the buyer's from now on."""

    parts: Annotated[list[PartIn], Field(min_length=1, max_length=20)]
    words: Words
    remembers: bool = False


class AccountOut(Schema):
    """A settlement account as it stands."""

    id: int
    supplier_id: int
    holder_name: str
    bank: str
    number: str
    merchant_no: str
    state: str
    words: str
    proposed_at: datetime


class SettlementAccountIn(Schema):
    """A settlement account in the supplier's own name; `merchant_no` is its number at WeChat Pay, if it has one."""

    holder_name: Annotated[str, Field(max_length=128)]
    bank: Annotated[str, Field(min_length=1, max_length=100)]
    number: Annotated[str, Field(max_length=40)]
    merchant_no: Annotated[str, Field(max_length=12)] = ""
    words: Annotated[str, Field(max_length=300)] = ""


class PaymentWordsIn(Schema):
    """Some words."""

    words: Words


class LoadedOut(Schema):
    """What became of the rows of a statement."""

    bank: str
    recorded: int
    matched: int
    same: int
    wrong: int


class InvoiceOut(Schema):
    """An invoice of an order; `differences` is empty where it agrees with it."""

    seq: int
    number: str
    issued_on: date
    total: Decimal
    state: str
    differences: str


class PunctualityOut(Schema):
    """Of what a buyer paid or is late with: how much in time."""

    buyer_name: str
    orders: int
    in_time: int
    rate: Decimal | None
    late_open: int
    owed: Decimal


@router.get("/dues", response={200: Page[DueOut], **REFUSALS}, operation_id="list_dues", summary="What is owed")
def list_dues(request: ApiRequest, show: str = "", page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_money(request)
    return paged(queries.dues_shown_as(request.actor, show, timezone.localdate()), page, page_size, _due)


@router.get(DUE, response={200: DueOut, **REFUSALS}, operation_id="show_due", summary="What is owed for an order")
def show_due(request: ApiRequest, order_id: UUID) -> dict[str, object]:
    _require_money(request)
    found = queries.dues_visible_to(request.actor).filter(pk=order_id).first()
    if found is None:
        raise Http404
    return _due(found)


@router.post(
    f"{DUE}/extend",
    response={200: DueOut, **ACT_REFUSALS},
    operation_id="extend_due",
    summary="Put the payment of a pay-first order off, once",
)
def extend_due(request: ApiRequest, order_id: UUID) -> dict[str, object]:
    return _due(services.put_off(actor=request.actor, order_id=order_id, at=timezone.now()))


@router.post(
    f"{DUE}/invoices",
    response={200: InvoiceOut, **ACT_REFUSALS},
    operation_id="show_invoice",
    summary="Show the XML of an invoice of an order",
)
def show_invoice(request: ApiRequest, order_id: UUID, file: File[UploadedFile]) -> Invoice:
    permissions.require_seller(request.actor)
    data = file.read()
    try:
        told = read_invoice(data)
    except UnreadableFileError as error:
        raise UnreadableError(reason=error.message) from error
    kept = InvoiceFile(file.name or "", InvoiceForm.XML, data)
    return services.show_invoice(actor=request.actor, order_id=order_id, told=told, file=kept, at=timezone.now())


@router.post(
    f"{DUE}/invoices/accept",
    response={200: list[InvoiceOut], **ACT_REFUSALS},
    operation_id="accept_invoices",
    summary="Agree to the invoices of an order",
)
def accept_invoices(request: ApiRequest, order_id: UUID, told: PaymentWordsIn) -> list[Invoice]:
    services.accept_invoices(actor=request.actor, order_id=order_id, words=told.words, at=timezone.now())
    return list(queries.invoices_of(order_id))


@router.post(
    f"{DUE}/invoices/{{seq}}/strike",
    response={200: InvoiceOut, **ACT_REFUSALS},
    operation_id="strike_invoice",
    summary="Strike an invoice that was not agreed to",
)
def strike_invoice(request: ApiRequest, order_id: UUID, seq: int, told: PaymentWordsIn) -> Invoice:
    return services.strike_invoice(actor=request.actor, order_id=order_id, seq=seq, words=told.words, at=timezone.now())


@router.get(
    "/transfer-issues",
    response={200: Page[IssueOut], **REFUSALS},
    operation_id="list_transfer_issues",
    summary="Exceptions that somebody holds, the first due first",
)
def list_transfer_issues(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_money(request)
    return paged(queries.issues_visible_to(request.actor).filter(closed_at=None), page, page_size, lambda row: row)


@router.post(
    f"{ISSUE}/step",
    response={200: IssueOut, **ACT_REFUSALS},
    operation_id="step_transfer_issue",
    summary="Ask, answer, raise, hand back, keep or pay back",
)
def step_transfer_issue(request: ApiRequest, transfer_id: UUID, seq: int, told: IssueStepIn) -> TransferIssue:
    return services.take_step(
        actor=request.actor,
        transfer_id=transfer_id,
        seq=seq,
        action=told.action,
        words=told.words,
        at=timezone.now(),
    )


@router.post(
    f"{ISSUE}/assign",
    response={200: IssueOut, **ACT_REFUSALS},
    operation_id="assign_transfer",
    summary="Pay orders from what is open of a transfer",
)
def assign_transfer(request: ApiRequest, transfer_id: UUID, seq: int, told: AssignIn) -> TransferIssue:
    services.assign(
        actor=request.actor,
        transfer_id=transfer_id,
        seq=seq,
        parts={part.order_id: part.amount for part in told.parts},
        words=told.words,
        remembers=told.remembers,
        at=timezone.now(),
    )
    return queries.issues_visible_to(request.actor).get(transfer_id=transfer_id, seq=seq)


@router.post(
    "/statements",
    response={200: LoadedOut, **ACT_REFUSALS},
    operation_id="load_statement",
    summary="Record what a bank's statement says, and match it",
)
def load_statement(
    request: ApiRequest,
    file: File[UploadedFile],
    tail: Annotated[str, Form(pattern=r"^([0-9]{4})?$", description="of another account of the supplier's")] = "",
) -> object:
    supplier_id = queries.supplier_id_of(request.actor)
    account = queries.account_of_statement(supplier_id, tail)
    if account is None:
        raise services.NoAccountYetError
    name = Path(file.name or "").name
    with NamedTemporaryFile(suffix=Path(name).suffix[:8]) as kept:
        kept.write(file.read(LARGEST + 1))
        kept.flush()
        try:
            read = read_statement(Path(kept.name), name=name, answers=queries.headings_told(supplier_id))
        except UnreadableFileError as error:
            raise UnreadableError(reason=error.message) from error
    if read.questions:
        raise UnreadableError(reason="、".join(one.prompt for one in read.questions))
    return services.load_statement(
        actor=request.actor, account=account, rows=read.rows, bank=read.bank, name=name, at=timezone.now()
    )


@router.get(
    "/settlement-accounts",
    response={200: Page[AccountOut], **REFUSALS},
    operation_id="list_settlement_accounts",
    summary="A supplier's own settlement accounts; for the platform all",
)
def list_settlement_accounts(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    if not (permissions.sells(request.actor) or permissions.watches(request.actor)):
        raise Http404
    return paged(queries.accounts_visible_to(request.actor), page, page_size, lambda row: row)


@router.post(
    "/settlement-accounts",
    response={200: AccountOut, **ACT_REFUSALS},
    operation_id="propose_settlement_account",
    summary="Propose an account; the one before stays until it is confirmed",
)
def propose_settlement_account(request: ApiRequest, told: SettlementAccountIn) -> SettlementAccount:
    said = told.dict()
    words = said.pop("words")
    return services.propose_account(actor=request.actor, told=ToldAccount(**said), words=words, at=timezone.now())


@router.post(
    f"{ACCOUNT}/confirm",
    response={200: AccountOut, **ACT_REFUSALS},
    operation_id="confirm_settlement_account",
    summary="Say that an account is right",
)
def confirm_settlement_account(request: ApiRequest, account_id: int) -> SettlementAccount:
    return services.confirm_account(actor=request.actor, account_id=account_id, at=timezone.now())


@router.post(
    f"{ACCOUNT}/refuse",
    response={200: AccountOut, **ACT_REFUSALS},
    operation_id="refuse_settlement_account",
    summary="Say that an account is not right, and why",
)
def refuse_settlement_account(request: ApiRequest, account_id: int, told: PaymentWordsIn) -> SettlementAccount:
    return services.refuse_account(actor=request.actor, account_id=account_id, words=told.words, at=timezone.now())


@router.get(
    "/punctuality",
    response={200: Page[PunctualityOut], **REFUSALS},
    operation_id="list_punctuality",
    summary="How punctual the buyers within sight pay",
)
def list_punctuality(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_money(request)
    return paged(queries.punctuality(request.actor, timezone.localdate()), page, page_size, lambda row: row)


def _due(due: Due) -> dict[str, object]:
    [one] = queries.shown_dues([due], timezone.localdate())
    names = ("number", "code", "supplier_name", "buyer_name", "mode", "amount", "paid", "due_on", "settled_on")
    told = {name: getattr(due, name) for name in names}
    return told | {
        "order_id": due.pk,
        "open": due.amount - due.paid,
        "holder": one.holder,
        "since": one.since,
        "late_days": one.late_days,
        "interest": one.interest,
    }


def _require_money(request: ApiRequest) -> None:
    if not permissions.has_to_do(request.actor):
        raise Http404
