"""Zones of the hall (专区): what they take, who curates them, what stands in them, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.models.product import Product
from nongcai.domain.catalogue.states import (
    RUNNING_ZONES,
    ZONE_ENTRY_MACHINE,
    ZONE_MACHINE,
    EntryAction,
    EntryState,
    ZoneKind,
    ZoneState,
)

if TYPE_CHECKING:
    from datetime import date


@pghistory.track(exclude=["order_version"])
class Zone(models.Model):
    """A part of the hall.

    What it takes: one of `certificates`, a price a kilogram from `low` to `high`, goods of one of `categories` (keys),
    from one of `counties` or of a `province`; what is empty asks nothing.

    `order_version` counts how often its order was changed, so that two who change it at once do not undo each other.
    """

    name = models.CharField(_("名称"), max_length=40, unique=True)
    kind = models.CharField(_("类型"), max_length=7, choices=ZoneKind.choices)
    words = models.TextField(_("介绍"), max_length=1000, blank=True, db_default="", default="")
    position = models.PositiveSmallIntegerField(_("次序"), db_default=0, default=0)
    certificates = ArrayField(
        models.CharField(max_length=8), verbose_name=_("须有认证之一"), db_default=[], default=list, blank=True
    )
    low = models.DecimalField(_("最低折算单价（元/千克）"), max_digits=12, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("最高折算单价（元/千克）"), max_digits=12, decimal_places=2, null=True, blank=True)
    categories = ArrayField(
        models.BigIntegerField(), verbose_name=_("商品分类"), db_default=[], default=list, blank=True
    )
    province = models.CharField(_("产地省"), max_length=2, blank=True, db_default="", default="")
    counties = ArrayField(
        models.CharField(max_length=6), verbose_name=_("产地县"), db_default=[], default=list, blank=True
    )
    capacity = models.PositiveIntegerField(_("最多商品数"), null=True, blank=True)
    opens_on = models.DateField(_("开放日期"))
    closes_on = models.DateField(_("结束日期"), null=True, blank=True)
    state = models.CharField(
        _("状态"),
        max_length=7,
        choices=ZoneState.choices,
        db_default=ZoneState.PLANNED.value,
        default=ZoneState.PLANNED,
    )
    order_version = models.PositiveIntegerField(_("顺序版本"), db_default=0, default=0)
    banner_alt = models.CharField(_("图片说明"), max_length=80, blank=True, db_default="", default="")
    banner_sha256 = models.CharField(_("图片摘要"), max_length=64, blank=True, db_default="", default="")

    class Meta:
        verbose_name = _("专区")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="a_zone_ends_after_it_begins",
                violation_error_message=_("结束日期不能早于开放日期。"),
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="a_zones_band_is_one",
                violation_error_message=_("最高单价不能低于最低单价。"),
            ),
            models.CheckConstraint(
                condition=Q(banner_sha256="") | ~Q(banner_alt=""),
                name="a_banner_has_words",
                violation_error_message=_("请为图片填写说明，供看不到图片的人阅读。"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="zone_steps_are_permitted", field="state", transitions=ZONE_MACHINE.pairs),
            pgtrigger.Protect(name="zones_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def banner(self) -> str:
        """What its picture's files belong to."""
        return f"zone-banner:{self.pk}"

    def takes_entries(self, on: date) -> bool:
        """Say whether goods may still apply on a day; they may before it opens."""
        return self.state in RUNNING_ZONES and (self.closes_on is None or on <= self.closes_on)

    def is_open(self, on: date) -> bool:
        """Say whether it shows on a day."""
        return self.opens_on <= on and self.takes_entries(on)


class ZoneCurator(models.Model):
    """Who of the platform curates a zone (专区管理人员); a zone without any is curated by all of the platform."""

    zone = models.ForeignKey(Zone, verbose_name=_("专区"), on_delete=models.CASCADE, related_name="curators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("专区管理人员")
        constraints = [models.UniqueConstraint(fields=["zone", "user"], name="one_curator_a_zone")]

    def __str__(self) -> str:
        return f"{self.zone_id} {self.user_id}"


class ZoneEntry(models.Model):
    """A product that applied to a zone (入选申请). `position` is its place in the curators' order, if it has one."""

    zone = models.ForeignKey(Zone, verbose_name=_("专区"), on_delete=models.PROTECT, related_name="entries")
    product = models.ForeignKey(Product, verbose_name=_("商品"), on_delete=models.PROTECT, related_name="zone_entries")
    state = models.CharField(
        _("状态"),
        max_length=9,
        choices=EntryState.choices,
        db_default=EntryState.APPLIED.value,
        default=EntryState.APPLIED,
    )
    position = models.PositiveIntegerField(_("顺序"), null=True, blank=True)
    changed_at = models.DateTimeField(_("办理时间"))

    class Meta:
        verbose_name = _("入选申请")
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "product"],
                name="one_entry_a_product",
                violation_error_message=_("该商品已报名本专区。"),
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True) | Q(state=EntryState.ADMITTED),
                name="only_what_stands_in_a_zone_has_a_place",
                violation_error_message=_("只有已入选的商品可以排序。"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="entry_steps_are_permitted", field="state", transitions=ZONE_ENTRY_MACHINE.pairs),
            pgtrigger.Protect(name="entries_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.zone_id} {self.product_id}"


class ZoneEntryStep(models.Model):
    """Who took which step with an application to a zone, and why; never edited."""

    entry = models.ForeignKey(ZoneEntry, verbose_name=_("入选申请"), on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(_("办理"), max_length=9, choices=EntryAction.choices)
    state = models.CharField(_("办理后状态"), max_length=9, choices=EntryState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128)
    words = models.CharField(_("说明"), max_length=500, blank=True, db_default="", default="")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("入选办理记录")
        constraints = [
            models.CheckConstraint(
                condition=~Q(action__in=[EntryAction.SEND_BACK, EntryAction.REMOVE]) | ~Q(words=""),
                name="an_entry_returns_with_words",
                violation_error_message=_("退回、移出时请写明原因。"),
            ),
        ]
        indexes = [models.Index(fields=["entry", "id"], name="steps_of_a_zone_entry")]
        triggers = [pgtrigger.Protect(name="zone_entry_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.action}"
