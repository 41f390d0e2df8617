"""Vouchers of buyers in every story: shown, confirmed, denied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.domain.payments import services
from nongcai.domain.payments.services import ToldClaim, VoucherFile
from nongcai.domain.payments.states import ClaimAction
from tests.money import AT, TODAY

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Due, PaymentClaim
    from tests.market import Market

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
VOUCHER = VoucherFile("回单.png", PNG)


def state(actor: Actor, due: Due, *, file: VoucherFile = VOUCHER, **told: Any) -> PaymentClaim:
    """Let a buyer show that it has paid what is open, today."""
    facts = {"amount": due.open, "paid_on": TODAY} | told
    return services.state_claim(actor=actor, order_id=due.pk, told=ToldClaim(**facts), file=file, at=AT)


def step(actor: Actor, claim: PaymentClaim, action: ClaimAction, words: str = "已核对回单") -> PaymentClaim:
    """Take a step with a claim."""
    return services.step_claim(actor=actor, order_id=claim.order_id, seq=claim.seq, action=action, words=words, at=AT)


def confirm(market: Market, claim: PaymentClaim) -> PaymentClaim:
    """Let the supplier say that it came."""
    return step(market.actor("supplier"), claim, ClaimAction.ARRIVE)


def deny(market: Market, claim: PaymentClaim) -> PaymentClaim:
    """Let the supplier say that nothing came."""
    return step(market.actor("supplier"), claim, ClaimAction.DENY, "账户无此笔入账")
