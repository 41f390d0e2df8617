"""A buyer shows by a voucher that it has paid; the supplier says that nothing came, the platform looks into it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from nongcai.domain.documents import services as documents
from nongcai.domain.orders import queries as orders
from nongcai.domain.payments import marking, permissions, queries
from nongcai.domain.payments.errors import (
    BadPartError,
    BeyondOrderError,
    ClaimAccountError,
    ClaimDayError,
    ClaimStepError,
    NothingToPayError,
    OpenClaimError,
    ReasonNeededError,
    VoucherFileError,
)
from nongcai.domain.payments.models import PaymentClaim
from nongcai.domain.payments.services.following import move_claim, note_claim
from nongcai.domain.payments.services.noting import day_by_which, tell_buyer, tell_supplier
from nongcai.domain.payments.services.reckoning import reckon
from nongcai.domain.payments.states import CLAIM_HOLDER_OF, ClaimAction, ClaimState
from nongcai.domain.suppliers import services as supplier_services
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.money import CENT, shown
from nongcai.foundation.scans import LARGEST, scan_type
from nongcai.foundation.texts import N_
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Due

CLAIMS = "/payments/claims/"
STATED = N_("采购人称订单{number}已付款{amount}元并提交了凭证，请于{day}前核对账户并确认。")
DENIED = N_("供应商称未收到订单{number}的{amount}元：{words}平台将核查付款凭证。")
TO_LOOK = N_("订单{number}：采购人称已付款{amount}元，供应商称未收到，请核查。")
HANDED_BACK = N_("平台请您再次核对订单{number}的{amount}元：{words}")
UNFOUND = N_("经平台核查，订单{number}的{amount}元未到账：{words}")
WITHDRAWN = N_("采购人已撤回订单{number}的付款凭证（{amount}元）：{words}")


@dataclass(frozen=True)
class ToldClaim:
    """What a buyer says that it has paid. Without a payer it was the buyer, without a tail the settlement account."""

    amount: Decimal
    paid_on: date
    payer: str = ""
    account_tail: str = ""
    words: str = ""


@dataclass(frozen=True)
class VoucherFile:
    """The bank's receipt as it came."""

    name: str
    data: bytes


@transaction.atomic
def state_claim(*, actor: Actor, order_id: UUID, told: ToldClaim, file: VoucherFile, at: datetime) -> PaymentClaim:
    """Say that an order was paid, and show the voucher; the supplier has to look at its account.

    :raises VoucherFileError: when the voucher is no scan.
    :raises NothingToPayError: when the order is paid, or has ended.
    :raises BeyondOrderError: when the order wants less.
    :raises OpenClaimError: when another is not decided yet.
    """
    permissions.require_settler(actor)
    media_type = scan_type(file.data)
    if not media_type or len(file.data) > LARGEST:
        raise VoucherFileError(fields={"voucher": [VoucherFileError.message]})
    due = _due(actor, order_id, at)
    _require_sense(due, told, at)
    claim = _made(due, told, actor, at)
    records.save(claim)
    note_claim(claim, ClaimAction.STATE, actor=actor, words=claim.words, at=at)
    documents.store(
        owner=claim.owner, name=file.name, media_type=media_type, chunks=[file.data], at=at, user_id=actor.user_id
    )
    assert claim.due_on is not None
    text = STATED.format(number=due.number, amount=shown(claim.amount), day=chinese_day(claim.due_on))
    tell_supplier(due.supplier_id, text, at=at, page=CLAIMS)
    return claim


@transaction.atomic
def pass_claim(
    *, actor: Actor, order_id: UUID, seq: int, action: ClaimAction, words: str, at: datetime
) -> PaymentClaim:
    """Say that nothing came, hand it back to the supplier, find that nothing came, or withdraw.

    :raises ReasonNeededError: without words.
    :raises ClaimStepError: when it is past that.
    """
    claim = locked_claim(actor, order_id, seq, action)
    if not words.strip():
        raise ReasonNeededError(fields={"words": [ReasonNeededError.message]})
    said = words.strip()[:300]
    move_claim(claim, action, actor=actor, words=said, at=at)
    _tell(claim, action, said, at)
    return claim


