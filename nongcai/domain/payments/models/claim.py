"""What buyers say that they have paid (货款确认), and the rows of statements that told of the same money later."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.payments.states import CLAIM_ENDED, CLAIM_MACHINE, ClaimAction, ClaimState, Holder


class PaymentClaim(models.Model):
    """What a buyer says that it has paid for an order, with a voucher; the supplier says whether it came.

    `transfer_id` is the money that it turned out to be, `row_id` the row of a bank's statement that tells of it.
    Each is written once.
    """

    pk = models.CompositePrimaryKey("order_id", "seq")
    order_id = models.UUIDField(_("订单"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    supplier_id = models.BigIntegerField(_("供应商"))
    buyer_id = models.BigIntegerField(_("采购人"))
    amount = models.DecimalField(_("付款金额（元）"), max_digits=16, decimal_places=2)
    paid_on = models.DateField(_("付款日期"))
    payer = models.CharField(_("付款户名"), max_length=128)
    payer_key = models.CharField(_("付款户名标记"), max_length=16)
    account_tail = models.CharField(_("汇入账号末四位"), max_length=4)
    words = models.CharField(_("说明"), max_length=300, blank=True)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=ClaimState.choices,
        db_default=ClaimState.STATED.value,
        default=ClaimState.STATED,
    )
    holder = models.CharField(_("由谁处理"), max_length=10, choices=Holder.choices)
    since = models.DateTimeField(_("自何时起"))
    due_on = models.DateField(_("何时到期"), null=True, blank=True)
    answer = models.CharField(_("办理说明"), max_length=300, blank=True, db_default="", default="")
    transfer_id = models.UUIDField(_("到账"), null=True, blank=True)
    row_id = models.UUIDField(_("对账单中的到账"), null=True, blank=True, db_index=True)
    stated_by = models.CharField(_("提交人"), max_length=64)
    stated_at = models.DateTimeField(_("提交时间"))
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("货款确认")
        constraints = [
            models.UniqueConstraint(
                fields=["order_id"],
                condition=~Q(state__in=CLAIM_ENDED),
                name="one_open_claim_an_order",
                violation_error_message=_("该订单已有待确认的付款凭证。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="a_claim_is_of_something",
                violation_error_message=_("付款金额应大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(account_tail__regex=r"^[0-9]{4}$"),
                name="a_claim_says_to_where",
                violation_error_message=_("汇入账号末四位应为四位数字。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLAIM_ENDED, closed_at__isnull=False, due_on__isnull=True)
                | (~Q(state__in=CLAIM_ENDED) & Q(closed_at__isnull=True, due_on__isnull=False)),
                name="an_open_claim_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.ARRIVED, transfer_id__isnull=False)
                | (~Q(state=ClaimState.ARRIVED) & Q(transfer_id=None, row_id=None)),
                name="what_is_confirmed_has_come",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier_id", "-stated_at"], name="claims_of_a_supplier"),
            models.Index(fields=["buyer_id", "-stated_at"], name="claims_of_a_buyer"),
            models.Index(fields=["holder", "due_on"], name="claims_by_holder", condition=Q(closed_at=None)),
        ]
        triggers = [
            pgtrigger.FSM(name="claim_steps_are_permitted", field="state", transitions=CLAIM_MACHINE.pairs),
            pgtrigger.Protect(name="claims_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="claims_are_not_edited",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # it has no types
                    "order_id", "seq", "supplier_id", "buyer_id", "amount", "paid_on", "payer_key", "account_tail"
                ),
            ),
            pgtrigger.Protect(
                name="a_claim_is_of_one_transfer",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__transfer_id__isnull=False, new__transfer_id__df=pgtrigger.F("old__transfer_id")
                )
                | pgtrigger.Q(old__row_id__isnull=False, new__row_id__df=pgtrigger.F("old__row_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}:{self.seq} {self.amount}"

    @property
    def owner(self) -> str:
        """To whom its voucher belongs, as files know it."""
        return f"payment-claim:{self.order_id}:{self.seq}"


class ClaimedRow(models.Model):
    """A row of a statement that told of money which was confirmed before; by its key it stands for one claim only."""

    id = models.UUIDField(primary_key=True, editable=False)
    order_id = models.UUIDField(_("订单"))
    claim_seq = models.PositiveSmallIntegerField(_("货款确认序号"))
    statement_id = models.BigIntegerField(_("银行对账单"))
    likeness = models.CharField(_("近似标记"), max_length=32, blank=True)
    serial = models.CharField(_("流水号"), max_length=64, blank=True)
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("已确认货款的流水")
        indexes = [models.Index(fields=["likeness"], name="claimed_rows_alike", condition=~Q(likeness=""))]
        triggers = [pgtrigger.Protect(name="claimed_rows_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.id)


class ClaimStep(models.Model):
    """Who did what with a claim, when, and why; never edited."""

    pk = models.CompositePrimaryKey("order_id", "claim_seq", "seq")
    order_id = models.UUIDField(_("订单"))
    claim_seq = models.PositiveSmallIntegerField(_("货款确认序号"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    action = models.CharField(_("办理"), max_length=16, choices=ClaimAction.choices)
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128, blank=True)
    words = models.CharField(_("说明"), max_length=300, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("货款确认办理记录")
        triggers = [pgtrigger.Protect(name="claim_steps_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.order_id}:{self.claim_seq}:{self.seq} {self.action}"
