"""A licence, certificate or proof of a supplier, and how long it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.suppliers.models.application import Supplier
from nongcai.domain.suppliers.rules import Term, warning_days
from nongcai.domain.suppliers.states import NUMBERED, PAPER_MACHINE, STANDING_PAPERS, PaperAction, PaperKind, PaperState

if TYPE_CHECKING:
    from datetime import date


@pghistory.track()
class Paper(models.Model):
    """A paper of a supplier (证照). Its scan is the document of owner `supplier-paper:<id>`.

    It holds from `since` to `until`, both included; without `until` it has no end (长期).
    """

    supplier = models.ForeignKey(Supplier, verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("证照"), max_length=12, choices=PaperKind.choices)
    number = models.CharField(_("编号"), max_length=60, blank=True, db_default="", default="")
    issuer = models.CharField(_("发证机关"), max_length=100, blank=True, db_default="", default="")
    since = models.DateField(_("有效期起"))
    until = models.DateField(_("有效期止"), null=True, blank=True)
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=PaperState.choices,
        db_default=PaperState.SHOWN.value,
        default=PaperState.SHOWN,
    )
    replaces = models.ForeignKey(
        "self", verbose_name=_("更换的证照"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown_at = models.DateTimeField(_("提交时间"))
    shown_by = models.CharField(_("提交人"), max_length=64)
    decided_at = models.DateTimeField(_("核查时间"), null=True, blank=True)
    decided_by = models.CharField(_("核查人"), max_length=64, blank=True, db_default="", default="")
    words = models.CharField(_("核查意见"), max_length=300, blank=True, db_default="", default="")
    warned_days = models.PositiveSmallIntegerField(_("已提醒"), null=True, blank=True)

    class Meta:
        verbose_name = _("证照")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")),
                name="a_paper_ends_after_it_begins",
                violation_error_message=_("有效期截止日期早于起始日期，请核对。"),
            ),
            models.UniqueConstraint(
                fields=["kind", "number"],
                # One that renews another stands beside it for a while.
                condition=Q(kind__in=NUMBERED, state__in=STANDING_PAPERS, replaces__isnull=True),
                name="one_standing_paper_a_number",
                violation_error_message=_("该编号的证照已经提交，同一证照不能重复使用。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=NUMBERED) | ~Q(number=""),
                name="a_licence_has_a_number",
                violation_error_message=_("请填写证照编号。"),
            ),
        ]
        indexes = [
            models.Index(fields=["supplier", "kind"], name="papers_of_a_supplier"),
            models.Index(
                fields=["until"],
                condition=Q(state__in=STANDING_PAPERS, until__isnull=False),
                name="papers_by_their_end",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="paper_steps_are_permitted", field="state", transitions=PAPER_MACHINE.pairs),
            pgtrigger.Protect(name="papers_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def owner(self) -> str:
        """What its scan belongs to."""
        return f"supplier-paper:{self.pk}"

    @property
    def term(self) -> Term:
        """The days between which it holds."""
        return Term(self.kind, self.since, self.until)

    @property
    def waits(self) -> bool:
        """The platform has not decided."""
        return bool(PAPER_MACHINE.step(PaperAction.ACCEPT, self.state))

    def warning(self, on: date) -> int | None:
        """The nearest warning that its end calls for on a day."""
        return warning_days(self.until, on=on)