def locked_claim(actor: Actor, order_id: UUID, seq: int, action: ClaimAction) -> PaymentClaim:
    """Return a claim within sight, held.

    :raises NotFoundError: when it lies outside.
    :raises NotAllowedError: when another desk takes this step.
    :raises ClaimStepError: when it is past that.
    """
    rows = queries.claims_visible_to(actor).filter(order_id=order_id, seq=seq)
    claim = rows.select_for_update(no_key=True).first()
    if claim is None:
        raise NotFoundError(what=order_id)
    if action not in permissions.acts_on_claim(claim, actor):
        if action in permissions.acts_of_claims(actor):
            raise ClaimStepError(state=claim.get_state_display(), action=action.label)
        raise NotAllowedError
    return claim


def _due(actor: Actor, order_id: UUID, at: datetime) -> Due:
    order = orders.orders_visible_to(actor).filter(pk=order_id, signed_at__isnull=False).first()
    if order is None:
        raise NotFoundError(what=order_id)
    if order.buyer_id != actor.organisation_id:
        raise NotAllowedError
    [due] = reckon(rows=orders.contracted([order_id]), at=at)
    return due


def _require_sense(due: Due, told: ToldClaim, at: datetime) -> None:
    left = due.amount - due.paid
    if due.cancelled_at or left <= 0:
        raise NothingToPayError(number=due.number)
    if told.amount <= 0 or told.amount != told.amount.quantize(CENT):
        raise BadPartError(fields={"amount": [BadPartError.message]})
    if told.amount > left:
        raise BeyondOrderError(number=due.number, left=shown(left), amount=shown(told.amount))
    [order] = orders.contracted([due.pk])
    if not day_of(order.placed_at) <= told.paid_on <= day_of(at):
        raise ClaimDayError(fields={"paid_on": [ClaimDayError.message]})
    if queries.open_claim(due.pk):
        raise OpenClaimError(number=due.number)


def _made(due: Due, told: ToldClaim, actor: Actor, at: datetime) -> PaymentClaim:
    account = queries.settlement_account(due.supplier_id)
    tail = told.account_tail or (account.tail if account else "")
    if not tail:
        raise ClaimAccountError(fields={"account_tail": [ClaimAccountError.message]})
    payer = told.payer.strip() or due.buyer_name
    last = PaymentClaim.objects.filter(order_id=due.pk).aggregate(last=Max("seq"))["last"] or 0
    return PaymentClaim(
        order_id=due.pk,
        seq=last + 1,
        supplier_id=due.supplier_id,
        buyer_id=due.buyer_id,
        amount=told.amount,
        paid_on=told.paid_on,
        payer=marking.masked(payer),
        payer_key=marking.name_mark(payer),
        account_tail=tail,
        words=told.words.strip()[:300],
        holder=CLAIM_HOLDER_OF[ClaimState.STATED],
        since=at,
        due_on=day_by_which(due.pk, at),
        stated_by=actor.label,
        stated_at=at,
    )


def _tell(claim: PaymentClaim, action: ClaimAction, words: str, at: datetime) -> None:
    facts = {"number": queries.dues_of([claim.order_id])[claim.order_id].number, "amount": shown(claim.amount)}
    if action == ClaimAction.DENY:
        tell_buyer(claim.buyer_id, DENIED.format(**facts, words=words), at=at, page=CLAIMS)
        supplier_services.tell_platform(TO_LOOK.format(**facts), at=at, page=CLAIMS)
    elif action == ClaimAction.ASK_AGAIN:
        tell_supplier(claim.supplier_id, HANDED_BACK.format(**facts, words=words), at=at, page=CLAIMS)
    elif action == ClaimAction.FIND_NONE:
        tell_buyer(claim.buyer_id, UNFOUND.format(**facts, words=words), at=at, page=CLAIMS)
        tell_supplier(claim.supplier_id, UNFOUND.format(**facts, words=words), at=at, page=CLAIMS)
    else:
        tell_supplier(claim.supplier_id, WITHDRAWN.format(**facts, words=words), at=at, page=CLAIMS)
