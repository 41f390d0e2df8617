"""Notices, and the steps by which they were issued."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.notices.states import DEEDS, FROZEN, NOTICE_MACHINE, WITH_A_REASON, NoticeState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_WORDS = (
    "title", "mark_issuer", "signer", "addressees", "body", "form", "delivery", "openness", "dated_on", "copies_to",
    "printed_by", "number", "snapshot", "leading_count", "final_document", "final_sha256",
)  # fmt: skip


class NoticeKind(models.TextChoices):
    NOTICE = "notice", _("通报")
    CORRECTION = "correction", _("更正通知")


class Form(models.TextChoices):
    LEADING = "leading", _("正文只列排名靠前的单位")
    FULL = "full", _("全部排名随文印发")


class Delivery(models.TextChoices):
    ATTACHED = "attached", _("内部附件")
    EACH = "each", _("分送")


class Openness(models.TextChoices):
    ACTIVE = "active", _("主动公开")
    ON_REQUEST = "on_request", _("依申请公开")
    CLOSED = "closed", _("不予公开")


class Comparison(models.TextChoices):
    TEXT = "text", _("自动比对")
    PERSON = "person", _("人工比对")


def _words_change() -> pgtrigger.Q:
    changes = (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in _WORDS)
    return reduce(or_, changes)


def _person(label: StrOrPromise) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


@pghistory.track()
class Notice(models.Model):
    """An official text over frozen figures. In `body` a figure stands as 【name：value】."""

    node = models.ForeignKey("organisations.Organisation", verbose_name=_("发文机关"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("类别"), max_length=10, choices=NoticeKind.choices)
    corrects = models.ForeignKey(
        "self", verbose_name=_("更正对象"), on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    snapshot = models.ForeignKey("assessments.Snapshot", verbose_name=_("数据快照"), on_delete=models.PROTECT)
    leading_count = models.PositiveSmallIntegerField(_("排名列名数"))
    state = models.CharField(_("状态"), max_length=14, choices=NoticeState.choices)
    title = models.CharField(_("标题"), max_length=200)
    mark_issuer = models.CharField(_("发文机关标志"), max_length=100)
    signer = models.CharField(_("发文机关署名"), max_length=100)
    addressees = models.CharField(_("主送机关"), max_length=500)
    body = models.TextField(_("正文"))
    form = models.CharField(_("排名公布方式"), max_length=8, choices=Form.choices, default=Form.LEADING)
    delivery = models.CharField(_("数据发送方式"), max_length=8, choices=Delivery.choices, default=Delivery.ATTACHED)
    openness = models.CharField(_("公开属性"), max_length=10, choices=Openness.choices, blank=True)
    secrecy_checked_by = _person(_("保密审查人"))
    secrecy_checked_at = models.DateTimeField(_("保密审查时间"), null=True, blank=True)
    dated_on = models.DateField(_("成文日期"), null=True, blank=True)
    is_dated_by_signing = models.BooleanField(_("以签发日期成文"), db_default=False, default=False)
    copies_to = models.CharField(_("抄送机关"), max_length=500, blank=True)
    printed_by = models.CharField(_("印发机关"), max_length=100, blank=True)
    number = models.CharField(_("发文字号"), max_length=40, blank=True)
    number_mark = models.CharField(_("机关代字"), max_length=12, blank=True)
    number_year = models.PositiveSmallIntegerField(_("发文年份"), null=True, blank=True)
    number_no = models.PositiveIntegerField(_("发文序号"), null=True, blank=True)
    final_document = models.ForeignKey(
        "documents.Document", verbose_name=_("定稿文件"), on_delete=models.PROTECT, null=True, blank=True
    )
    final_sha256 = models.CharField(_("定稿摘要"), max_length=64, blank=True)
    final_compared = models.CharField(_("比对方式"), max_length=6, choices=Comparison.choices, blank=True)
    public_slug = models.CharField(_("公开地址"), max_length=40, blank=True)
    published_at = models.DateTimeField(_("公开时间"), null=True, blank=True)
    passed_check_at = models.DateTimeField(_("通过数据核对时间"), null=True, blank=True)
    is_by_command = models.BooleanField(_("由系统命令拟稿"), db_default=False, default=False)
    created_by = _person(_("拟稿人"))
    created_at = models.DateTimeField(_("拟稿时间"))

    class Meta:
        verbose_name = _("通报")
        constraints = [
            models.UniqueConstraint(
                fields=["number_mark", "number_year", "number_no"],
                condition=~Q(number=""),
                name="one_notice_a_number",
                violation_error_message=_("该发文字号已使用。"),
            ),
            models.UniqueConstraint(
                fields=["public_slug"],
                condition=~Q(public_slug=""),
                name="one_notice_an_address",
                violation_error_message=_("该公开地址已使用。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False) | Q(kind="notice", corrects__isnull=True),
                name="correction_corrects_a_notice",
                violation_error_message=_("更正通知应写明更正哪一份通报，通报不应填写更正对象。"),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="notice_does_not_correct_itself",
                violation_error_message=_("通报不能更正自身。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=FROZEN) | (~Q(number="") & ~Q(final_sha256="")),
                name="final_has_number_and_hash",
                violation_error_message=_("定稿应有发文字号和定稿文件。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(openness="active", secrecy_checked_at__isnull=False) & ~Q(public_slug="")),
                name="published_is_open_and_checked",
                violation_error_message=_("公开的通报应为主动公开，并经保密审查。"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="notice_steps_are_permitted", field="state", transitions=NOTICE_MACHINE.pairs),
            pgtrigger.Protect(
                name="final_words_are_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=FROZEN) & _words_change(),
            ),
            pgtrigger.Protect(name="notices_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        """Whether its words can no longer change."""
        return self.state in FROZEN


class NoticeStep(models.Model):
    """Who did what to a notice, when, and with which words."""

    notice = models.ForeignKey(Notice, verbose_name=_("通报"), on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(_("办理"), max_length=20)
    state = models.CharField(_("办理后状态"), max_length=14, choices=NoticeState.choices)
    user = _person(_("办理人"))
    label = models.CharField(_("办理人名称"), max_length=64)
    at = models.DateTimeField(_("办理时间"))
    words = models.CharField(_("意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("办理记录")
        constraints = [
            models.CheckConstraint(
                condition=~Q(action__in=WITH_A_REASON) | ~Q(words=""),
                name="notice_step_gives_its_reason",
                violation_error_message=_("退回或撤销时请写明原因。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="notice_steps_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.action}"

    @property
    def action_label(self) -> str:
        """What was done, in Chinese."""
        return str(DEEDS[self.action])
