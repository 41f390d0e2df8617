"""Papers of an order's money: the contract, invoices, and the packet for reimbursement (报销资料包)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from nongcai.domain.payments import queries
from nongcai.interfaces.papers.contracts import contract_content
from nongcai.interfaces.papers.files import DOCX, PDF, paper_file
from nongcai.interfaces.papers.packets import contract_of, packet_of
from nongcai.interfaces.web.payments.gates import order_or_404, require_money

if TYPE_CHECKING:
    from uuid import UUID

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def contract_paper(request: WebRequest, order_id: UUID, form: str) -> FileResponse:
    require_money(request)
    order = order_or_404(request, order_id)
    if form not in {PDF, DOCX}:
        raise Http404
    made = paper_file(contract_content(contract_of(order, timezone.now())), form)
    return _sent(made.data, f"采购合同 {order.number}.{form}", made.media_type)


@require_safe
def packet_download(request: WebRequest, order_id: UUID) -> FileResponse:
    require_money(request)
    order = order_or_404(request, order_id)
    return _sent(packet_of(order, timezone.now()), f"报销资料 {order.number}.zip", "application/zip")


@require_safe
def invoice_file(request: WebRequest, order_id: UUID, seq: int) -> FileResponse:
    require_money(request)
    order = order_or_404(request, order_id)
    invoice = get_object_or_404(queries.invoices_of(order.pk), seq=seq)
    file = queries.invoice_file(invoice)
    if file is None:
        raise Http404
    return _sent(file.path.read_bytes(), f"发票 {invoice.number}.{invoice.form}", file.media_type)


def _sent(data: bytes, name: str, media_type: str) -> FileResponse:
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=media_type)
