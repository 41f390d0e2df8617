"""What a unit buys again and again (常购清单)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.models.offer import Offer


class ReorderList(models.Model):
    """A list of a unit, shared by all who file or buy for it."""

    unit = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("清单名称"), max_length=40)
    created_at = models.DateTimeField(_("建立时间"))

    class Meta:
        verbose_name = _("常购清单")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="one_reorder_list_a_name",
                violation_error_message=_("本单位已有同名清单，请换一个名称。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReorderLine(models.Model):
    """An offer on a list, how many sale units are usual, and what one cost when it was put there."""

    list = models.ForeignKey(ReorderList, verbose_name=_("常购清单"), on_delete=models.CASCADE, related_name="lines")
    offer = models.ForeignKey(Offer, verbose_name=_("销售规格"), on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("常购数量"))
    price = models.DecimalField(_("加入时单价（元）"), max_digits=12, decimal_places=2)
    added_at = models.DateTimeField(_("加入时间"))

    class Meta:
        verbose_name = _("常购商品")
        constraints = [
            models.UniqueConstraint(fields=["list", "offer"], name="one_reorder_line_an_offer"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="a_reorder_line_is_for_something",
                violation_error_message=_("常购数量应大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.quantity}"
