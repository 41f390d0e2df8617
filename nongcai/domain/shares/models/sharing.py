"""Who eats at whose canteen in a year: named by the managing unit, acknowledged by its member."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.shares.states import SHARED_MEMBER_MACHINE, STANDING, SharedMemberAction, SharedMemberState


@pghistory.track()
class SharedMember(models.Model):
    """A unit that shares another's canteen (共用食堂成员).

    `named_…` tells who of the managing unit named it, empty where the member said so itself; `settled_…` who last
    acknowledged, objected, struck or left.
    """

    host = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("食堂管理单位"), on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("成员单位"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=12, choices=SharedMemberState.choices)
    named_at = models.DateTimeField(_("列入时间"), null=True, blank=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("列入人"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    named_label = models.CharField(_("列入人名称"), max_length=64, blank=True, db_default="", default="")
    settled_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("确认人"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    settled_label = models.CharField(_("确认人名称"), max_length=64, blank=True, db_default="", default="")
    words = models.CharField(_("意见"), max_length=300, blank=True, db_default="", default="")

    class Meta:
        verbose_name = _("共用食堂成员")
        constraints = [
            models.UniqueConstraint(fields=["host", "member", "year"], name="one_row_a_host_member_and_year"),
            models.UniqueConstraint(
                fields=["member", "year"],
                condition=Q(state__in=STANDING),
                name="one_host_a_member_and_year",
                violation_error_message=_("该单位本年度已列为其他单位的共用食堂成员。"),
            ),
            models.CheckConstraint(
                condition=~Q(host=F("member")),
                name="member_is_not_its_host",
                violation_error_message=_("共用食堂成员不能是管理单位自己。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=SharedMemberState.OBJECTED) | ~Q(words=""),
                name="objection_has_words",
                violation_error_message=_("提出异议时请写明理由。"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="shared_member_steps_are_permitted", field="state", transitions=SHARED_MEMBER_MACHINE.pairs
            ),
            pgtrigger.Protect(name="shared_members_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.member_id} -> {self.host_id}"

    @property
    def is_standing(self) -> bool:
        """Whether the member eats there, or is asked whether it does."""
        return self.state in STANDING

    @property
    def may_be_struck(self) -> bool:
        """Whether the managing unit may take the member off its list."""
        return SHARED_MEMBER_MACHINE.step(SharedMemberAction.STRIKE, self.state) is not None
