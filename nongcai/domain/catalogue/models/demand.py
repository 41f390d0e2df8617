"""What units will need (采购需求), and which suppliers could deliver it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.models.category import Category
from nongcai.domain.catalogue.models.product import Product
from nongcai.domain.catalogue.states import DemandUnit

if TYPE_CHECKING:
    from datetime import date


class Demand(models.Model):
    """What a unit will need, how much of it, from the first to the last day of some weeks, in its district.

    `phone` is there only when the unit gave one for this; who of the unit published it is not told.
    """

    unit = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        "regions.Region", verbose_name=_("配送区县（市）"), on_delete=models.PROTECT, related_name="+"
    )
    item = models.CharField(_("品名"), max_length=60)
    category = models.ForeignKey(
        Category, verbose_name=_("商品分类"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quantity = models.DecimalField(_("数量"), max_digits=12, decimal_places=3)
    measure = models.CharField(_("计量单位"), max_length=8, choices=DemandUnit.choices)
    since = models.DateField(_("起始周"))
    until = models.DateField(_("截止周"))
    remarks = models.CharField(_("备注"), max_length=500, blank=True, db_default="", default="")
    phone = models.CharField(_("联系电话"), max_length=20, blank=True, db_default="", default="")
    published_at = models.DateTimeField(_("发布时间"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("发布账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("关闭时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("采购需求")
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="a_demand_is_for_something",
                violation_error_message=_("数量应大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="a_demands_weeks_are_in_order",
                violation_error_message=_("截止周不能早于起始周。"),
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="demands_by_age"),
            models.Index(fields=["unit", "-published_at"], name="demands_of_a_unit"),
        ]
        triggers = [pgtrigger.Protect(name="demands_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.item

    def is_open(self, on: date) -> bool:
        """Say whether suppliers may still answer on a day."""
        return self.closed_at is None and on <= self.until


class DemandAnswer(models.Model):
    """That a supplier could deliver, with one of its listed products (可供应)."""

    demand = models.ForeignKey(Demand, verbose_name=_("采购需求"), on_delete=models.PROTECT, related_name="answers")
    supplier = models.ForeignKey(
        "suppliers.Supplier", verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="+"
    )
    product = models.ForeignKey(Product, verbose_name=_("商品"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("供应意向")
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "supplier"],
                name="one_answer_a_supplier",
                violation_error_message=_("已标注可供应，请刷新页面查看。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} {self.product_id}"
