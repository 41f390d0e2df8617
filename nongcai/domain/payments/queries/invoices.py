"""Invoices of an order, and where they do not agree with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.domain.documents import queries as documents
from nongcai.domain.payments.models import Invoice, InvoiceLine
from nongcai.domain.payments.rules import invoicing
from nongcai.domain.payments.states import InvoiceState
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document

_SAID = {
    invoicing.NUMBER: N_("发票号码应为20位数字。"),
    invoicing.SUM: N_("价税合计不等于金额与税额之和。"),
    invoicing.LINES: N_("各行金额、税额之和与合计不符。"),
    invoicing.SELLER: N_("销售方税号与供应商的统一社会信用代码不符。"),
    invoicing.BUYER: N_("购买方名称或税号与订单的开票信息不符。"),
    invoicing.TOTAL: N_("发票合计超过订单应付金额。"),
    invoicing.DAY: N_("开票日期早于下单日期。"),
}


def invoices_of(order_id: UUID) -> QuerySet[Invoice]:
    """Select the invoices of an order, in the order in which they came."""
    return Invoice.objects.filter(order_id=order_id).order_by("seq")


def standing_invoices(order_id: UUID) -> QuerySet[Invoice]:
    """Select those that were not struck."""
    return invoices_of(order_id).exclude(state=InvoiceState.STRUCK)


def invoice_lines(order_id: UUID) -> QuerySet[InvoiceLine]:
    """Select the lines of an order's invoices."""
    return InvoiceLine.objects.filter(order_id=order_id).order_by("invoice_seq", "line_no")


def invoice_file(invoice: Invoice) -> Document | None:
    """Return the file of an invoice."""
    return documents.documents_of(invoice.owner).filter(deleted_at=None).first()


def said_differences(found: Iterable[str]) -> list[str]:
    """Say in words where an invoice is wrong, or does not agree."""
    return [_(_SAID[one]) for one in found]
