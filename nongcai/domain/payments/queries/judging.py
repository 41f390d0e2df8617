"""What would become of the rows of a statement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.domain.payments import marking
from nongcai.domain.payments.models import ClaimedRow, SettlementAccount, StatementHeading, Transfer
from nongcai.domain.payments.queries import claims
from nongcai.domain.payments.rules import Told, claim_told_of
from nongcai.domain.payments.states import AccountState, RowOutcome
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from nongcai.domain.payments.rules import Claimed

# As whom WeChat Pay pays out in one sum what was paid to a merchant.
_PAYS_OUT = "财付通"


@dataclass(frozen=True)
class SaidTransfer:
    """A row of a statement as it was read; `faults` are the sentences of its cells."""

    row_no: int
    moment: datetime | None
    amount: Decimal | None
    is_in: bool
    note: str = ""
    balance: Decimal | None = None
    payer: str = ""
    payer_account: str = ""
    serial: str = ""
    own_account: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class JudgedTransfer:
    """A row with what becomes of it; `key` is that of its transfer, `claim` that of whoever told of it before."""

    said: SaidTransfer
    outcome: RowOutcome
    key: UUID | None = None
    likeness: str = ""
    message: str = ""
    claim: tuple[UUID, int] | None = None


@dataclass(frozen=True)
class OfAccount:
    """Of which account a statement is: a settlement account, or another of which the last four digits are known."""

    supplier_id: int
    account_id: int | None
    tail: str
    name: str
    is_merchant: bool = False

    @property
    def key(self) -> str:
        """What transfers of the account have in common."""
        return f"{self.supplier_id}:{self.account_id or self.tail}"


def settlement_account(supplier_id: int) -> SettlementAccount | None:
    """Return the account to which buyers pay; None when none was confirmed."""
    return SettlementAccount.objects.filter(supplier=supplier_id, state=AccountState.CONFIRMED).first()


def account_of_statement(supplier_id: int, tail: str = "") -> OfAccount | None:
    """Return the settlement account, or another of the supplier's by its last digits."""
    account = settlement_account(supplier_id)
    if tail and (account is None or account.tail != tail):
        return OfAccount(supplier_id, None, tail, _("其他账户"))
    if account is None:
        return None
    return OfAccount(supplier_id, account.pk, account.tail, account.bank, is_merchant=bool(account.merchant_no))


def headings_told(supplier_id: int) -> dict[str, str]:
    """Return what a supplier said of the headings of its banks."""
    return dict(StatementHeading.objects.filter(supplier=supplier_id).values_list("key", "answer"))


def judge_statement(account: OfAccount, rows: Sequence[SaidTransfer]) -> list[JudgedTransfer]:
    """Say of each row whether it is new, known, money that went out, or wrong.

    A row is known by account, day, serial number and amount; without a serial number by day, amount, payer and
    balance. What has neither cannot be told from its repetition, and is wrong.
    """
    judged = [_looked_at(account, said) for said in rows]
    keys = [one.key for one in judged if one.key]
    known = {*_keys(Transfer, keys), *_keys(ClaimedRow, keys)}
    marks = [one.likeness for one in judged if one.likeness]
    alike = _alike(Transfer, marks) | _alike(ClaimedRow, marks)
    seen: set[UUID] = set()
    fresh = [_against(one, known, alike, seen) for one in judged]
    waiting = claims.confirmed_without_row(account.supplier_id, account.tail)
    return [_against_claims(account, one, waiting) for one in fresh] if waiting else fresh


def counted(judged: Iterable[JudgedTransfer]) -> dict[str, int]:
    """Return how many rows there are of each outcome."""
    found = Counter(one.outcome for one in judged)
    return {outcome.value: found[outcome] for outcome in RowOutcome}


def _looked_at(account: OfAccount, said: SaidTransfer) -> JudgedTransfer:
    faults = list(said.faults)
    if not faults and (said.moment is None or said.amount is None):
        faults.append(_("缺少交易时间或金额。"))
    if said.own_account and marking.tail(said.own_account) not in {account.tail, ""}:
        faults.append(_("本方账号末四位与所选账户（{tail}）不同，请核对所选账户。").format(tail=account.tail))
    if not said.serial and said.balance is None:
        faults.append(_("既无流水号也无余额，不能防止重复登记，请导出含流水号的明细。"))
    if faults or said.moment is None or said.amount is None:
        return JudgedTransfer(said, RowOutcome.WRONG, message=" ".join(faults)[:300])
    if not said.is_in:
        return JudgedTransfer(said, RowOutcome.OUT)
    if account.is_merchant and _PAYS_OUT in said.payer:
        return JudgedTransfer(said, RowOutcome.SAME, message=_("微信支付的结算款，各笔支付已登记过。"))
    return _keyed(account, said, said.moment)


def _keyed(account: OfAccount, said: SaidTransfer, moment: datetime) -> JudgedTransfer:
    day = day_of(moment)
    weak = (account.key, day, said.amount, marking.name_mark(said.payer), said.balance)
    strong = (account.key, day, said.serial, said.amount) if said.serial else weak
    likeness = marking.mark("likeness", *weak) if said.balance is not None else ""
    return JudgedTransfer(said, RowOutcome.NEW, marking.transfer_key(moment, *strong), likeness)


def _keys(kind: type[Transfer] | type[ClaimedRow], keys: Sequence[UUID]) -> Iterable[UUID]:
    return kind.objects.filter(pk__in=keys).values_list("pk", flat=True)


def _alike(kind: type[Transfer] | type[ClaimedRow], marks: Sequence[str]) -> dict[str, bool]:
    """Map marks that are there to whether their transfer has a serial number."""
    rows = kind.objects.filter(likeness__in=marks).values_list("likeness", "serial")
    return {likeness: bool(serial) for likeness, serial in rows}


def _against(one: JudgedTransfer, known: set[UUID], alike: dict[str, bool], seen: set[UUID]) -> JudgedTransfer:
    if one.key is None:
        return one
    # With serial numbers on both sides, these alone tell; else the same day, amount, payer and balance is the same.
    is_alike = one.likeness in alike and not (alike[one.likeness] and one.said.serial)
    if one.key in known or one.key in seen or is_alike:
        return JudgedTransfer(one.said, RowOutcome.SAME, one.key, one.likeness)
    seen.add(one.key)
    return one


def _against_claims(account: OfAccount, one: JudgedTransfer, waiting: list[Claimed]) -> JudgedTransfer:
    """Take a new row off the claims that wait for theirs: the supplier has said before that this money came."""
    if one.outcome != RowOutcome.NEW or one.said.moment is None or one.said.amount is None:
        return one
    told = Told(
        one.said.amount, day_of(one.said.moment), account.tail, marking.name_mark(one.said.payer), one.said.note
    )
    found = claim_told_of(waiting, told)
    if found is None:
        return one
    waiting.remove(found)
    message = _("采购人已出示付款凭证并由供应商确认到账，不重复登记。")
    return JudgedTransfer(one.said, RowOutcome.SAME, one.key, one.likeness, message, found.key)
