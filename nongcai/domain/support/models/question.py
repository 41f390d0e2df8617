"""What somebody asks the platform (咨询), and each step of it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.support.states import OPEN_QUESTIONS, QUESTION_MACHINE, QuestionAction, QuestionState, Side, Topic


class Question(models.Model):
    """A question, who asked it for which office, and until when it is answered or may be asked further."""

    topic = models.CharField(_("分类"), max_length=8, choices=Topic.choices)
    title = models.CharField(_("问题"), max_length=120)
    state = models.CharField(
        _("状态"),
        max_length=9,
        choices=QuestionState.choices,
        db_default=QuestionState.ASKED.value,
        default=QuestionState.ASKED,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("提问账号"), on_delete=models.PROTECT, related_name="+"
    )
    by_label = models.CharField(_("提问人"), max_length=64)
    by_office = models.CharField(_("提问单位"), max_length=128, blank=True)
    steps = models.PositiveSmallIntegerField(_("办理次数"), db_default=0, default=0)
    since = models.DateTimeField(_("自何时起"))
    due_on = models.DateField(_("何时到期"), null=True, blank=True)
    asked_at = models.DateTimeField(_("提问时间"))
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    reminded_on = models.DateField(_("提醒日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("咨询")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN_QUESTIONS, closed_at__isnull=True, due_on__isnull=False)
                | (~Q(state__in=OPEN_QUESTIONS) & Q(closed_at__isnull=False, due_on__isnull=True)),
                name="an_open_question_has_a_day",
            )
        ]
        indexes = [
            models.Index(fields=["user", "-asked_at"], name="questions_of_a_person"),
            models.Index(fields=["state", "due_on"], name="questions_by_state", condition=Q(closed_at=None)),
        ]
        triggers = [
            pgtrigger.FSM(name="question_steps_are_permitted", field="state", transitions=QUESTION_MACHINE.pairs),
            pgtrigger.Protect(name="questions_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def holder(self) -> str:
        """Who has it."""
        holders = {QuestionState.ASKED: Side.PLATFORM.label, QuestionState.ANSWERED: _("提问人")}
        return str(holders.get(QuestionState(self.state), Side.NOBODY.label))


class QuestionStep(models.Model):
    """What was asked or answered; never edited. Its files are kept as those of `owner`."""

    question = models.ForeignKey(Question, verbose_name=_("咨询"), on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveSmallIntegerField(_("序号"))
    action = models.CharField(_("办理"), max_length=9, choices=QuestionAction.choices)
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128, blank=True)
    words = models.CharField(_("内容"), max_length=1000, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("咨询办理记录")
        constraints = [models.UniqueConstraint(fields=["question", "seq"], name="one_row_a_step_of_a_question")]
        triggers = [pgtrigger.Protect(name="question_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.question_id}:{self.seq} {self.action}"

    @property
    def owner(self) -> str:
        """What its files belong to."""
        return f"question:{self.question_id}:{self.seq}"
