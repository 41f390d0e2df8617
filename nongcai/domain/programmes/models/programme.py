"""A year's programme: its windows and words, and what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes.models.shapes import dated, documented, kept_once_published
from nongcai.domain.programmes.rules import COUNTED_WHEN, LAPSES_AFTER_DAYS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Mode(models.TextChoices):
    SELF_FILED = "self_filed", _("自填模式")
    RECONCILED = "reconciled", _("对账模式")


class YearBy(models.TextChoices):
    COMPLETED = "completed", _("完成时间")
    ORDERED = "ordered", _("下单时间")


def _in_order(name: str, first: str, last: str, message: StrOrPromise) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__lte": F(last)}),
        name=name,
        violation_error_message=message,
    )


@pghistory.track()
class Programme(models.Model):
    """A year's windows and words in a region. Lower regions without one of their own go by it."""

    region = models.ForeignKey("regions.Region", verbose_name=_("适用区划"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("名称"), max_length=100)
    zone_name = models.CharField(_("地区称谓"), max_length=20)
    leading_count = models.PositiveSmallIntegerField(_("排名列名数"), db_default=4, default=4)
    files_from = models.DateField(_("填报开始"), null=True, blank=True)
    files_due = models.DateField(_("填报截止"), null=True, blank=True)
    finish_by = models.DateField(_("采购完成期限"), null=True, blank=True)
    mode = models.CharField(_("填报方式"), max_length=12, choices=Mode.choices, db_default=Mode.RECONCILED)
    endorse_due = models.DateField(_("主管单位确认截止"), null=True, blank=True)
    confirm_due = models.DateField(_("财政部门确认截止"), null=True, blank=True)
    report_due = models.DateField(_("汇总上报截止"), null=True, blank=True)
    moves_to_workday = models.BooleanField(_("截止日遇休息日顺延"), db_default=False, default=False)
    has_second_review = models.BooleanField(_("实行二级单位审核"), db_default=False, default=False)
    needs_scan = models.BooleanField(_("确认前须上传填报表扫描件"), db_default=False, default=False)
    document = models.CharField(_("依据文件"), max_length=120)
    published_at = models.DateTimeField(_("启用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("年度方案")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year"],
                name="one_programme_a_region_and_year",
                violation_error_message=_("该区划已有这一年度的方案。"),
            ),
            documented("programme_names_its_document"),
            models.CheckConstraint(
                condition=Q(leading_count__gte=1),
                name="ranking_names_somebody",
                violation_error_message=_("排名列名数至少为1。"),
            ),
            models.CheckConstraint(
                condition=Q(files_from__isnull=True) | Q(files_due__isnull=True) | Q(files_from__lte=F("files_due")),
                name="filing_opens_before_it_is_due",
                violation_error_message=_("填报开始不能晚于填报截止。"),
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.RECONCILED)
                | Q(published_at__isnull=True)
                | Q(files_from__isnull=False, files_due__isnull=False),
                name="self_filing_has_its_window",
                violation_error_message=_("自填模式应填写填报开始日和截止日。"),
            ),
            _in_order(
                "endorsing_ends_after_filing", "files_due", "endorse_due", _("主管单位确认截止不能早于填报截止。")
            ),
            _in_order(
                "confirming_ends_after_endorsing",
                "endorse_due",
                "confirm_due",
                _("财政部门确认截止不能早于主管单位确认截止。"),
            ),
            _in_order(
                "reporting_ends_after_confirming",
                "confirm_due",
                "report_due",
                _("汇总上报截止不能早于财政部门确认截止。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


class CountedFact(models.TextChoices):
    """What may have to be done with an order of the own hall before it counts."""

    PAID = "paid", _("付清货款")
    GOODS = "goods", _("验货")
    INVOICE = "invoice", _("验票")
    EVALUATED = "evaluated", _("评价")


class CountingRule(models.Model):
    """Which orders count as purchases, in which year, with what amount; reports print `text`.

    An order of the own hall counts when all that it `needs` is there. Goods that nobody looks at are accepted by
    themselves `accepts_after_days` after the last parcel; without a number they are not. A draft binds nobody.
    """

    region = models.ForeignKey("regions.Region", verbose_name=_("适用区划"), on_delete=models.PROTECT)
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("终止年度"), null=True, blank=True)
    year_by = models.CharField(_("年度依据"), max_length=10, choices=YearBy.choices)
    needs = ArrayField(
        models.CharField(max_length=10, choices=CountedFact.choices),
        verbose_name=_("计入所需环节"),
        blank=True,  # so that the constraint says what is missing
        db_default=list(COUNTED_WHEN),
    )
    accepts_after_days = models.PositiveSmallIntegerField(
        _("自动验收天数"), null=True, blank=True, db_default=15, default=15
    )
    document = models.CharField(_("依据文件"), max_length=120)
    paragraph = models.CharField(_("段落"), max_length=60, blank=True)
    text = models.CharField(_("内容"), max_length=300)
    published_at = models.DateTimeField(_("启用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("计入口径")
        constraints = [
            dated("counting_years_in_order"),
            documented("counting_names_its_document"),
            models.CheckConstraint(
                condition=~Q(needs=[]),
                name="an_order_counts_by_something",
                violation_error_message=_("请选择订单计入所需的环节。"),
            ),
            models.CheckConstraint(
                condition=Q(accepts_after_days__isnull=True) | Q(accepts_after_days__gte=1),
                name="goods_are_looked_at_for_a_day",
                violation_error_message=_("自动验收天数至少1日；不自动验收的，留空。"),
            ),
        ]
        triggers = kept_once_published(
            *("region", "first_year", "needs", "year_by", "accepts_after_days", "document", "paragraph", "text")
        )

    def __str__(self) -> str:
        return self.text

    @property
    def needs_in_words(self) -> list[str]:
        """What an order needs to count, in the order in which it mostly comes."""
        return [str(fact.label) for fact in CountedFact if fact in self.needs]


# Each of them is a day at least; only putting off may be none.
_TERMS = ("goods_first_days", "longest_days", "pay_first_days", "inspection_days", "check_days", "refund_days")


class PaymentRule(models.Model):
    """Within how many days orders are to be paid, and exceptions settled; it may only shorten what the law says.

    Days are calendar days, but for `check_days` and `refund_days`: workdays. An order whose contract nobody signs
    within `lapses_after_days` comes to nothing. A draft binds nobody.
    """

    region = models.ForeignKey("regions.Region", verbose_name=_("适用区划"), on_delete=models.PROTECT)
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("终止年度"), null=True, blank=True)
    goods_first_days = models.PositiveSmallIntegerField(_("先货后款付款期限（日）"))
    longest_days = models.PositiveSmallIntegerField(_("合同另行约定的最长期限（日）"))
    pay_first_days = models.PositiveSmallIntegerField(_("先款后货付款期限（日）"))
    extension_days = models.PositiveSmallIntegerField(_("延迟付款（日）"))
    inspection_days = models.PositiveSmallIntegerField(_("检验期限（日）"))
    check_days = models.PositiveSmallIntegerField(_("核查期限（工作日）"))
    refund_days = models.PositiveSmallIntegerField(_("退款期限（工作日）"))
    lapses_after_days = models.PositiveSmallIntegerField(
        _("未签约自动取消期限（日）"), db_default=LAPSES_AFTER_DAYS, default=LAPSES_AFTER_DAYS
    )
    document = models.CharField(_("依据文件"), max_length=120)
    paragraph = models.CharField(_("段落"), max_length=60, blank=True)
    text = models.CharField(_("内容"), max_length=300)
    published_at = models.DateTimeField(_("启用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("付款期限")
        constraints = [
            dated("payment_years_in_order"),
            documented("payment_names_its_document"),
            models.CheckConstraint(
                condition=Q(goods_first_days__lte=30, longest_days__lte=60),
                name="payment_within_the_law",
                violation_error_message=_("付款期限不得超过自交付之日起30日，合同另有约定的最长60日。"),
            ),
            models.CheckConstraint(
                condition=Q(lapses_after_days__gte=1),
                name="an_order_lapses_after_a_day",
                violation_error_message=_("未签约自动取消期限至少1日。"),
            ),
            models.CheckConstraint(
                condition=Q(**{f"{name}__gte": 1 for name in _TERMS}),
                name="a_term_of_paying_is_a_day",
                violation_error_message=_("付款、检验、核查、退款的期限各至少1日；只有延迟付款可以为0。"),
            ),
        ]
        triggers = kept_once_published(
            *("region", "first_year", *_TERMS, "extension_days", "lapses_after_days", "document", "paragraph", "text")
        )

    def __str__(self) -> str:
        return self.text


class UnrankedOrgan(models.Model):
    """Words in the full name of a body that is counted but never ranked."""

    words = models.CharField(_("名称字样"), max_length=40, unique=True)
    ground = models.CharField(_("理由"), max_length=60)

    class Meta:
        verbose_name = _("不参加排名的机关")

    def __str__(self) -> str:
        return self.words
