"""The demo's payments that need people: by telephone at the institution, and by vouchers that a supplier looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services as order_services
from nongcai.domain.payments import queries as payments
from nongcai.domain.payments import services
from nongcai.domain.payments.services import ToldClaim, VoucherFile
from nongcai.domain.payments.states import ClaimAction
from nongcai.foundation.cashing import CashierError, Refund, RefundState, Trade, TradeState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.orders.models import Order
    from nongcai.domain.orders.services import PlaceTold
    from nongcai.domain.organisations.actors import Actor
    from nongcai.foundation.cashing import Cashier

MERCHANT = "1900000832"
_VOUCHER = VoucherFile("网上银行电子回单.pdf", b"%PDF-1.4\n% demo\n%%EOF\n")
_SPENT = timedelta(hours=2)


@dataclass
class Till:
    """An institution that says what the demo wants, without a network: whatever is asked after was just paid."""

    fen: int = 0
    at: datetime | None = None
    pays: bool = True

    def open(self, *, trade_no: str, fen: int, ends_at: datetime, **_told: str) -> str:
        """Open a payment."""
        self.fen, self.at = fen, ends_at - timedelta(minutes=25)
        return f"weixin://wxpay/bizpayurl?pr={trade_no[:10]}"

    def query(self, *, trade_no: str, merchant_no: str) -> Trade:
        """Say that it was paid, or that it is not."""
        if not self.pays:
            return Trade(trade_no, merchant_no, TradeState.CLOSED)
        return Trade(trade_no, merchant_no, TradeState.PAID, f"42{trade_no[-26:]}", self.fen, self.at)

    def refund(self, *, refund_no: str, trade_no: str, merchant_no: str, fen: int, of_fen: int, words: str) -> Refund:
        """Give it back at once."""
        if not words or fen > of_fen:
            raise CashierError("not so much", is_final=True)
        return Refund(refund_no, trade_no, merchant_no, RefundState.DONE, f"50{trade_no[-26:]}", fen, self.at)


def pay_by_telephone(told: PlaceTold, buyer: Actor, approver: Actor | None, seller: Actor, at: datetime) -> None:
    """Let somebody pay three orders out of the own pocket: one is paid, of one the code ran out, one went back."""
    for place in range(3):
        till = Till(pays=place != 1)
        moment = at + _SPENT * place
        order = order_services.place(actor=buyer, told=told, at=moment)
        if approver and order.state == "waiting":
            order = order_services.approve(actor=approver, order_id=order.pk, words="同意", at=moment)
        order_services.sign(actor=seller, order_id=order.pk, at=moment)
        payment = services.open_payment(actor=buyer, order_id=order.pk, cashier=_whole(till), at=moment)
        if place == 2:
            words = "买错规格，双方同意取消。"
            order_services.call_off(actor=seller, order_id=order.pk, words=words, at=moment + timedelta(minutes=1))
        asked = moment + timedelta(hours=1)
        services.check_payment(actor=buyer, order_id=order.pk, seq=payment.seq, cashier=_whole(till), at=asked)
        if place == 2:
            _give_back(order, seller, till, asked)


def show_vouchers(owed: Sequence[Order], payers: Sequence[Actor], seller: Actor, at: datetime) -> None:
    """Let three orders be shown as paid: one waits, one is denied and looked into, one came."""
    by_buyer = {one.organisation_id: one for one in payers}
    shown = [order for order in owed if order.buyer_id in by_buyer][:3]
    for order, action in zip(shown, (None, ClaimAction.DENY, ClaimAction.ARRIVE), strict=False):
        told = ToldClaim(order.due - order.paid, timezone.localdate(at - timedelta(days=1)), words="货款已汇，附回单。")
        claim = services.state_claim(actor=by_buyer[order.buyer_id], order_id=order.pk, told=told, file=_VOUCHER, at=at)
        if action:
            services.step_claim(
                actor=seller,
                order_id=order.pk,
                seq=claim.seq,
                action=action,
                words="已核对账户流水。",
                at=at + timedelta(hours=5),
            )


def _give_back(order: Order, seller: Actor, till: Till, at: datetime) -> None:
    till.at = at + timedelta(hours=1)
    [contracted] = orders.contracted([order.pk])
    waiting = payments.issues_visible_to(seller).filter(closed_at=None, candidates__contains=[contracted.pk])
    for issue in waiting:
        services.refund(
            actor=seller,
            transfer_id=issue.transfer_id,
            seq=issue.seq,
            words="订单已取消，原路退回。",
            cashier=_whole(till),
            at=at + timedelta(hours=1),
        )


def _whole(till: Till) -> Cashier:
    """Take the till for a whole institution: nothing else of it is asked here."""
    return till  # type: ignore[return-value]  # it closes nothing and sends no notices
