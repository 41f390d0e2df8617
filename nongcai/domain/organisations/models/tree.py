"""Organisations, their yearly directory, their dated tree and relations, and memberships."""

from __future__ import annotations

from datetime import date, timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.natures import UnitNature
from nongcai.domain.organisations.roles import OFFICERS, TRADING, BuyerKind, OrganisationKind, Role


def point_of(name: str) -> Func:
    """Return a key as a range of one value."""
    # Equality written as a one-value range: no btree_gist on every build (house.md 12).
    return Func(F(name), F(name), Value("[]"), function="int8range")


def _alone() -> Case:
    # An officer's row overlaps with any, another only with itself. A row without a key yet is none of those there.
    key = Coalesce(F("id"), Value(-1))
    anything = Func(Value(None), Value(None), function="int8range", output_field=BigIntegerRangeField())
    itself = Func(key, key, Value("[]"), function="int8range", output_field=BigIntegerRangeField())
    return Case(When(role__in=sorted(OFFICERS), then=anything), default=itself)


class CanteenKind(models.TextChoices):
    OWN = "own", _("自有食堂")
    OUTSOURCED = "outsourced", _("外包食堂")
    SHARED = "shared", _("共用食堂")
    NONE = "none", _("无食堂")


@pghistory.track()
class Organisation(models.Model):
    """A finance department, a budget unit, a body that buys for one, or one of the market's."""

    kind = models.CharField(_("类别"), max_length=12, choices=OrganisationKind.choices)
    region = models.ForeignKey("regions.Region", verbose_name=_("区划"), on_delete=models.PROTECT)
    name = models.CharField(_("名称"), max_length=128)
    short_name = models.CharField(_("规范化简称"), max_length=64, blank=True)
    unit_code = models.CharField(_("单位编码"), max_length=32, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=32, blank=True)
    official_order = models.PositiveIntegerField(_("机构排序"), db_default=0, default=0)
    is_ranked = models.BooleanField(_("参加排名"), db_default=True, default=True)
    is_sensitive = models.BooleanField(_("涉敏单位"), db_default=False, default=False)
    closed_on = models.DateField(_("停用日期"), null=True, blank=True)
    created_at = models.DateTimeField(_("建立时间"))

    class Meta:
        verbose_name = _("组织")
        constraints = [
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(kind="finance"),
                name="one_finance_node_a_region",
                violation_error_message=_("该区划已有财政部门。"),
            ),
        ]
        indexes = [
            models.Index(fields=["credit_code"], name="organisation_by_credit_code"),
            models.Index(fields=["region", "unit_code"], name="organisation_by_unit_code"),
            models.Index(fields=["name"], name="organisation_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


@pghistory.track()
class Listing(models.Model):
    """A unit's line in the yearly directory (预算单位名录): who owes a filing that year, under which code and name."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="listings"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    region = models.ForeignKey("regions.Region", verbose_name=_("区划"), on_delete=models.PROTECT)
    code = models.CharField(_("单位编码"), max_length=32)
    name = models.CharField(_("名称"), max_length=128)
    level = models.PositiveSmallIntegerField(_("预算级次"))
    canteen = models.CharField(_("食堂情况"), max_length=10, choices=CanteenKind.choices)
    union_members = models.PositiveIntegerField(_("工会会员人数"), db_default=0, default=0)
    nature = models.CharField(_("单位性质"), max_length=16, choices=UnitNature.choices, blank=True, db_default="")

    class Meta:
        verbose_name = _("名录")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year", "code"],
                name="one_listing_a_code_and_year",
                violation_error_message=_("该年度名录中已有此单位编码。"),
            ),
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="one_listing_a_unit_and_year",
                violation_error_message=_("该单位已列入该年度名录。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"


class ListingCount(models.Model):
    """How many listed units stand under a finance node in a year; recomputable."""

    node = models.ForeignKey(Organisation, verbose_name=_("财政部门"), on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField(_("年度"))
    due = models.PositiveIntegerField(_("应填报单位数"))

    class Meta:
        verbose_name = _("名录汇总")
        constraints = [models.UniqueConstraint(fields=["node", "year"], name="one_listing_count_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.due}"


@pghistory.track()
class Placement(models.Model):
    """Where an organisation stands in the tree, and when.

    `path` holds the ids from the root down to itself, each followed by a dot; `home_path` is the path of the
    nearest finance node, its own for a finance node.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("组织"), on_delete=models.PROTECT, related_name="placements"
    )
    parent = models.ForeignKey(
        Organisation,
        verbose_name=_("上级"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="child_placements",
    )
    path = models.CharField(_("路径"), max_length=200)
    home_path = models.CharField(_("财政部门路径"), max_length=200)
    period = DateRangeField(_("期间"))

    class Meta:
        verbose_name = _("隶属关系")
        constraints = [
            ExclusionConstraint(
                name="one_placement_at_a_time",
                expressions=[(point_of("organisation"), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("该单位在同一时间已有上级单位。"),
            ),
        ]
        indexes = [
            models.Index(fields=["path"], name="placement_by_path", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["home_path"], name="placement_by_home"),
        ]

    def __str__(self) -> str:
        return self.path


class RelationKind(models.TextChoices):
    CONTRACTOR = "contractor", _("食堂承包方")
    UNION = "union", _("工会")
    ENTERPRISE = "enterprise", _("国有企业")
    OTHER = "other", _("其他采购人")
    SHARED_CANTEEN = "shared_canteen", _("共用食堂")


@pghistory.track()
class Relation(models.Model):
    """A typed, dated relation: `other` buys for `unit`, or manages the canteen that `unit` shares.

    `ends_on` is the last day of a contract. The relation stands until it is ended: what was ordered before that day
    counts to the unit when it completes later.
    """

    kind = models.CharField(_("关系"), max_length=16, choices=RelationKind.choices)
    unit = models.ForeignKey(Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(
        Organisation, verbose_name=_("对方"), on_delete=models.PROTECT, related_name="relations_of_other"
    )
    period = DateRangeField(_("期间"))
    ends_on = models.DateField(_("合同截止日"), null=True, blank=True)

    class Meta:
        verbose_name = _("关系")
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit=F("other")),
                name="relation_between_two",
                violation_error_message=_("单位不能与自身建立关系。"),
            ),
            models.UniqueConstraint(fields=["kind", "unit", "other", "period"], name="one_relation_of_a_kind"),
        ]
        indexes = [GistIndex(fields=["period"], name="relation_by_period")]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.other_id}"


@pghistory.track()
class Membership(models.Model):
    """Whom a person may act for, as what, and when; a deputy (AB岗) until a day.

    Who trades (采购人交易) acts for a body that may stand outside the tree; `buys_for` is whose purchases they are.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("组织"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("角色"), max_length=12, choices=Role.choices)
    asked_role = models.CharField(
        _("申请的角色"), max_length=12, choices=Role.choices, blank=True, db_default="", default=""
    )
    period = DateRangeField(_("任期"))
    may_sign = models.BooleanField(_("签发权"), db_default=False, default=False)
    is_deputy = models.BooleanField(_("代理"), db_default=False, default=False)
    buys_for = models.ForeignKey(
        Organisation,
        verbose_name=_("计入单位"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="buyers",
    )

    class Meta:
        verbose_name = _("任职")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "buys_for"],
                name="one_membership_a_role_and_unit",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(TRADING), buys_for__isnull=False)
                | (~Q(role__in=sorted(TRADING)) & Q(buys_for__isnull=True)),
                name="a_buyer_buys_for_a_unit",
                violation_error_message=_("采购人交易账号须写明计入单位，其他账号不写。"),
            ),
            models.CheckConstraint(
                condition=Q(asked_role="") | Q(role=Role.AWAITING),
                name="a_role_is_asked_for_while_awaited",
                violation_error_message=_("已授予角色的任职不再有申请的角色。"),
            ),
            ExclusionConstraint(
                name="officers_hold_no_other_post",
                expressions=[
                    (point_of("user"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                    (_alone(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("系统管理员、安全管理员、安全审计员不得互相兼任，也不得兼任其他岗位。"),
            ),
            models.CheckConstraint(
                condition=Q(is_deputy=False) | Q(period__upper_inf=False),
                name="a_deputy_acts_until_a_day",
                violation_error_message=_("代理须有截止日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"

    @property
    def place_id(self) -> int:
        """Where in the tree the post is kept: a buyer's at the unit its purchases count to."""
        return self.buys_for_id or self.organisation_id

    @property
    def last_day(self) -> date | None:
        """The last day of the post, None while it has no end."""
        upper: date | None = self.period.upper
        return upper - timedelta(days=1) if upper else None

    @property
    def buyer_kind(self) -> str:
        """As what a buyer buys, in Chinese; empty for other posts."""
        if self.buys_for_id is None:
            return ""
        kind = self.organisation.kind if self.organisation.kind in BuyerKind else BuyerKind.CANTEEN
        return str(BuyerKind(kind).label)
