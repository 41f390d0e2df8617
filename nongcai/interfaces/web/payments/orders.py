"""The money of one order: until when, to where, what came, its invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.payments import permissions, queries, services
from nongcai.domain.payments.rules import ToldInvoice, shown
from nongcai.domain.payments.services import InvoiceFile
from nongcai.domain.payments.states import InvoiceForm
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.sheets.invoices import read_invoice
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.payments import online
from nongcai.interfaces.web.payments.forms import InvoiceUploadForm, TakingForm, WordsForm
from nongcai.interfaces.web.payments.gates import order_or_404, require_money
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.orders.models import Order
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def order_show(request: WebRequest, order_id: UUID) -> HttpResponse:
    require_money(request)
    return _shown(request, order_or_404(request, order_id))


@require_POST
def order_extend(request: WebRequest, order_id: UUID) -> HttpResponse:
    require_money(request)
    services.put_off(actor=request.actor, order_id=order_id, at=timezone.now())
    said(request, _("已办理延迟付款。"))
    return go_to(request, "payments:order_show", order_id)


@require_POST
def invoice_show(request: WebRequest, order_id: UUID) -> HttpResponse:
    require_money(request)
    order, form = order_or_404(request, order_id), InvoiceUploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            file = _file(form)
            services.show_invoice(
                actor=request.actor, order_id=order_id, told=_told(form, file, order), file=file, at=timezone.now()
            )
        except UnreadableFileError as error:
            form.add_error("file", error.message)
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("发票已上传，等待采购人验票。"))
            return go_to(request, "payments:order_show", order_id)
    return _shown(request, order, status=422, invoice_form=form)


@require_POST
def invoice_accept(request: WebRequest, order_id: UUID) -> HttpResponse:
    require_money(request)
    words = request.POST.get("words", "")[:300]
    services.accept_invoices(actor=request.actor, order_id=order_id, words=words, at=timezone.now())
    said(request, _("已验票。"))
    return go_to(request, "payments:order_show", order_id)


@require_POST
def invoice_strike(request: WebRequest, order_id: UUID, seq: int) -> HttpResponse:
    require_money(request)
    words = request.POST.get("words", "")[:300]
    services.strike_invoice(actor=request.actor, order_id=order_id, seq=seq, words=words, at=timezone.now())
    said(request, _("发票已作废。"))
    return go_to(request, "payments:order_show", order_id)


@require_POST
def allocation_take_back(request: WebRequest, order_id: UUID, seq: int) -> HttpResponse:
    require_money(request)
    words = request.POST.get("words", "")[:300]
    services.take_back(actor=request.actor, order_id=order_id, seq=seq, words=words, at=timezone.now())
    said(request, _("已撤回，该笔到账列入异常，请重新核对。"))
    return go_to(request, "payments:order_show", order_id)


def _file(form: InvoiceUploadForm) -> InvoiceFile:
    file = form.cleaned_data["file"]
    return InvoiceFile(str(file.name), form.form_of() or InvoiceForm.PDF, file.read())


def _told(form: InvoiceUploadForm, file: InvoiceFile, order: Order) -> ToldInvoice:
    if file.form == InvoiceForm.XML:
        return read_invoice(file.data)
    told = form.cleaned_data
    return ToldInvoice(
        number=told["number"],
        issued_on=told["issued_on"],
        seller_name=order.supplier_name,
        seller_code=queries.seller_code(order),
        buyer_name=order.invoice_title,
        buyer_code=order.tax_number,
        net=told["net"],
        tax=told["tax"],
        total=told["net"] + told["tax"],
    )


def _shown(request: WebRequest, order: Order, *, status: int = 200, **typed: forms.Form) -> HttpResponse:
    now = timezone.now()
    due = queries.due_of(order, now)
    [shown_due] = queries.shown_dues([due], timezone.localdate(now))
    context = {
        "order": order,
        "one": shown_due,
        "due": due,
        "code": shown(due.code),
        "account": queries.settlement_account(order.supplier_id),
        "allocations": [
            (*one, WordsForm(auto_id=f"id_back{one[0].seq}_%s")) for one in queries.standing_allocations(order.pk)
        ],
        "invoices": [(one, WordsForm(auto_id=f"id_strike{one.seq}_%s")) for one in queries.invoices_of(order.pk)],
        "settles": permissions.settles(request.actor),
        "accepts": permissions.accepts(request.actor),
        "sells": permissions.sells(request.actor),
        "may_claim": queries.may_claim(request.actor, order),
        "claims": queries.claims_visible_to(request.actor).filter(order_id=order.pk).order_by("seq"),
        "may_put_off": permissions.may_put_off(due, request.actor) and due.may_be_put_off(timezone.localdate(now)),
        "invoice_form": InvoiceUploadForm(),
        "taking_form": TakingForm(),
        **online.shown(request.actor, order, due, now),
    }
    return page(request, "payments/order_show.html", context | typed, status=status)
