"""A year's programme, and the dated rules of each layer; each names its document and paragraph."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes.rules import AT_LEAST, AT_MOST


class Subject(models.TextChoices):
    CANTEEN_MINIMUM = "canteen_minimum", _("食堂预留比例下限")
    CANTEEN_ENCOURAGED = "canteen_encouraged", _("食堂预留鼓励比例")
    NO_CANTEEN = "no_canteen", _("无食堂")
    SHARED_CANTEEN = "shared_canteen", _("共用食堂")
    OUTSOURCED_CANTEEN = "outsourced_canteen", _("食堂外包")
    REORGANISED_UNIT = "reorganised_unit", _("单位合并、撤销、更名")
    REVIEW = "review", _("审核把关")
    UNION_MINIMUM = "union_minimum", _("工会采购标准")
    INDIVIDUAL = "individual", _("职工个人采购")
    ENTERPRISE = "enterprise", _("国有企业采购")
    COUNTED = "counted", _("计入条件")
    FILING_DUE = "filing_due", _("填报期限")
    FINISH_BY = "finish_by", _("完成期限")
    ASSESSED = "assessed", _("考评内容")


class Base(models.TextChoices):
    CANTEEN_TOTAL = "canteen_total", _("年度食堂食材采购总额")
    MEMBER = "member", _("每名工会会员每年")
    WELFARE_TOTAL = "welfare_total", _("年度福利总额")


class Operator(models.TextChoices):
    AT_LEAST = AT_LEAST, _("不低于")
    AT_MOST = AT_MOST, _("不超过")


class Measure(models.TextChoices):
    PERCENT = "percent", _("%")
    YUAN = "yuan", _("元")


class Strength(models.TextChoices):
    MUST = "must", _("应当")
    PRINCIPLE = "principle", _("原则上")
    ENCOURAGED = "encouraged", _("鼓励")
    STRIVE = "strive", _("力争")


class YearBy(models.TextChoices):
    COMPLETED = "completed", _("完成时间")
    ORDERED = "ordered", _("下单时间")


def _dated(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
        name=name,
        violation_error_message=_("终止年度不能早于起始年度。"),
    )


def _documented(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(document=""), name=name, violation_error_message=_("请填写依据文件。"))


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
    document = models.CharField(_("依据文件"), max_length=120)

    class Meta:
        verbose_name = _("年度方案")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year"],
                name="one_programme_a_region_and_year",
                violation_error_message=_("该区划已有这一年度的方案。"),
            ),
            _documented("programme_names_its_document"),
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
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


@pghistory.track()
class Rule(models.Model):
    """One sentence of a document, for the years in which it holds.

    A rule with a number says what is compared with what; one without is followed by people and shown to them.
    Rules of one layer, subject and `group` are alternatives (或); groups add up (且).
    """

    region = models.ForeignKey("regions.Region", verbose_name=_("适用区划"), on_delete=models.PROTECT)
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("终止年度"), null=True, blank=True)
    subject = models.CharField(_("事项"), max_length=20, choices=Subject.choices)
    group = models.PositiveSmallIntegerField(_("组别"), db_default=1, default=1)
    base = models.CharField(_("计算基数"), max_length=16, choices=Base.choices, blank=True)
    operator = models.CharField(_("比较"), max_length=8, choices=Operator.choices, blank=True)
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("计量单位"), max_length=8, choices=Measure.choices, blank=True)
    strength = models.CharField(_("强度"), max_length=10, choices=Strength.choices)
    condition = models.CharField(_("适用情形"), max_length=60, blank=True)
    document = models.CharField(_("依据文件"), max_length=120)
    paragraph = models.CharField(_("段落"), max_length=60, blank=True)
    text = models.CharField(_("内容"), max_length=300)

    class Meta:
        verbose_name = _("规则")
        constraints = [
            _dated("rule_years_in_order"),
            _documented("rule_names_its_document"),
            models.CheckConstraint(
                condition=Q(value__isnull=True, base="", operator="", measure="")
                | (Q(value__isnull=False) & ~Q(base="") & ~Q(operator="") & ~Q(measure="")),
                name="rule_number_is_complete",
                violation_error_message=_("数值、计算基数、比较和计量单位应同时填写或同时留空。"),
            ),
            models.CheckConstraint(
                condition=~Q(measure="percent") | Q(value__range=(0, 100)),
                name="rule_percent_within_hundred",
                violation_error_message=_("百分比应在0和100之间。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class CountingRule(models.Model):
    """Which orders count as purchases, in which year, with what amount; reports print `text`."""

    region = models.ForeignKey("regions.Region", verbose_name=_("适用区划"), on_delete=models.PROTECT)
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("终止年度"), null=True, blank=True)
    states = ArrayField(models.CharField(max_length=16), verbose_name=_("计入的订单状态"))
    year_by = models.CharField(_("年度依据"), max_length=10, choices=YearBy.choices)
    is_net = models.BooleanField(_("扣除退款"))
    document = models.CharField(_("依据文件"), max_length=120)
    paragraph = models.CharField(_("段落"), max_length=60, blank=True)
    text = models.CharField(_("内容"), max_length=300)

    class Meta:
        verbose_name = _("计入口径")
        constraints = [_dated("counting_years_in_order"), _documented("counting_names_its_document")]

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
