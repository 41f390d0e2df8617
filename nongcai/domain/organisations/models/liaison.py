"""Whom to call at an organisation, and who looked at a whole number."""

from __future__ import annotations

from datetime import date, timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.models.tree import Organisation, point_of
from nongcai.domain.organisations.rules import masked_number


@pghistory.track(exclude=["phone"])
class Liaison(models.Model):
    """Whom to call at an organisation (联络员), and from when to when: a post, never a person's name.

    One principal (A岗) stands at a time; a number that proved dead (号码失效) makes room for another.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="liaisons"
    )
    post = models.CharField(_("岗位"), max_length=40)
    phone = models.CharField(
        _("联系电话"),
        max_length=30,
        validators=[
            RegexValidator(
                r"^(1\d{10}|(0\d{2,3}-?)?\d{7,8}(-\d{1,5})?)$",
                _("联系电话应为11位手机号码，或带区号的固定电话（如0371-65801234），请核对。"),
            )
        ],
    )
    is_deputy = models.BooleanField(_("B岗"), db_default=False, default=False)
    period = DateRangeField(_("任期"))
    entered_by = models.CharField(_("登记人"), max_length=200)
    entered_at = models.DateTimeField(_("登记时间"))
    dead_at = models.DateTimeField(_("失效登记时间"), null=True, blank=True)
    dead_by = models.CharField(_("失效登记人"), max_length=200, blank=True, db_default="", default="")

    class Meta:
        verbose_name = _("联络员")
        constraints = [
            ExclusionConstraint(
                name="one_principal_at_a_time",
                expressions=[(point_of("organisation"), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
                condition=Q(is_deputy=False, dead_at__isnull=True),
                violation_error_message=_(
                    "该单位这段时间已有A岗联络员，请改填起止日期；号码有误的，请先登记号码失效。"
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation"], condition=Q(dead_at__isnull=False), name="liaison_number_dead")
        ]
        triggers = [pgtrigger.Protect(name="liaisons_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.post}"

    @property
    def masked_phone(self) -> str:
        """The number as everybody sees it."""
        return masked_number(self.phone)

    @property
    def duty(self) -> str:
        """Principal or deputy, as officials say."""
        return "B岗" if self.is_deputy else "A岗"

    @property
    def last_day(self) -> date | None:
        """The last day, None while it has no end."""
        upper: date | None = self.period.upper
        return upper - timedelta(days=1) if upper else None


class NumberLook(models.Model):
    """Who looked at a whole telephone number (查看完整号码), when and what for; never edited.

    It is an entry's of the contact list, or one that an organisation gave for something, which `about` names.
    """

    liaison = models.ForeignKey(
        Liaison, verbose_name=_("联络员"), on_delete=models.PROTECT, null=True, blank=True, related_name="looks"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    about = models.CharField(_("事项"), max_length=100, blank=True, db_default="", default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账号"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    by_label = models.CharField(_("查看人"), max_length=200)
    purpose = models.CharField(_("用途"), max_length=60)
    at = models.DateTimeField(_("查看时间"))

    class Meta:
        verbose_name = _("号码查看记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(liaison__isnull=True) ^ Q(organisation__isnull=True),
                name="a_look_is_at_one_number",
                violation_error_message=_("查看记录须写明一个单位的一个号码。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="looks_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.liaison_id or self.organisation_id} {self.by_label}"

    @property
    def whose(self) -> Organisation:
        """The organisation whose number it is."""
        found = self.liaison.organisation if self.liaison else self.organisation
        if found is None:
            raise TypeError(self)
        return found

    @property
    def what(self) -> str:
        """For which post, or for what, the number stands."""
        return self.liaison.post if self.liaison else self.about
