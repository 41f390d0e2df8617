"""The demo's money: accounts, invoices, and statements by which orders are paid, with what is open in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

from django.utils import timezone

from nongcai.domain.payments import queries as payments
from nongcai.domain.payments import services
from nongcai.domain.payments.queries import SaidTransfer
from nongcai.domain.payments.rules import ToldInvoice, code_of
from nongcai.domain.payments.services import InvoiceFile, ToldAccount
from nongcai.domain.payments.states import InvoiceForm, IssueAction
from nongcai.domain.suppliers import queries as suppliers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor

BANK = "中国农业银行"
_PDF = b"%PDF-1.4\n% demo\n%%EOF\n"
_RATE = Decimal("1.09")


@dataclass
class Money:
    """What arrives at suppliers' accounts, which the platform checked."""

    platform: Actor
    at: datetime
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def open_account(self, seller: Actor, merchant_no: str = "") -> None:
        """Let a supplier have an account to which is paid; with a number individuals pay it by telephone."""
        supplier = suppliers.supplier_of(seller)
        if supplier is None:
            return
        number = f"62284800{supplier.pk:011d}"
        told = ToldAccount(supplier.name, f"{BANK}{supplier.county.name}支行", number, merchant_no)
        account = services.propose_account(actor=seller, told=told, at=self.at)
        services.confirm_account(actor=self.platform, account_id=account.pk, at=self.at)

    def invoice(self, order: Order, seller: Actor, acceptor: Actor, at: datetime) -> None:
        """Let the supplier show an invoice over what is due, and the buyer accept it."""
        net = (order.due / _RATE).quantize(Decimal("0.01"))
        day = timezone.localdate(at)
        told = ToldInvoice(
            number=f"{day:%y}41{next(self._numbers):016d}",
            issued_on=day,
            seller_name=order.supplier_name,
            seller_code=payments.seller_code(order),
            buyer_name=order.invoice_title,
            buyer_code=order.tax_number,
            net=net,
            tax=order.due - net,
            total=order.due,
        )
        file = InvoiceFile(f"{order.number}.pdf", InvoiceForm.PDF, _PDF)
        services.show_invoice(actor=seller, order_id=order.pk, told=told, file=file, at=at)
        services.accept_invoices(actor=acceptor, order_id=order.pk, at=at, words="发票与订单一致。")

    def pay(self, order: Order, seller: Actor, at: datetime) -> None:
        """Let what is due arrive, with the order's code."""
        self._arrive(seller, [self._row(order.due, at, order.buyer_name, code_of(order.pk))], at)

    def leave_open(self, owed: Sequence[Order], seller: Actor, at: datetime) -> None:
        """Let arrive what does not fit by itself: of another payer, too little, too much, and without a word."""
        if len(owed) < 4:
            return
        other, little, much, unknown = owed[:4]
        half = (little.due / 2).quantize(Decimal("0.01"))
        rows = [
            self._row(other.due, at, "郑州市教育局后勤结算中心"),
            self._row(half, at, little.buyer_name, code_of(little.pk)),
            self._row(much.due + Decimal(100), at, much.buyer_name, code_of(much.pk)),
            self._row(unknown.due + Decimal("0.37"), at, "待报解预算收入专户", "货款"),
        ]
        self._arrive(seller, rows, at)
        waiting = payments.issues_visible_to(seller).filter(closed_at=None)
        # Whoever may have paid is asked, where that is one.
        for issue in [one for one in waiting if len(one.candidates) == 1][:1]:
            words = "付款户名与采购人不一致，请核实是否代付。"
            services.pass_issue(
                actor=seller, transfer_id=issue.transfer_id, seq=issue.seq, action=IssueAction.ASK, words=words, at=at
            )

    def _row(self, amount: Decimal, at: datetime, payer: str, note: str = "") -> SaidTransfer:
        number = next(self._numbers)
        return SaidTransfer(number, at, amount, is_in=True, note=note, payer=payer, serial=f"YS{number:08d}")

    def _arrive(self, seller: Actor, rows: Sequence[SaidTransfer], at: datetime) -> None:
        supplier = suppliers.supplier_of(seller)
        account = payments.account_of_statement(supplier.pk, "") if supplier else None
        if account is None:
            return
        name = f"{timezone.localdate(at):%Y-%m-%d}明细.xlsx"
        services.load_statement(actor=seller, account=account, rows=rows, bank=BANK, name=name, at=at)
