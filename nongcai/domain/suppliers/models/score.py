"""What buyers thought of a supplier, reckoned from orders that they evaluated."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.suppliers.models.application import Supplier

MARK = (MinValueValidator(1), MaxValueValidator(5))


class Score(models.Model):
    """A supplier's score (综合评分) and its parts, from so many orders of so many buyers; recomputable from orders.

    A supplier of which nothing was evaluated has none.
    """

    supplier = models.OneToOneField(
        Supplier, verbose_name=_("供应商"), on_delete=models.CASCADE, primary_key=True, related_name="score"
    )
    value = models.DecimalField(_("综合评分"), max_digits=2, decimal_places=1, validators=MARK)
    goods = models.DecimalField(_("商品评分"), max_digits=2, decimal_places=1, validators=MARK)
    delivery = models.DecimalField(_("物流评分"), max_digits=2, decimal_places=1, validators=MARK)
    service = models.DecimalField(_("服务评分"), max_digits=2, decimal_places=1, validators=MARK)
    orders = models.PositiveIntegerField(_("评价订单数"))
    buyers = models.PositiveIntegerField(_("评价采购人数"))
    since = models.DateField(_("起算日期"))
    reckoned_at = models.DateTimeField(_("计算时间"))

    class Meta:
        verbose_name = _("供应商综合评分")
        constraints = [
            models.CheckConstraint(
                condition=Q(orders__gt=0, buyers__gt=0, buyers__lte=models.F("orders"), value__range=(1, 5)),
                name="a_score_is_of_orders",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.value}"
