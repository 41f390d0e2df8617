"""One row per order number, as last known."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from nongcai.domain.transactions.rules import BY_COMPLETION, BY_ORDER, OUTSIDE


class BuyerKind(models.TextChoices):
    UNIT = "unit", _("预算单位")
    CONTRACTOR = "contractor", _("食堂承包方")
    UNION = "union", _("工会")
    ENTERPRISE = "enterprise", _("国有企业")
    INDIVIDUAL = "individual", _("个人")


class State(models.TextChoices):
    PLACED = "placed", _("待支付")
    PAID = "paid", _("待发货")
    SHIPPED = "shipped", _("待验收")
    COMPLETED = "completed", _("交易完成")
    PARTLY_REFUNDED = "partly_refunded", _("部分退款")
    REFUNDED = "refunded", _("全额退款")
    CANCELLED = "cancelled", _("已取消")


class YearBy(models.TextChoices):
    COMPLETED = BY_COMPLETION, _("完成时间")
    ORDERED = BY_ORDER, _("下单时间")


def _year(name: str) -> Func:
    template = "extract(year FROM %(expressions)s AT TIME ZONE 'Asia/Shanghai')::smallint"
    return Func(F(name), template=template, output_field=models.PositiveSmallIntegerField())


class TransactionQuerySet(models.QuerySet["Transaction"]):
    def counting(self) -> TransactionQuerySet:
        """Keep what counts: completed, also when partly refunded, and known whose it is."""
        return self.filter(
            state__in=(State.COMPLETED, State.PARTLY_REFUNDED),
            completed_at__isnull=False,
            unit_id__isnull=False,
        )

    def waiting(self) -> TransactionQuerySet:
        """Keep what would count if it were known whose it is; what is of another region waits for nobody."""
        would_count = self.filter(state__in=(State.COMPLETED, State.PARTLY_REFUNDED), completed_at__isnull=False)
        return would_count.filter(unit_id=None).exclude(rule=OUTSIDE)

    def outside(self) -> TransactionQuerySet:
        """Keep what finance found to be of another region."""
        return self.filter(unit_id=None, rule=OUTSIDE)


class Transaction(models.Model):
    """An order. `rule` says why it counts to `unit_id`; `as_of` is the export's time that the row was last known from.

    `year_by` is what the rule said when the order was recorded or corrected, `counts_in` the year that follows from it:
    never a later one than that of completion. Where individuals buy, no name is kept; `person_key` only tells how many
    persons there are.
    """

    order_no = models.CharField(_("订单编号"), max_length=64, primary_key=True)
    ordered_at = models.DateTimeField(_("下单时间"), null=True, blank=True)
    completed_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    buyer_kind = models.CharField(_("采购人账号类型"), max_length=12, choices=BuyerKind.choices)
    buyer_name = models.CharField(_("采购人名称"), max_length=128, blank=True)
    buyer_code = models.CharField(_("采购人统一社会信用代码"), max_length=32, blank=True)
    bound_unit_code = models.CharField(_("绑定单位编码"), max_length=32, blank=True)
    person_key = models.CharField(_("个人标记"), max_length=16, blank=True)
    supplier = models.CharField(_("供应商"), max_length=128, blank=True)
    origin_code = models.CharField(_("产地县代码"), max_length=12, blank=True)
    product = models.CharField(_("商品名称"), max_length=200, blank=True)
    category = models.CharField(_("品类"), max_length=64, blank=True)
    quantity = models.DecimalField(_("数量"), max_digits=14, decimal_places=3, null=True, blank=True)
    measure = models.CharField(_("计量单位"), max_length=16, blank=True)
    amount = models.DecimalField(_("订单金额（元）"), max_digits=16, decimal_places=2)
    refund = models.DecimalField(_("退款金额（元）"), max_digits=16, decimal_places=2, db_default=0)
    net = models.GeneratedField(
        expression=F("amount") - F("refund"),
        output_field=models.DecimalField(max_digits=16, decimal_places=2),
        db_persist=True,
        verbose_name=_("净额（元）"),
    )
    state = models.CharField(_("订单状态"), max_length=16, choices=State.choices)
    year_by = models.CharField(
        _("年度依据"), max_length=10, choices=YearBy.choices, db_default=YearBy.COMPLETED, default=YearBy.COMPLETED
    )
    counts_in = models.GeneratedField(
        expression=Case(
            # What is empty is passed over: without a moment of ordering, it is the year of completion.
            When(
                year_by=YearBy.ORDERED,
                completed_at__isnull=False,
                then=Least(_year("ordered_at"), _year("completed_at")),
            ),
            default=_year("completed_at"),
        ),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
        verbose_name=_("计入年度"),
    )
    unit_id = models.BigIntegerField(_("所属预算单位"), null=True, blank=True)
    rule = models.CharField(_("归属规则"), max_length=24, blank=True)
    origin = models.CharField(_("来源"), max_length=12)
    version = models.PositiveIntegerField(_("版本"), db_default=1, default=1)
    as_of = models.DateTimeField(_("导出时间"))
    corrected_at = models.DateTimeField(_("更正时间"), null=True, blank=True)
    import_run = models.BigIntegerField(_("导入批次"), null=True, blank=True)

    objects = TransactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("交易")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="order_amount_not_negative",
                violation_error_message=_("订单金额不能为负。"),
            ),
            models.CheckConstraint(
                condition=Q(refund__gte=0) & Q(refund__lte=F("amount")),
                name="refund_within_amount",
                violation_error_message=_("退款金额应在0和订单金额之间。"),
            ),
        ]
        indexes = [
            models.Index(fields=["unit_id", "-completed_at"], name="orders_of_a_unit"),
            models.Index(
                fields=["buyer_kind", "buyer_code", "buyer_name"],
                name="orders_waiting_for_a_unit",
                condition=Q(unit_id=None),
            ),
        ]

    def __str__(self) -> str:
        return self.order_no
