"""What buyers say that they have paid (货款确认): within sight, and held against what statements tell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nongcai.domain.documents import queries as documents
from nongcai.domain.orders.states import PAYABLE
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power
from nongcai.domain.payments import permissions
from nongcai.domain.payments.models import Allocation, ClaimStep, Due, PaymentClaim, Transfer
from nongcai.domain.payments.rules import Claimed, Told, is_same_money
from nongcai.domain.payments.rules.claiming import SLACK
from nongcai.domain.payments.states import CLAIM_ENDED, Channel, ClaimState
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation.money import ZERO
from nongcai.foundation.years import day_of, start_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document
    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor


def claims_visible_to(actor: Actor) -> QuerySet[PaymentClaim]:
    """Select a supplier's claims, or those of a buyer; for the platform all. The latest first."""
    rows = PaymentClaim.objects.order_by("-stated_at", "order_id", "seq")
    if permissions.watches(actor):
        return rows
    if permissions.sells(actor):
        supplier = suppliers.supplier_of(actor)
        return rows.filter(supplier_id=supplier.pk if supplier else 0)
    pays = permissions.settles(actor) or may(actor, Power.BUY)
    return rows.filter(buyer_id=actor.organisation_id) if pays else rows.none()


def waiting_claims(actor: Actor) -> QuerySet[PaymentClaim]:
    """Select the claims that the actor's desk holds, the first due first."""
    rows = claims_visible_to(actor).filter(closed_at=None, holder=permissions.holder_of(actor))
    return rows.order_by("due_on", "order_id", "seq")


def claimed_among(actor: Actor, dues: Iterable[Due]) -> set[UUID]:
    """Return of which of these orders a claim waits."""
    rows = claims_visible_to(actor).filter(closed_at=None, order_id__in=[due.pk for due in dues])
    return set(rows.values_list("order_id", flat=True))


def open_claim(order_id: UUID) -> PaymentClaim | None:
    """Return the claim of an order that is not decided yet."""
    return PaymentClaim.objects.filter(order_id=order_id).exclude(state__in=CLAIM_ENDED).first()


def may_claim(actor: Actor, order: Order) -> bool:
    """Say whether the actor may show a voucher for an order: something of its contract is open, no other waits."""
    is_open = order.signed_at is not None and order.state in PAYABLE and order.due > order.paid
    return is_open and permissions.pays_for(actor, order.buyer_id) and open_claim(order.pk) is None


def claim_steps(claim: PaymentClaim) -> QuerySet[ClaimStep]:
    """Select who did what with a claim."""
    return ClaimStep.objects.filter(order_id=claim.order_id, claim_seq=claim.seq).order_by("seq")


def voucher_of(claim: PaymentClaim) -> Document | None:
    """Return the voucher of a claim."""
    return documents.documents_of(claim.owner).filter(deleted_at=None).first()


def claimed(claims: Iterable[PaymentClaim]) -> list[Claimed]:
    """Return claims as rows of statements are held against them."""
    rows = list(claims)
    dues = Due.objects.in_bulk([one.order_id for one in rows])
    return [
        Claimed(
            (one.order_id, one.seq),
            one.amount,
            one.paid_on,
            one.account_tail,
            dues[one.order_id].code,
            frozenset({one.payer_key, *dues[one.order_id].payers}),
        )
        for one in rows
    ]


def confirmed_without_row(supplier_id: int, tail: str) -> list[Claimed]:
    """Return the claims on an account that were confirmed before a statement has told of their money."""
    rows = PaymentClaim.objects.filter(
        supplier_id=supplier_id, account_tail=tail, state=ClaimState.ARRIVED, row_id=None
    )
    return claimed(rows.order_by("paid_on", "order_id", "seq"))


def transfers_told_of(claim: PaymentClaim) -> list[Transfer]:
    """Return the transfers of statements that may be the money of a claim, and are that of no other."""
    [said] = claimed([claim])
    first, after = start_of_day(claim.paid_on - SLACK), start_of_day(claim.paid_on + SLACK + timedelta(days=1))
    rows = Transfer.objects.filter(
        supplier_id=claim.supplier_id,
        channel=Channel.BANK,
        amount=claim.amount,
        account_tail=claim.account_tail,
        statement_id__isnull=False,
        paid_at__gte=first,
        paid_at__lt=after,
    ).order_by("pk")
    found = [one for one in rows if is_same_money(said, _told(one))]
    taken = set(PaymentClaim.objects.filter(row_id__in=[one.pk for one in found]).values_list("row_id", flat=True))
    return [one for one in found if one.pk not in taken]


def paying(order_id: UUID, transfers: Sequence[Transfer]) -> list[Transfer]:
    """Return those of some transfers that pay an order."""
    rows = Allocation.objects.filter(order_id=order_id, transfer_id__in=[one.pk for one in transfers])
    sums: dict[UUID, Decimal] = {}
    for transfer_id, amount in rows.values_list("transfer_id", "amount"):
        sums[transfer_id] = sums.get(transfer_id, ZERO) + amount
    return [one for one in transfers if sums.get(one.pk)]


def _told(one: Transfer) -> Told:
    return Told(one.amount, day_of(one.paid_at), one.account_tail, one.payer_key, one.note)
