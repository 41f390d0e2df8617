"""A standing order: the same goods on the same days of each week, what came of each, and when nothing is delivered."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders.states import STANDING_MACHINE, PayerKind, PaymentMode, Purpose, StandingState


class StandingOrder(models.Model):
    """What a canteen orders week by week (周期订单), for one unit.

    `user` and `post` are of whoever looked at it last: in whose name it orders. It orders from `places_from` on.
    """

    name = models.CharField(_("名称"), max_length=40)
    state = models.CharField(_("状态"), max_length=7, choices=StandingState.choices)
    buyer = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("采购人"), on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("下单账号"), on_delete=models.PROTECT, related_name="+"
    )
    post = models.ForeignKey(
        "organisations.Membership", verbose_name=_("任职"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("所属预算单位"), on_delete=models.PROTECT, related_name="+"
    )
    unit_name = models.CharField(_("所属预算单位名称"), max_length=128)
    purpose = models.CharField(_("用途"), max_length=8, choices=Purpose.choices)
    receiver = models.CharField(_("收货人"), max_length=40)
    phone = models.CharField(_("收货电话"), max_length=20)
    province = models.CharField(_("收货省份"), max_length=2)
    address = models.CharField(_("收货地址"), max_length=200)
    payment_mode = models.CharField(_("付款方式"), max_length=12, choices=PaymentMode.choices)
    payer_kind = models.CharField(_("付款主体"), max_length=12, choices=PayerKind.choices)
    invoice_title = models.CharField(_("发票抬头"), max_length=128)
    tax_number = models.CharField(_("纳税人识别号"), max_length=20, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)
    starts_on = models.DateField(_("起始日期"))
    ends_on = models.DateField(_("截止日期"))
    lead_days = models.PositiveSmallIntegerField(_("提前下单天数"))
    earliest = models.TimeField(_("送货时段开始"))
    latest = models.TimeField(_("送货时段结束"))
    rests_on_days_off = models.BooleanField(_("法定节假日和调休放假日暂停"), default=True)
    places_from = models.DateField(_("自何日起下单"))
    agreed_at = models.DateTimeField(_("核对时间"))
    steps = models.PositiveSmallIntegerField(_("办理次数"), default=0)

    class Meta:
        verbose_name = _("周期订单")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="a_standing_order_ends_after_it_starts",
                violation_error_message=_("止期不应早于起期。"),
            ),
            models.CheckConstraint(
                condition=Q(earliest__lt=F("latest")),
                name="a_window_of_delivery_is_open",
                violation_error_message=_("送货时段的开始时间应早于结束时间。"),
            ),
            models.CheckConstraint(
                condition=Q(lead_days__range=(1, 30)),
                name="a_standing_order_orders_before",
                violation_error_message=_("提前下单天数应为1至30天。"),
            ),
        ]
        indexes = [models.Index(fields=["buyer", "-id"], name="standing_orders_of_a_buyer")]
        triggers = [
            pgtrigger.FSM(name="standing_steps_are_permitted", field="state", transitions=STANDING_MACHINE.pairs),
            pgtrigger.Protect(name="standing_orders_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class StandingLine(models.Model):
    """So much of an offer on these days of the week, and what it cost when somebody looked at it last."""

    standing = models.ForeignKey(
        StandingOrder, verbose_name=_("周期订单"), on_delete=models.CASCADE, related_name="lines"
    )
    offer = models.ForeignKey("catalogue.Offer", verbose_name=_("销售规格"), on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("数量"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("送货日"))
    price = models.DecimalField(_("核对时单价（元）"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("周期订单商品")
        constraints = [
            models.UniqueConstraint(fields=["standing", "offer"], name="one_standing_line_an_offer"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, price__gt=0, weekdays__len__gt=0),
                name="a_standing_line_is_for_something",
                violation_error_message=_("数量应大于零，并至少选一个送货日。"),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7]), name="a_week_has_seven_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.quantity}"


class StandingBreak(models.Model):
    """A time in which nothing is delivered (停供时段), such as holidays of a school."""

    standing = models.ForeignKey(
        StandingOrder, verbose_name=_("周期订单"), on_delete=models.CASCADE, related_name="breaks"
    )
    first_on = models.DateField(_("停供起期"))
    last_on = models.DateField(_("停供止期"))
    words = models.CharField(_("原因"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("停供时段")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on")),
                name="a_break_ends_after_it_starts",
                violation_error_message=_("停供时段的止期不应早于起期。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_on}—{self.last_on}"


class StandingRun(models.Model):
    """What came of one supplier's goods of one delivery: an order, or why there is none.

    The key is what keeps it from being ordered twice. `reason` stays where it was ordered after all.
    """

    pk = models.CompositePrimaryKey("standing_id", "day", "supplier_id")
    standing_id = models.BigIntegerField(_("周期订单"))
    day = models.DateField(_("送货日"))
    supplier_id = models.BigIntegerField(_("供应商"))
    supplier_name = models.CharField(_("供应商名称"), max_length=128)
    order_id = models.UUIDField(_("订单"), null=True, blank=True)
    code = models.CharField(_("未下单原因代码"), max_length=40, blank=True)
    reason = models.CharField(_("未下单原因"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("周期下单记录")
        indexes = [
            models.Index(fields=["day"], name="standing_runs_without_order", condition=Q(order_id__isnull=True)),
        ]
        triggers = [pgtrigger.Protect(name="standing_runs_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.day} {self.supplier_name}"


class StandingStep(models.Model):
    """Who did what with a standing order; never edited."""

    pk = models.CompositePrimaryKey("standing_id", "seq")
    standing_id = models.BigIntegerField(_("周期订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    action = models.CharField(_("办理"), max_length=12)
    state = models.CharField(_("办理后状态"), max_length=7, choices=StandingState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账号"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    words = models.CharField(_("说明"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("周期订单办理记录")
        triggers = [pgtrigger.Protect(name="standing_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.standing_id} {self.action}"
