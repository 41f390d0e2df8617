"""What is ordered, sent and accepted, by line."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.states import SaleUnit
from nongcai.domain.orders.rules import Weighed
from nongcai.domain.orders.states import Shortfall
from nongcai.foundation.checks import all_above_zero, none_below_zero


class OrderLine(models.Model):
    """An offer that was ordered, as it was then.

    `sent`, `accepted`, `refused` and `returned` are sale units; what is neither accepted nor refused is still to
    come. `weight` is what came of goods that are paid by weight; `payable` what is to be paid for what was accepted
    and not given back.
    """

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.SmallIntegerField(_("序号"))
    offer_id = models.BigIntegerField(_("销售规格"))
    resource_id = models.UUIDField(_("库存"))
    product_name = models.CharField(_("商品名称"), max_length=100)
    specification = models.CharField(_("规格"), max_length=60)
    sale_unit = models.CharField(_("销售单位"), max_length=8)
    county_code = models.CharField(_("产地县"), max_length=6)
    category_path = models.CharField(_("分类路径"), max_length=120)
    category = models.CharField(_("品类"), max_length=64)
    quantity = models.IntegerField(_("数量"))
    price = models.DecimalField(_("单价（元）"), max_digits=12, decimal_places=2)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    net = models.DecimalField(_("每单位净含量"), max_digits=12, decimal_places=3)
    measured = models.CharField(_("折算单位"), max_length=6)
    band_percent = models.DecimalField(_("重量允差（%）"), max_digits=4, decimal_places=1, null=True, blank=True)
    sent = models.IntegerField(_("已发货"), db_default=0, default=0)
    accepted = models.IntegerField(_("已验收"), db_default=0, default=0)
    refused = models.IntegerField(_("未收"), db_default=0, default=0)
    returned = models.IntegerField(_("已退货"), db_default=0, default=0)
    weight = models.DecimalField(_("实际重量（千克）"), max_digits=12, decimal_places=3, null=True, blank=True)
    payable = models.DecimalField(_("应付金额（元）"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("订单商品")
        constraints = [
            models.UniqueConstraint(fields=["order_id", "offer_id"], name="one_line_an_offer"),
            models.CheckConstraint(
                condition=Q(all_above_zero("price", "amount"), none_below_zero("payable"), quantity__gt=0)
                & Q(
                    none_below_zero(
                        *("refused", "returned", F("quantity") - F("sent"), F("sent") - F("accepted")),
                        *(F("quantity") - F("accepted") - F("refused"), F("accepted") - F("returned")),
                        zero=0,
                    )
                ),
                name="a_line_costs_and_no_more_comes_than_was_ordered",
                violation_error_message=_("验收、退货的数量不能超过发货和订购的数量。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="order_lines_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.product_name} {self.quantity}"

    @property
    def unit(self) -> str:
        """The sale unit in Chinese."""
        return str(SaleUnit(self.sale_unit).label) if self.sale_unit in SaleUnit else ""

    @property
    def here(self) -> int:
        """What was sent and is neither accepted nor refused."""
        return max(self.sent - self.accepted - self.refused, 0)

    @property
    def unsent(self) -> int:
        """What is still to be sent; what was refused before it came will not come any more."""
        return self.quantity - max(self.sent, self.accepted + self.refused)

    @property
    def open(self) -> int:
        """What is neither accepted nor refused."""
        return self.quantity - self.accepted - self.refused

    @property
    def is_weighed(self) -> bool:
        """It is paid by weight."""
        return self.band_percent is not None

    @property
    def weighed(self) -> Weighed:
        """What it is weighed and paid by."""
        return Weighed(self.price, self.net, self.band_percent)


class Parcel(models.Model):
    """What went on its way at once."""

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    carrier = models.CharField(_("承运方"), max_length=40)
    tracking_number = models.CharField(_("运单号"), max_length=40, blank=True)
    at = models.DateTimeField(_("发货时间"))

    class Meta:
        verbose_name = _("包裹")

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}".strip()


class ParcelLine(models.Model):
    """How much of a line is in a parcel, and what it weighs where that is paid for."""

    pk = models.CompositePrimaryKey("order_id", "seq", "line")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("包裹"))
    line = models.PositiveSmallIntegerField(_("订单商品"))
    quantity = models.PositiveIntegerField(_("数量"))
    weight = models.DecimalField(_("重量（千克）"), max_digits=12, decimal_places=3, null=True, blank=True)

    class Meta:
        verbose_name = _("包裹商品")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="a_parcel_has_goods")]

    def __str__(self) -> str:
        return f"{self.line} {self.quantity}"


class Acceptance(models.Model):
    """What was accepted and refused of a line at once (验货), by whom; never edited.

    Its photographs are kept as files of `owner`.
    """

    pk = models.CompositePrimaryKey("order_id", "seq", "line")
    order_id = models.UUIDField(_("订单"))
    # The number of the step.
    seq = models.PositiveSmallIntegerField(_("序号"))
    line = models.PositiveSmallIntegerField(_("订单商品"))
    accepted = models.PositiveIntegerField(_("验收数量"))
    refused = models.PositiveIntegerField(_("未收数量"), db_default=0, default=0)
    reason = models.CharField(_("原因"), max_length=8, choices=Shortfall.choices, blank=True)
    weight = models.DecimalField(_("重量（千克）"), max_digits=12, decimal_places=3, null=True, blank=True)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    words = models.CharField(_("说明"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("验收记录")
        constraints = [
            models.CheckConstraint(condition=Q(accepted__gt=0) | Q(refused__gt=0), name="something_was_looked_at"),
            models.CheckConstraint(
                condition=Q(refused=0) | ~Q(reason=""),
                name="what_is_refused_has_a_reason",
                violation_error_message=_("少收的，请选择原因。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="acceptances_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.line} {self.accepted}"

    @property
    def owner(self) -> str:
        """What its photographs belong to."""
        return f"order-step:{self.order_id}:{self.seq}"


class Evaluation(models.Model):
    """What a buyer thinks of an order (评价); never edited."""

    order_id = models.UUIDField(_("订单"), primary_key=True)
    goods = models.PositiveSmallIntegerField(_("商品评分"))
    delivery = models.PositiveSmallIntegerField(_("物流评分"))
    service = models.PositiveSmallIntegerField(_("服务评分"))
    words = models.CharField(_("评价"), max_length=500, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账号"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("订单评价")
        constraints = [
            models.CheckConstraint(
                condition=Q(goods__range=(1, 5), delivery__range=(1, 5), service__range=(1, 5)),
                name="marks_are_from_one_to_five",
                violation_error_message=_("请评1至5分。"),
            )
        ]
        triggers = [pgtrigger.Protect(name="evaluations_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.order_id} {self.goods}"
