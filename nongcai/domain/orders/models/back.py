"""What goes back, and what a person has in the cart."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders.states import RETURN_MACHINE, ReturnState, Shortfall


class OrderReturn(models.Model):
    """Goods that were accepted and are to go back (退货): asked for, answered, taken."""

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    state = models.CharField(_("状态"), max_length=8, choices=ReturnState.choices)
    reason = models.CharField(_("原因"), max_length=8, choices=Shortfall.choices)
    words = models.CharField(_("说明"), max_length=500)
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("申请时间"))
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    taken_at = models.DateTimeField(_("收货时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("退货")
        triggers = [
            pgtrigger.FSM(name="return_steps_are_permitted", field="state", transitions=RETURN_MACHINE.pairs),
            pgtrigger.Protect(name="returns_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.seq}"

    @property
    def owner(self) -> str:
        """What its photographs belong to."""
        return f"order-return:{self.order_id}:{self.seq}"


class ReturnLine(models.Model):
    """How much of a line goes back."""

    pk = models.CompositePrimaryKey("order_id", "seq", "line")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("退货"))
    line = models.PositiveSmallIntegerField(_("订单商品"))
    quantity = models.PositiveIntegerField(_("数量"))

    class Meta:
        verbose_name = _("退货商品")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="something_goes_back")]

    def __str__(self) -> str:
        return f"{self.line} {self.quantity}"


class CartLine(models.Model):
    """An offer in the cart (采购车) of a person in a post, and what it cost when it was put there."""

    post = models.ForeignKey(
        "organisations.Membership", verbose_name=_("任职"), on_delete=models.CASCADE, related_name="+"
    )
    offer = models.ForeignKey("catalogue.Offer", verbose_name=_("销售规格"), on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("数量"))
    price = models.DecimalField(_("加入时单价（元）"), max_digits=12, decimal_places=2)
    added_at = models.DateTimeField(_("加入时间"))

    class Meta:
        verbose_name = _("采购车商品")
        constraints = [
            models.UniqueConstraint(fields=["post", "offer"], name="one_cart_line_an_offer"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="a_cart_line_is_for_something",
                violation_error_message=_("数量应大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.quantity}"
