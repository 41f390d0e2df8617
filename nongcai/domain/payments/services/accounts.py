"""Settlement accounts: proposed by the supplier, confirmed by the platform, replaced by later ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.payments import marking, permissions, queries
from nongcai.domain.payments.errors import AccountNameError, AccountStepError, ReasonNeededError, SameAccountError
from nongcai.domain.payments.models import SettlementAccount
from nongcai.domain.payments.states import ACCOUNT_MACHINE, AccountAction, AccountState
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers import services as supplier_services
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

PAGE = "/payments/accounts/"
PROPOSED = N_("“{name}”提交了结算账户（末四位{tail}），等待核对。")
CONFIRMED = N_("结算账户（末四位{tail}）已核对通过，采购人的货款将汇入该账户。")
REFUSED = N_("结算账户（末四位{tail}）核对未通过：{words}")


@dataclass(frozen=True)
class ToldAccount:
    """An account as a supplier tells it."""

    holder_name: str
    bank: str
    number: str
    merchant_no: str = ""


@transaction.atomic
def propose_account(*, actor: Actor, told: ToldAccount, words: str = "", at: datetime) -> SettlementAccount:
    """Propose an account; until the platform has confirmed it, buyers pay to the one before.

    :raises AccountNameError: when it is in another name than the supplier's.
    :raises SameAccountError: when it is the one in use.
    """
    supplier = suppliers.supplier_of(actor)
    if supplier is None:
        raise NotAllowedError
    number = re.sub(r"[\s\-]", "", told.number)
    if marking.name_mark(told.holder_name) != marking.name_mark(supplier.name):
        raise AccountNameError(name=supplier.name, fields={"holder_name": [AccountNameError.message]})
    current = queries.settlement_account(supplier.pk)
    merchant_no = told.merchant_no.strip()
    if current is not None and (current.number, current.merchant_no) == (number, merchant_no):
        raise SameAccountError
    account = SettlementAccount(
        supplier=supplier,
        holder_name=supplier.name,
        bank=told.bank.strip(),
        number=number,
        merchant_no=merchant_no,
        words=words.strip(),
        proposed_by=actor.label,
        proposed_at=at,
    )
    records.save(account)
    supplier_services.tell_platform(PROPOSED.format(name=supplier.name, tail=account.tail), at=at, page=PAGE)
    return account


@transaction.atomic
def confirm_account(*, actor: Actor, account_id: int, at: datetime) -> SettlementAccount:
    """Say that an account is right; the one before is replaced at this moment.

    :raises AccountStepError: when it was decided.
    """
    account = _locked(actor, account_id)
    current = queries.settlement_account(account.supplier_id)
    if current is not None:
        _step(current, AccountAction.REPLACE)
        current.replaced_at = at
        records.save(current, "state", "replaced_at")
    _decide(account, AccountAction.CONFIRM, actor, at)
    supplier_services.tell_supplier(account.supplier, CONFIRMED.format(tail=account.tail), at=at, page=PAGE)
    return account


@transaction.atomic
def refuse_account(*, actor: Actor, account_id: int, words: str, at: datetime) -> SettlementAccount:
    """Say that an account is not right, and why.

    :raises ReasonNeededError: without words.
    :raises AccountStepError: when it was decided.
    """
    if not words.strip():
        raise ReasonNeededError
    account = _locked(actor, account_id)
    account.words = words.strip()[:300]
    _decide(account, AccountAction.REFUSE, actor, at, "words")
    text = REFUSED.format(tail=account.tail, words=account.words)
    supplier_services.tell_supplier(account.supplier, text, at=at, page=PAGE)
    return account


def _locked(actor: Actor, account_id: int) -> SettlementAccount:
    permissions.require_watcher(actor)
    rows = queries.accounts_visible_to(actor).select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=account_id).first()
    if found is None:
        raise NotFoundError(what=account_id)
    # One after another for a supplier: the row that is replaced is not the one that is locked.
    records.lock_keys([f"settlement-account:{found.supplier_id}"])
    return found


def _decide(account: SettlementAccount, action: AccountAction, actor: Actor, at: datetime, *fields: str) -> None:
    _step(account, action)
    account.decided_by, account.decided_at = actor.label, at
    records.save(account, "state", "decided_by", "decided_at", *fields)


def _step(account: SettlementAccount, action: AccountAction) -> None:
    step = ACCOUNT_MACHINE.step(action, account.state)
    if step is None:
        raise AccountStepError(state=account.get_state_display(), action=action.label)
    account.state = AccountState(step.target)
