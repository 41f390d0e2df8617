"""Who applies, what it says of itself, and who took which step."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.suppliers.states import (
    APPLICATION_MACHINE,
    ENDED,
    ApplicationAction,
    ApplicationState,
    LinkageForm,
    Reason,
    SupplierKind,
)


@pghistory.track()
class Supplier(models.Model):
    """A body of one of the 832 counties that sells, or an agent of one.

    `admission` is the application by which it stands admitted; None before, and after its recommendation was recalled.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", verbose_name=_("组织"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("主体类型"), max_length=12, choices=SupplierKind.choices)
    name = models.CharField(_("名称"), max_length=128, db_index=True)
    credit_code = models.CharField(
        _("统一社会信用代码"),
        max_length=18,
        unique=True,
        error_messages={"unique": _("该统一社会信用代码已登记供应商，不能重复申请。")},
    )
    county = models.ForeignKey("regions.County", verbose_name=_("注册地"), on_delete=models.PROTECT, related_name="+")
    admission = models.ForeignKey(
        "suppliers.Application",
        verbose_name=_("入驻申请"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    registered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("供应商")
        constraints = [
            models.CheckConstraint(
                condition=Q(credit_code__regex=r"^[0-9A-Z]{18}$"),
                name="supplier_has_a_credit_code",
                violation_error_message=_("统一社会信用代码应为18位数字或大写字母。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="suppliers_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Application(models.Model):
    """An application for admission (入驻申请). `version` counts what was submitted, 0 before the first time."""

    supplier = models.ForeignKey(
        Supplier, verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="applications"
    )
    state = models.CharField(
        _("状态"),
        max_length=16,
        choices=ApplicationState.choices,
        db_default=ApplicationState.DRAFT.value,
        default=ApplicationState.DRAFT,
    )
    version = models.PositiveSmallIntegerField(_("版本"), db_default=0, default=0)
    opened_at = models.DateTimeField(_("开始时间"))
    changed_at = models.DateTimeField(_("办理时间"))
    publicity_from = models.DateField(_("公示开始"), null=True, blank=True)
    publicity_to = models.DateField(_("公示截止"), null=True, blank=True)

    class Meta:
        verbose_name = _("入驻申请")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier"],
                condition=~Q(state__in=ENDED),
                name="one_open_application_a_supplier",
                violation_error_message=_("该供应商已有办理中的申请。"),
            ),
            models.CheckConstraint(
                condition=Q(publicity_from__isnull=True, publicity_to__isnull=True)
                | Q(publicity_from__lte=F("publicity_to")),
                name="publicity_ends_after_it_begins",
                violation_error_message=_("公示截止日期应不早于开始日期。"),
            ),
        ]
        indexes = [models.Index(fields=["state", "changed_at"], name="applications_waiting")]
        triggers = [
            pgtrigger.FSM(name="application_steps_permitted", field="state", transitions=APPLICATION_MACHINE.pairs),
            pgtrigger.Protect(name="applications_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.state}"


class Dossier(models.Model):
    """What an applicant said of itself; version 0 is being written, a submitted one is never edited.

    `capacity` is in tonnes a year, `linkage_amount` in yuan a year.
    """

    application = models.ForeignKey(
        Application, verbose_name=_("入驻申请"), on_delete=models.PROTECT, related_name="dossiers"
    )
    version = models.PositiveSmallIntegerField(_("版本"))
    kind = models.CharField(_("主体类型"), max_length=12, choices=SupplierKind.choices)
    name = models.CharField(_("名称"), max_length=128)
    county = models.ForeignKey("regions.County", verbose_name=_("注册地"), on_delete=models.PROTECT, related_name="+")
    address = models.CharField(_("住所"), max_length=200)
    contact_post = models.CharField(_("联系岗位"), max_length=40)
    contact_phone = models.CharField(_("联系电话"), max_length=30)
    goods = models.CharField(_("主营产品"), max_length=200)
    capacity = models.DecimalField(_("年供应能力（吨）"), max_digits=12, decimal_places=2)
    households = models.PositiveIntegerField(_("带动农户数（户）"))
    linkage_form = models.CharField(_("联农带农方式"), max_length=10, choices=LinkageForm.choices)
    linkage_amount = models.DecimalField(_("年带动金额（元）"), max_digits=14, decimal_places=2)
    linkage_words = models.CharField(_("联农带农说明"), max_length=500)
    producer_name = models.CharField(_("所代理的生产者"), max_length=128, blank=True, db_default="", default="")
    producer_code = models.CharField(_("生产者信用代码"), max_length=18, blank=True, db_default="", default="")
    agency_from = models.DateField(_("代理期限起"), null=True, blank=True)
    agency_to = models.DateField(_("代理期限止"), null=True, blank=True)

    class Meta:
        verbose_name = _("申请资料")
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="one_dossier_a_version"),
            models.CheckConstraint(
                condition=Q(kind=SupplierKind.AGENT, agency_from__lte=F("agency_to")) & ~Q(producer_name="")
                | ~Q(kind=SupplierKind.AGENT),
                name="an_agent_has_a_producer_and_a_term",
                violation_error_message=_("代理销售企业须填写所代理的生产者和代理期限。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="submitted_dossiers_are_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__version__gt=0),
            ),
            pgtrigger.Protect(name="dossiers_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} v{self.version}"


class ApplicationStep(models.Model):
    """Who took which step with an application, and why; never edited."""

    application = models.ForeignKey(
        Application, verbose_name=_("入驻申请"), on_delete=models.PROTECT, related_name="steps"
    )
    version = models.PositiveSmallIntegerField(_("版本"))
    action = models.CharField(_("办理"), max_length=16, choices=ApplicationAction.choices)
    state = models.CharField(_("办理后状态"), max_length=16, choices=ApplicationState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128)
    reason = models.CharField(_("原因"), max_length=16, choices=Reason.choices, blank=True, db_default="", default="")
    words = models.CharField(_("说明"), max_length=500, blank=True, db_default="", default="")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("申请办理记录")
        constraints = [
            models.CheckConstraint(
                condition=~Q(action=ApplicationAction.SEND_BACK) | (~Q(reason="") & ~Q(words="")),
                name="an_application_returns_with_a_reason",
                violation_error_message=_("退回时请选择原因，并写明需要修改什么。"),
            ),
        ]
        indexes = [models.Index(fields=["application", "id"], name="steps_of_an_application")]
        triggers = [
            pgtrigger.Protect(name="application_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.action}"


@pghistory.track()
class Objection(models.Model):
    """What somebody said against an applicant while it was publicised (公示异议), and what came of it."""

    application = models.ForeignKey(
        Application, verbose_name=_("入驻申请"), on_delete=models.PROTECT, related_name="objections"
    )
    source = models.CharField(_("提出方"), max_length=60)
    words = models.CharField(_("异议内容"), max_length=500)
    received_on = models.DateField(_("收到日期"))
    entered_by = models.CharField(_("登记人"), max_length=64)
    is_upheld = models.BooleanField(_("是否属实"), null=True, blank=True)
    answer = models.CharField(_("处理结果"), max_length=500, blank=True, db_default="", default="")
    answered_by = models.CharField(_("处理人"), max_length=64, blank=True, db_default="", default="")
    answered_at = models.DateTimeField(_("处理时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("公示异议")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_upheld__isnull=True, answer="") | (Q(is_upheld__isnull=False) & ~Q(answer="")),
                name="an_objection_is_answered_with_words",
                violation_error_message=_("请写明异议的处理结果。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="objections_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.application_id} {self.source}"


class CreditCheck(models.Model):
    """A look at the lists of the dishonest (严重违法失信名单查询), by an office on a day; never edited."""

    supplier = models.ForeignKey(
        Supplier, verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="credit_checks"
    )
    checked_on = models.DateField(_("查询日期"))
    source = models.CharField(_("查询渠道"), max_length=60)
    is_listed = models.BooleanField(_("列入名单"))
    by_label = models.CharField(_("查询人"), max_length=64)
    by_office = models.CharField(_("查询单位"), max_length=128)
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("严重违法失信名单查询")
        indexes = [models.Index(fields=["supplier", "-checked_on", "-id"], name="credit_checks_by_day")]
        triggers = [pgtrigger.Protect(name="credit_checks_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.checked_on}"
