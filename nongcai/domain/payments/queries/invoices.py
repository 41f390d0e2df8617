"""Invoices of an order, and where they do not agree with it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nongcai.domain.catalogue.states import SaleUnit
from nongcai.domain.documents import queries as documents
from nongcai.domain.orders import queries as orders
from nongcai.domain.payments.models import Invoice, InvoiceLine
from nongcai.domain.payments.rules import OrderedLine, ToldInvoice, ToldLine, invoicing, lining
from nongcai.domain.payments.states import InvoiceState
from nongcai.foundation.money import shown
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document
    from nongcai.domain.orders.models import Order
    from nongcai.domain.payments.rules import LineDifference

# An invoice tells units in words.
_UNITS = {value: str(label) for value, label in SaleUnit.choices}
_SAID = {
    invoicing.NUMBER: N_("发票号码应为20位数字。"),
    invoicing.SUM: N_("价税合计不等于金额与税额之和。"),
    invoicing.LINES: N_("各行金额、税额之和与合计不符。"),
    invoicing.SELLER: N_("销售方税号与供应商的统一社会信用代码不符。"),
    invoicing.BUYER: N_("购买方名称或税号与订单的开票信息不符。"),
    invoicing.TOTAL: N_("发票合计超过订单应付金额。"),
    invoicing.DAY: N_("开票日期早于下单日期。"),
}

_SAID_LINES = {
    lining.UNORDERED: N_("发票行“{name}”不在订单商品中。"),
    lining.QUANTITY: N_("“{name}”开票数量{told}，多于订单的{ordered}。"),
    lining.AMOUNT: N_("“{name}”开票{told}元，多于订单的{ordered}元。"),
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


def ordered_lines(order: Order) -> list[OrderedLine]:
    """Return the lines of an order as invoices are held against them: what was accepted, once all was looked at."""
    is_accepted = order.goods_accepted_at is not None
    found = [
        OrderedLine(
            one.product_name,
            _UNITS.get(one.sale_unit, one.sale_unit),
            Decimal(one.accepted - one.returned if is_accepted else one.quantity),
            one.payable,
        )
        for one in orders.lines_of([order.pk])
    ]
    if found and order.freight:
        found.append(OrderedLine(lining.FREIGHT, "", None, order.freight))
    return found


def lines_shown(order_id: UUID, seqs: Sequence[int]) -> list[ToldLine]:
    """Return the lines of some of an order's invoices."""
    rows = invoice_lines(order_id).filter(invoice_seq__in=seqs)
    return [ToldLine(one.name, one.net, one.tax, one.specification, one.unit, one.quantity, one.rate) for one in rows]


def told_by(invoice: Invoice) -> ToldInvoice:
    """Return what an invoice has told, with its lines."""
    names = ("number", "issued_on", "seller_name", "seller_code", "buyer_name", "buyer_code", "net", "tax", "total")
    told: dict[str, Any] = {name: getattr(invoice, name) for name in names}
    return ToldInvoice(lines=tuple(lines_shown(invoice.order_id, [invoice.seq])), **told)


def said_line_differences(found: Iterable[LineDifference]) -> list[str]:
    """Say in words where the lines of an invoice go beyond the order."""
    return [
        _(_SAID_LINES[one.kind]).format(
            name=one.name[:40], told=_written(one, one.told), ordered=_written(one, one.ordered)
        )
        for one in found
    ]


def _written(one: LineDifference, value: Decimal) -> str:
    return f"{value.normalize():f}" if one.kind == lining.QUANTITY else shown(value)


def invoice_file(invoice: Invoice) -> Document | None:
    """Return the file of an invoice."""
    return documents.documents_of(invoice.owner).filter(deleted_at=None).first()


def said_differences(found: Iterable[str]) -> list[str]:
    """Say in words where an invoice is wrong, or does not agree."""
    return [_(_SAID[one]) for one in found]
