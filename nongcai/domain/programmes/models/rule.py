"""Rules, each a sentence of a document, and whose produce goes first."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes.models.shapes import dated, documented, kept_once_published
from nongcai.domain.programmes.rules import AT_LEAST, AT_MOST, PERCENT, YUAN

# What a published rule says stays; only its last year may still be set.
_WORDS = (
    "region", "organisation", "first_year", "subject", "group", "base", "operator", "value", "measure", "strength",
    "applies_to", "condition", "document", "paragraph", "text",
)  # fmt: skip


class Subject(models.TextChoices):
    CANTEEN_MINIMUM = "canteen_minimum", _("食堂预留比例下限")
    CANTEEN_ENCOURAGED = "canteen_encouraged", _("食堂预留鼓励比例")
    NO_CANTEEN = "no_canteen", _("无食堂")
    SHARED_CANTEEN = "shared_canteen", _("共用食堂")
    OUTSOURCED_CANTEEN = "outsourced_canteen", _("食堂外包")
    REORGANISED_UNIT = "reorganised_unit", _("单位合并、撤销、更名")
    REVIEW = "review", _("审核把关")
    UNION_MINIMUM = "union_minimum", _("工会采购标准")
    UNION_MAXIMUM = "union_maximum", _("工会采购上限")
    LAST_YEAR = "last_year", _("不低于上年")
    NO_CANTEEN_UNION = "no_canteen_union", _("无食堂单位的工会采购")
    INDIVIDUAL = "individual", _("职工个人采购")
    ENTERPRISE = "enterprise", _("国有企业采购")
    COUNTED = "counted", _("计入条件")
    FILING_DUE = "filing_due", _("填报期限")
    FINISH_BY = "finish_by", _("完成期限")
    ASSESSED = "assessed", _("考评内容")


class Base(models.TextChoices):
    CANTEEN_TOTAL = "canteen_total", _("年度食堂食材采购总额")
    FARM_TOTAL = "farm_total", _("年度农副产品采购总额")
    CANTEEN_AND_UNION = "canteen_and_union", _("食堂食材采购总额与工会采购需求之和")
    MEMBER = "member", _("每名工会会员每年")
    WELFARE_TOTAL = "welfare_total", _("年度福利总额")
    UNION_FUNDS = "union_funds", _("年度工会经费")
    GIFT_TOTAL = "gift_total", _("年度工会慰问品支出")
    RESERVED_LAST_YEAR = "reserved_last_year", _("上年预留份额")


class Condition(models.TextChoices):
    """Whom a rule concerns; empty means everybody."""

    HAS_CANTEEN = "has_canteen", _("有食堂的单位")
    NO_CANTEEN = "no_canteen", _("无食堂的单位")
    HAS_UNION_FUNDS = "has_union_funds", _("有独立工会经费的单位")
    IS_ENTERPRISE = "is_enterprise", _("国有企业")


class Operator(models.TextChoices):
    AT_LEAST = AT_LEAST, _("不低于")
    AT_MOST = AT_MOST, _("不超过")


class Measure(models.TextChoices):
    PERCENT = PERCENT, _("%")
    YUAN = YUAN, _("元")


class Strength(models.TextChoices):
    MUST = "must", _("应当")
    PRINCIPLE = "principle", _("原则上")
    ENCOURAGED = "encouraged", _("鼓励")
    STRIVE = "strive", _("力争")


@pghistory.track()
class Rule(models.Model):
    """One sentence of a document, for the years in which it holds.

    A rule with a number says what is compared with what; one without is followed by people and shown to them.
    Rules of one document, subject and `group` are alternatives (或); groups and documents add up (且). With an
    `organisation` it is that department's own, for the units below it. A draft (`published_at` is None) binds nobody.
    """

    region = models.ForeignKey("regions.Region", verbose_name=_("适用区划"), on_delete=models.PROTECT)
    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("适用部门"), on_delete=models.PROTECT, null=True, blank=True
    )
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("终止年度"), null=True, blank=True)
    subject = models.CharField(_("事项"), max_length=20, choices=Subject.choices)
    group = models.PositiveSmallIntegerField(_("组别"), db_default=1, default=1)
    base = models.CharField(_("计算基数"), max_length=20, choices=Base.choices, blank=True)
    operator = models.CharField(_("比较"), max_length=8, choices=Operator.choices, blank=True)
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("计量单位"), max_length=8, choices=Measure.choices, blank=True)
    strength = models.CharField(_("强度"), max_length=10, choices=Strength.choices)
    applies_to = models.CharField(_("适用对象"), max_length=16, choices=Condition.choices, blank=True, db_default="")
    condition = models.CharField(_("适用情形"), max_length=60, blank=True)
    document = models.CharField(_("依据文件"), max_length=120)
    paragraph = models.CharField(_("段落"), max_length=60, blank=True)
    text = models.CharField(_("内容"), max_length=300)
    published_at = models.DateTimeField(_("启用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("规则")
        constraints = [
            dated("rule_years_in_order"),
            documented("rule_names_its_document"),
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
        triggers = kept_once_published(*_WORDS)

    def __str__(self) -> str:
        return self.text


class OriginPreference(models.Model):
    """Counties whose produce a document puts first (优先): a label and a statistic, never a gate."""

    region = models.ForeignKey("regions.Region", verbose_name=_("适用区划"), on_delete=models.PROTECT)
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("终止年度"), null=True, blank=True)
    label = models.CharField(_("称谓"), max_length=40)
    area_codes = ArrayField(models.CharField(max_length=6), verbose_name=_("地区代码"))
    document = models.CharField(_("依据文件"), max_length=120)
    paragraph = models.CharField(_("段落"), max_length=60, blank=True)
    text = models.CharField(_("内容"), max_length=300)

    class Meta:
        verbose_name = _("优先产地")
        constraints = [dated("preference_years_in_order"), documented("preference_names_its_document")]

    def __str__(self) -> str:
        return self.label
