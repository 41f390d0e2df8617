"""Orders as a workbook: a line for each of the goods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from nongcai.interfaces.sheets.writing import TableColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from nongcai.domain.orders.models import Order
    from nongcai.domain.orders.queries import Listed

COLUMNS = (
    TableColumn("订单编号", "text", 24),
    TableColumn("下单时间", "moment", 20),
    TableColumn("送货日", "date", 12),
    TableColumn("状态", "text", 14),
    TableColumn("采购人", "text", 26),
    TableColumn("所属预算单位", "text", 26),
    TableColumn("用途", "text", 10),
    TableColumn("供应商", "text", 26),
    TableColumn("商品", "text", 30),
    TableColumn("规格", "text", 20),
    TableColumn("数量", "count", 8),
    TableColumn("单价（元）", "money", 12),
    TableColumn("金额（元）", "money", 14),
    TableColumn("已验收", "count", 8),
    TableColumn("应付（元）", "money", 14),
    TableColumn("订单运费（元）", "money", 14),
    TableColumn("订单应付（元）", "money", 14),
    TableColumn("订单已付（元）", "money", 14),
    TableColumn("付款方式", "text", 12),
    TableColumn("收货人", "text", 16),
    TableColumn("收货电话", "text", 16),
    TableColumn("验货时间", "moment", 20),
    TableColumn("开票时间", "moment", 20),
    TableColumn("验票时间", "moment", 20),
    TableColumn("计入时间", "moment", 20),
)


def order_rows(found: Iterable[Listed], phone: Callable[[Order], str]) -> Iterator[list[Any]]:
    """Return a row for each line of each order; `phone` says how much of the receiver's number is shown."""
    for one in found:
        order, number = one.order, phone(one.order)
        for line in one.lines:
            yield [
                order.number,
                _local(order.placed_at),
                order.deliver_on,
                order.get_state_display(),
                order.buyer_name,
                order.unit_name,
                order.get_purpose_display(),
                order.supplier_name,
                line.product_name,
                line.specification,
                line.quantity,
                line.price,
                line.amount,
                line.accepted,
                line.payable,
                order.freight,
                order.due,
                order.paid,
                order.get_payment_mode_display(),
                order.receiver,
                number,
                _local(order.goods_accepted_at),
                _local(order.invoice_shown_at),
                _local(order.invoice_accepted_at),
                _local(order.counted_at),
            ]


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment).replace(tzinfo=None) if moment else None
