"""A run, its sheets, and what the dry run says."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.imports.states import BUSY, RUN_MACHINE, RunState


class SheetKind(models.TextChoices):
    DIRECTORY = "directory", _("预算单位名录")
    FILINGS = "filings", _("预留份额填报表")
    ACCOUNTS = "accounts", _("采购人交易账号开通填报表")
    TRANSACTIONS = "transactions", _("交易明细")


class Level(models.TextChoices):
    ERROR = "error", _("有误")
    WARNING = "warning", _("提示")


@pghistory.track()
class ImportRun(models.Model):
    """Some workbooks of one bureau, checked together and loaded in one transaction."""

    node = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("导入单位"),
        on_delete=models.PROTECT,
        related_name="import_runs",
    )
    state = models.CharField(_("状态"), max_length=10, choices=RunState.choices)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("导入人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("接收时间"))
    checked_at = models.DateTimeField(_("核对时间"), null=True, blank=True)
    loaded_at = models.DateTimeField(_("导入时间"), null=True, blank=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("确认导入人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    moved_at = models.DateTimeField(_("最近办理时间"), null=True, blank=True)
    all_or_nothing = models.BooleanField(_("全部正确才导入"), db_default=False, default=False)
    message = models.CharField(_("说明"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("导入批次")
        triggers = [
            pgtrigger.FSM(
                name="run_steps_are_permitted",
                field="state",
                transitions=[pair for pair in RUN_MACHINE.pairs if pair[0] != pair[1]],
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def is_busy(self) -> bool:
        """Whether a job is at it, or soon will be."""
        return self.state in BUSY

    @property
    def can_be_loaded(self) -> bool:
        """Whether a person may load it as it stands."""
        return not self.is_busy and RUN_MACHINE.step("load", self.state) is not None


class ImportSheet(models.Model):
    """One sheet of one file; the numbers of rows say what the dry run found, then what was loaded."""

    run = models.ForeignKey(ImportRun, verbose_name=_("批次"), on_delete=models.CASCADE, related_name="sheets")
    document = models.ForeignKey("documents.Document", verbose_name=_("原件"), on_delete=models.PROTECT)
    file_name = models.CharField(_("文件"), max_length=200)
    sheet_name = models.CharField(_("工作表"), max_length=100, blank=True)
    kind = models.CharField(_("内容"), max_length=12, choices=SheetKind.choices, blank=True)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    exported_at = models.DateTimeField(_("导出时间"), null=True, blank=True)
    exported_hint = models.CharField(_("表头写明的导出时间"), max_length=16, blank=True, db_default="")
    total = models.PositiveIntegerField(_("行数"), db_default=0, default=0)
    new = models.PositiveIntegerField(_("新增"), db_default=0, default=0)
    changed = models.PositiveIntegerField(_("变更"), db_default=0, default=0)
    unchanged = models.PositiveIntegerField(_("无变化"), db_default=0, default=0)
    duplicate = models.PositiveIntegerField(_("重复"), db_default=0, default=0)
    older = models.PositiveIntegerField(_("早于现有"), db_default=0, default=0)
    wrong = models.PositiveIntegerField(_("有误"), db_default=0, default=0)
    waiting = models.PositiveIntegerField(_("暂缓"), db_default=0, default=0)
    held = models.PositiveIntegerField(_("保留现有"), db_default=0, default=0)

    class Meta:
        verbose_name = _("工作表")

    def __str__(self) -> str:
        return f"{self.file_name} {self.sheet_name}"


class Problem(models.Model):
    """One plain sentence about one cell or row."""

    run = models.ForeignKey(ImportRun, verbose_name=_("批次"), on_delete=models.CASCADE, related_name="problems")
    sheet = models.ForeignKey(ImportSheet, verbose_name=_("工作表"), on_delete=models.CASCADE, related_name="problems")
    row_no = models.PositiveIntegerField(_("行"))
    column = models.CharField(_("列"), max_length=100, blank=True)
    value = models.CharField(_("单元格内容"), max_length=200, blank=True)
    code = models.CharField(_("代码"), max_length=40)
    message = models.CharField(_("说明"), max_length=300)
    level = models.CharField(_("程度"), max_length=8, choices=Level.choices)

    class Meta:
        verbose_name = _("问题")
        indexes = [models.Index(fields=["sheet", "row_no"], name="problems_of_a_row")]

    def __str__(self) -> str:
        return self.message


class Question(models.Model):
    """What only a person can decide; a certain proposal may be accepted for all at once."""

    run = models.ForeignKey(ImportRun, verbose_name=_("批次"), on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("类别"), max_length=20)
    key = models.CharField(_("对象"), max_length=200)
    prompt = models.CharField(_("问题"), max_length=500)
    choices = models.TextField(_("可选答案"), blank=True)
    proposal = models.CharField(_("建议"), max_length=200, blank=True)
    is_certain = models.BooleanField(_("可直接采纳"), db_default=False, default=False)
    stops_check = models.BooleanField(_("先答后核"), db_default=False, default=False)
    place = models.CharField(_("文件和工作表"), max_length=320, blank=True, db_default="")
    wanted = models.TextField(_("尚缺的必填列"), blank=True, db_default="")
    answer = models.CharField(_("答案"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("回答时间"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("回答人"), on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        verbose_name = _("待确认问题")
        constraints = [models.UniqueConstraint(fields=["run", "kind", "key"], name="one_question_a_matter")]

    def __str__(self) -> str:
        return self.prompt

    @property
    def options(self) -> list[tuple[str, str]]:
        """The permitted answers as (value, label); none where words are free."""
        return [(line.partition("\t")[0], line.partition("\t")[2]) for line in self.choices.splitlines()]

    @property
    def answer_label(self) -> str:
        """The answer in words."""
        return dict(self.options).get(self.answer, self.answer)

    @property
    def lacking(self) -> list[tuple[str, str, str]]:
        """The required columns that the sheet lacks without an answer: (value, label, what for)."""
        return [(value, label, purpose) for value, label, purpose in map(_three, self.wanted.splitlines())]


def _three(line: str) -> tuple[str, str, str]:
    value, label, purpose = line.split("\t")
    return value, label, purpose
