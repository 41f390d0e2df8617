"""What is owed and what arrives in every story: the school buys of the co-operative of the market."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from nongcai.domain.payments import marking, queries, rules, services
from nongcai.domain.payments.models import Due, Transfer, TransferIssue
from nongcai.domain.payments.queries import SaidTransfer
from nongcai.domain.payments.services import ToldAccount
from nongcai.domain.payments.states import PayMode
from nongcai.foundation import records

if TYPE_CHECKING:
    from nongcai.domain.payments.models import SettlementAccount, Statement
    from tests.market import Market

AT = datetime(2024, 3, 5, 2, 0, tzinfo=UTC)
TODAY = date(2024, 3, 5)
SCHOOL = "郑州市第一中学"
NUMBER = "6222020200012345678"
_ROWS = count(1)


def open_account(market: Market, number: str = NUMBER) -> SettlementAccount:
    """Let the supplier have an account to which is paid."""
    told = ToldAccount(market.supplier.name, "中国工商银行卢氏支行", number)
    account = services.propose_account(actor=market.actor("supplier"), told=told, at=AT)
    return services.confirm_account(actor=market.actor("platform"), account_id=account.pk, at=AT)


def owe(market: Market, amount: str = "1200.00", *, buyer_id: int = 1, payer: str = SCHOOL, **changes: object) -> Due:
    """Let somebody owe the supplier for an order."""
    key = uuid7()
    told = {
        "order_id": key,
        "number": f"NC{key.int >> 80}{key.int % 10**5:05d}",
        "code": rules.code_of(key),
        "supplier_id": market.supplier.pk,
        "supplier_name": market.supplier.name,
        "buyer_id": buyer_id,
        "buyer_name": payer,
        "payers": [marking.name_mark(payer)],
        "mode": PayMode.GOODS_FIRST,
        "amount": Decimal(amount),
        "starts_on": date(2024, 2, 1),
        "days": 30,
        "due_on": date(2024, 3, 4),
        "opened_at": AT,
    }
    due = Due(**told | changes)
    records.save(due)
    due.refresh_from_db()
    return due


def row(amount: str = "1200.00", note: str = "", **changes: object) -> SaidTransfer:
    """Return a row of a statement."""
    number = next(_ROWS)
    said = SaidTransfer(
        number, AT, Decimal(amount), is_in=True, note=note, payer=SCHOOL, payer_account=NUMBER, serial=f"S{number}"
    )
    return replace(said, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def load(market: Market, *rows: SaidTransfer, tail: str = "") -> Statement:
    """Let the supplier load a statement of its settlement account, or of another."""
    account = queries.account_of_statement(market.supplier.pk, tail)
    assert account is not None
    actor = market.actor("supplier")
    return services.load_statement(actor=actor, account=account, rows=rows, bank="工商银行", name="明细.xlsx", at=AT)


def only_transfer() -> Transfer:
    """Return the one that there is."""
    return Transfer.objects.get()


def open_issue() -> TransferIssue:
    """Return the one exception that waits."""
    return TransferIssue.objects.get(closed_at=None)
