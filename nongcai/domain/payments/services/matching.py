"""A whole statement matched at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from nongcai.domain.payments import rules
from nongcai.domain.payments.models import Due, KnownPayer, TransferIssue
from nongcai.domain.payments.rules import Arrived, Matcher, Owed
from nongcai.domain.payments.services.allocating import Part, allocate
from nongcai.domain.payments.services.noting import close_instalments, note_many, open_issues
from nongcai.domain.payments.states import IssueKind, StepKind
from nongcai.foundation.money import ZERO, shown
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Transfer
    from nongcai.domain.payments.rules import Verdict

BY_ITSELF = N_("自动核对")
_REASONS = {
    IssueKind.PAYER_DIFFERS: N_("付款户名“{payer}”与订单{orders}的采购人不一致。"),
    IssueKind.WRONG_ACCOUNT: N_("款项汇入末四位为{tail}的账户，不是平台核对通过的结算账户。"),
    IssueKind.OVER_PAID: N_("到账{amount}元，多于订单{orders}未付的金额。"),
    IssueKind.PARTIAL: N_("到账{amount}元，少于订单{orders}未付的金额。"),
    IssueKind.FITS_TWO: N_("到账{amount}元，可能对应{count}笔订单：{orders}。"),
    IssueKind.NO_ORDER: N_("附言中没有识别码，也没有付款户名和金额都相符的订单。"),
}


def match_transfers(transfers: Sequence[Transfer], *, supplier_id: int, actor: Actor, at: datetime) -> int:
    """Match what has just reached a supplier with what it is owed; what is not clear becomes an exception.

    Return how many transfers are matched.
    """
    dues = _owed_to(supplier_id, transfers)
    known = _known_payers(supplier_id)
    matcher = Matcher(_owed(due, known[due.buyer_id]) for due in dues.values())
    verdicts = [(one, matcher.judge(_arrived(one))) for one in sorted(transfers, key=lambda one: one.paid_at)]
    parts = [Part(one.pk, order, part) for one, found in verdicts for order, part in found.parts]
    if parts:
        allocate(parts, actor=actor, by=BY_ITSELF, at=at)
    open_issues([_issue(one, found, dues) for one, found in verdicts if found.kind], at=at)
    matched = [(one.pk, StepKind.MATCHED, "") for one, found in verdicts if found.parts]
    note_many(matched, actor=actor, at=at)
    close_instalments({part.order_id for part in parts}, actor=actor, at=at)
    return sum(not found.kind for _one, found in verdicts)


def _owed_to(supplier_id: int, transfers: Iterable[Transfer]) -> dict[UUID, Due]:
    """Select what a supplier is owed, and what was paid already of what the remarks name."""
    codes = {code for one in transfers for code in rules.codes_in(one.note)}
    rows = Due.objects.filter(supplier_id=supplier_id).filter(
        Q(open__gt=0, cancelled_at=None, settled_at=None) | Q(code__in=codes)
    )
    return {due.pk: due for due in rows.order_by("pk").select_for_update(no_key=True)}


def _known_payers(supplier_id: int) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for buyer_id, key in KnownPayer.objects.filter(supplier_id=supplier_id).values_list("buyer_id", "payer_key"):
        found[buyer_id].add(key)
    return found


def _owed(due: Due, known: Iterable[str]) -> Owed:
    open_ = ZERO if due.cancelled_at else max(due.open, ZERO)
    return Owed(due.pk, due.code, frozenset(due.payers) | frozenset(known), open_)


def _arrived(one: Transfer) -> Arrived:
    return Arrived(one.pk, one.amount, one.payer_key, one.note, is_settlement=one.account_id is not None)


def _issue(one: Transfer, found: Verdict, dues: dict[UUID, Due]) -> TransferIssue:
    kind = IssueKind(found.kind)
    candidates = [dues[key] for key in found.candidates]
    reason = _(_REASONS[kind]).format(
        payer=one.payer or _("（未注明）"),
        amount=shown(one.amount),
        tail=one.account_tail,
        orders="、".join(due.number for due in candidates[:3]),
        count=len(candidates),
    )
    buyers = {due.buyer_id for due in candidates}
    return TransferIssue(
        transfer_id=one.pk,
        supplier_id=one.supplier_id,
        buyer_id=buyers.pop() if len(buyers) == 1 else None,
        kind=kind,
        candidates=list(found.candidates),
        reason=reason[:300],
    )
