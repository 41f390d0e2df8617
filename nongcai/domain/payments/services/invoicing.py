"""Invoices: shown by the supplier, held against the order, agreed to by the buyer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from nongcai.domain.documents import services as documents
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services as order_services
from nongcai.domain.payments import permissions, queries, rules
from nongcai.domain.payments.errors import (
    DoubledInvoiceError,
    InvoiceFaultError,
    InvoiceFileError,
    InvoiceStepError,
    InvoiceUncoveredError,
    ReasonNeededError,
)
from nongcai.domain.payments.models import Invoice, InvoiceLine, InvoiceNumber
from nongcai.domain.payments.services.noting import tell_buyer, tell_supplier
from nongcai.domain.payments.states import INVOICE_MACHINE, InvoiceAction, InvoiceForm, InvoiceState
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.money import shown
from nongcai.foundation.scans import LARGEST, scan_type
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.rules import ToldInvoice

SHOWN = N_("订单{number}的发票已开具，请验票。")
STRUCK = N_("订单{number}的发票{invoice}已作废：{words}")
_MEDIA = {
    InvoiceForm.XML: "application/xml",
    InvoiceForm.OFD: "application/ofd",
    InvoiceForm.PDF: "application/pdf",
}


@dataclass(frozen=True)
class InvoiceFile:
    """The file of an invoice as it came."""

    name: str
    form: InvoiceForm
    data: bytes


@transaction.atomic
def show_invoice(*, actor: Actor, order_id: UUID, told: ToldInvoice, file: InvoiceFile, at: datetime) -> Invoice:
    """Show an invoice of an order; where it does not agree with the order, the buyer reads so.

    :raises InvoiceFileError: when the file is not of the form that it says.
    :raises InvoiceFaultError: when its number or its sums are wrong.
    :raises DoubledInvoiceError: when its number came before, for whichever order.
    """
    supplier = suppliers.supplier_of(actor)
    if supplier is None:
        raise NotAllowedError
    order = _locked_order(actor, order_id)
    _require_file(file)
    if faults := rules.faults_of(told):
        raise InvoiceFaultError(fields={"file": queries.said_differences(faults)})
    _take_number(told.number, order_id, at)
    found = _differences(order, told, list(queries.standing_invoices(order_id)), supplier.credit_code)
    invoice = _written(order_id, told, actor=actor, form=file.form, differences=found, at=at)
    documents.store(
        owner=invoice.owner,
        name=file.name,
        media_type=_MEDIA[file.form],
        chunks=[file.data],
        at=at,
        user_id=actor.user_id,
    )
    order_services.note_invoice_shown(actor=actor, order_id=order_id, words=f"发票号码{invoice.number}", at=at)
    tell_buyer(order.buyer_id, SHOWN.format(number=order.number), at=at, page=f"/payments/orders/{order_id}/")
    return invoice


@transaction.atomic
def strike_invoice(*, actor: Actor, order_id: UUID, seq: int, words: str, at: datetime) -> Invoice:
    """Strike an invoice that was not agreed to; its number does not come again, and the others are held anew.

    :raises ReasonNeededError: without words.
    :raises InvoiceStepError: when it was agreed to, or struck.
    """
    supplier = suppliers.supplier_of(actor)
    if supplier is None:
        raise NotAllowedError
    if not words.strip():
        raise ReasonNeededError
    order = _locked_order(actor, order_id)
    invoice = _locked(order_id, seq)
    _step(invoice, InvoiceAction.STRIKE, actor, at, words=words.strip()[:300])
    is_another_there = _hold_anew(order, supplier.credit_code)
    told = f"发票号码{invoice.number}：{invoice.words}"
    order_services.note_invoice_struck(
        actor=actor, order_id=order_id, is_another_there=is_another_there, words=told, at=at
    )
    text = STRUCK.format(number=order.number, invoice=invoice.number, words=invoice.words)
    tell_buyer(order.buyer_id, text, at=at, page=f"/payments/orders/{order_id}/")
    return invoice


@transaction.atomic
def accept_invoices(*, actor: Actor, order_id: UUID, words: str = "", at: datetime) -> Order:
    """Agree to the invoices of an order (验票); they must cover what is to be paid.

    :raises InvoiceUncoveredError: when they come to less or more.
    :raises ReasonNeededError: when one does not agree with the order and nobody says why it is taken.
    """
    permissions.require_acceptor(actor)
    order = _locked_order(actor, order_id)
    rows = Invoice.objects.filter(order_id=order_id, state=InvoiceState.SHOWN).select_for_update(no_key=True)
    invoices = list(rows.order_by("seq"))
    left = rules.open_of(order.due, (one.total for one in queries.standing_invoices(order_id)))
    if left or not invoices:
        raise InvoiceUncoveredError(due=shown(order.due), left=shown(left))
    if any(one.differences for one in invoices) and not words.strip():
        raise ReasonNeededError
    for invoice in invoices:
        _step(invoice, InvoiceAction.AGREE, actor, at, words=words.strip()[:300])
    accepted = order_services.accept_invoice(actor=actor, order_id=order_id, words=words, at=at)
    tell_supplier(order.supplier_id, f"订单{order.number}已验票。", at=at, page=f"/payments/orders/{order_id}/")
    return accepted


def _locked_order(actor: Actor, order_id: UUID) -> Order:
    # The order first, as all its steps do, then its invoices: who shows and who strikes come one after the other.
    rows = orders.orders_visible_to(actor).select_for_update(of=("self",), no_key=True)
    order = rows.filter(pk=order_id, signed_at__isnull=False).first()
    if order is None:
        raise NotFoundError(what=order_id)
    return order


def _require_file(file: InvoiceFile) -> None:
    is_xml = file.data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    kind = "application/xml" if is_xml else scan_type(file.data)
    if kind != _MEDIA[file.form] or len(file.data) > LARGEST:
        raise InvoiceFileError(fields={"file": [InvoiceFileError.message]})


def _take_number(number: str, order_id: UUID, at: datetime) -> None:
    records.lock_keys([f"invoice-number:{number}"])
    if InvoiceNumber.objects.filter(pk=number).exists():
        raise DoubledInvoiceError(number=number)
    records.save(InvoiceNumber(number=number, order_id=order_id, at=at))


def _differences(order: Order, told: ToldInvoice, before: Sequence[Invoice], seller_code: str) -> str:
    """Say where an invoice does not agree with its order, beside those that came before it."""
    ordered = rules.Ordered(
        seller_code=seller_code,
        buyer_name=order.invoice_title,
        buyer_code=order.tax_number,
        amount=order.due,
        invoiced=order.due - rules.open_of(order.due, (one.total for one in before)),
        ordered_on=day_of(order.placed_at),
    )
    shown_before = queries.lines_shown(order.pk, [one.seq for one in before])
    beyond = rules.line_differences(told.lines, queries.ordered_lines(order), shown_before)
    found = queries.said_differences(rules.differences(told, ordered)) + queries.said_line_differences(beyond)
    return " ".join(found)[:500]


def _hold_anew(order: Order, seller_code: str) -> bool:
    """Hold what still waits against the order once more: beside one that was struck it may have been too much.

    Say whether there is any that stands.
    """
    standing = list(queries.standing_invoices(order.pk))
    for place, invoice in enumerate(standing):
        if invoice.state != InvoiceState.SHOWN:
            continue
        found = _differences(order, queries.told_by(invoice), standing[:place], seller_code)
        if found != invoice.differences:
            invoice.differences = found
            records.save(invoice, "differences")
    return bool(standing)


def _written(
    order_id: UUID, told: ToldInvoice, *, actor: Actor, form: InvoiceForm, differences: str, at: datetime
) -> Invoice:
    last = Invoice.objects.filter(order_id=order_id).aggregate(last=Max("seq"))["last"] or 0
    names = ("number", "issued_on", "seller_name", "seller_code", "buyer_name", "buyer_code", "net", "tax", "total")
    invoice = Invoice(
        order_id=order_id,
        seq=last + 1,
        form=form,
        differences=differences,
        shown_by=actor.label,
        shown_at=at,
        **{name: getattr(told, name) for name in names},
    )
    records.save(invoice)
    records.insert_many(_lines(invoice, told))
    return invoice


def _lines(invoice: Invoice, told: ToldInvoice) -> Sequence[InvoiceLine]:
    return [
        InvoiceLine(
            order_id=invoice.order_id,
            invoice_seq=invoice.seq,
            line_no=place,
            name=line.name,
            specification=line.specification,
            unit=line.unit,
            quantity=line.quantity,
            net=line.net,
            rate=line.rate,
            tax=line.tax,
        )
        for place, line in enumerate(told.lines, start=1)
    ]


def _locked(order_id: UUID, seq: int) -> Invoice:
    # All of the order's, in their order: striking one may change what is said of another.
    rows = Invoice.objects.select_for_update(no_key=True).filter(order_id=order_id).order_by("seq")
    found = {one.seq: one for one in rows}.get(seq)
    if found is None:
        raise NotFoundError(what=seq)
    return found


def _step(invoice: Invoice, action: InvoiceAction, actor: Actor, at: datetime, *, words: str) -> None:
    step = INVOICE_MACHINE.step(action, invoice.state)
    if step is None:
        raise InvoiceStepError(state=invoice.get_state_display(), action=action.label)
    invoice.state, invoice.words = InvoiceState(step.target), words
    invoice.decided_by, invoice.decided_at = actor.label, at
    records.save(invoice, "state", "words", "decided_by", "decided_at")
