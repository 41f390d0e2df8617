"""A signed letter of reminder (提示函), frozen figures included, and who took which step."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.urging.states import LETTER_MACHINE, WRITING, LetterAction, LetterState


@pghistory.track()
class Letter(models.Model):
    """A letter of a finance department to a supervising unit or to a finance department right below.

    `units` are those whom it is about, by id; `rows` is what stands in its table: name, step, last day.
    """

    node = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("发函部门"), on_delete=models.PROTECT, related_name="+"
    )
    addressee = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("收函单位"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("标题"), max_length=120)
    text = models.TextField(_("正文"), max_length=5000)
    contact = models.CharField(_("联系方式"), max_length=60, blank=True, db_default="")
    act_by = models.DateField(_("办理期限"))
    units = models.JSONField(_("所涉单位"))
    rows = models.JSONField(_("名单"), blank=True)
    number = models.CharField(_("发文字号"), max_length=60, blank=True, db_default="")
    dated_on = models.DateField(_("成文日期"), null=True, blank=True)
    notice_number = models.CharField(_("列入的通报"), max_length=60, blank=True, db_default="")
    state = models.CharField(_("状态"), max_length=10, choices=LetterState.choices)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("拟稿人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    drafted_at = models.DateTimeField(_("拟稿时间"))

    class Meta:
        verbose_name = _("提示函")
        constraints = [
            models.UniqueConstraint(
                fields=["node", "number"],
                condition=~Q(number=""),
                name="one_letter_a_number",
                violation_error_message=_("本部门已用过此发文字号。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(LetterState.NUMBERED, LetterState.ISSUED, LetterState.RECEIVED))
                | (~Q(number="") & Q(dated_on__isnull=False)),
                name="a_letter_that_goes_out_has_a_number",
                violation_error_message=_("印发前应登记发文字号。"),
            ),
        ]
        indexes = [
            models.Index(fields=["node", "-drafted_at"], name="letters_of_an_office"),
            models.Index(fields=["addressee", "state"], name="letters_to_an_office"),
        ]
        triggers = [
            pgtrigger.FSM(name="letter_steps_are_permitted", field="state", transitions=LETTER_MACHINE.pairs),
            pgtrigger.Protect(name="letters_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> str:
        """Return under whose name its sealed final is kept."""
        return f"letter:{self.pk}"

    def was_written_by(self, user_id: int | None) -> bool:
        """Say whether a person drafted it or wrote it otherwise."""
        return self.drafted_by_id == user_id or self.steps.filter(action__in=WRITING, user_id=user_id or 0).exists()


class LetterStep(models.Model):
    """Who drafted, signed, numbered, issued or received a letter, when; never edited."""

    letter = models.ForeignKey(Letter, verbose_name=_("提示函"), on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(_("办理"), max_length=10, choices=LetterAction.choices)
    state = models.CharField(_("办理后状态"), max_length=10, choices=LetterState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("办理人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    label = models.CharField(_("办理人名称"), max_length=64)
    at = models.DateTimeField(_("办理时间"))

    class Meta:
        verbose_name = _("提示函办理记录")
        triggers = [
            pgtrigger.Protect(name="letter_steps_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.action}"
