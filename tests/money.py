"""What is owed and what arrives in every story: the school buys of the co-operative of the market."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.rules import number_of
from nongcai.domain.organisations.models import Organisation
from nongcai.domain.payments import queries, services
from nongcai.domain.payments.models import Due, Transfer, TransferIssue
from nongcai.domain.payments.queries import SaidTransfer
from nongcai.domain.payments.services import ToldAccount
from nongcai.foundation import records

if TYPE_CHECKING:
    from uuid import UUID

    from nongcai.domain.payments.models import SettlementAccount, Statement
    from tests.market import Market

AT = datetime(2024, 3, 5, 2, 0, tzinfo=UTC)
TODAY = date(2024, 3, 5)
SIGNED = datetime(2024, 2, 1, 2, 0, tzinfo=UTC)
SCHOOL = "郑州市第一中学"
NUMBER = "6222020200012345678"
_ROWS = count(1)


def open_account(market: Market, number: str = NUMBER, merchant_no: str = "") -> SettlementAccount:
    """Let the supplier have an account to which is paid; with a number it is a merchant at the institution."""
    told = ToldAccount(market.supplier.name, "中国工商银行卢氏支行", number, merchant_no)
    account = services.propose_account(actor=market.actor("supplier"), told=told, at=AT)
    return services.confirm_account(actor=market.actor("platform"), account_id=account.pk, at=AT)


def owe(market: Market, amount: str = "1200.00", *, buyer_id: int = 0, payer: str = SCHOOL, **changes: object) -> Due:
    """Let the school, or another, owe the supplier for an order that was signed."""
    key = uuid7()
    school = Organisation.objects.get(unit_code="4101000002")
    told = {
        "id": key,
        "number": number_of(key),
        "buyer_id": buyer_id or school.pk,
        "buyer_name": payer,
        "buyer_kind": "unit",
        "user": market.users["supplier"],
        "unit": school,
        "unit_name": payer,
        "region_code": "410100",
        "supplier": market.supplier,
        "seller_id": market.supplier.organisation_id,
        "supplier_name": market.supplier.name,
        "purpose": "canteen",
        "receiver": "食堂库管岗",
        "phone": "0371-60000000",
        "province": "41",
        "address": "某路1号",
        "payment_mode": "goods_first",
        "payer_kind": "canteen",
        "invoice_title": payer,
        "goods_amount": Decimal(amount),
        "freight": Decimal(0),
        "amount": Decimal(amount),
        "due": Decimal(amount),
        "state": "signed",
        "placed_at": SIGNED,
        "signed_at": SIGNED,
        "holder": "seller",
        "since": SIGNED,
    }
    records.save(Order(**told | changes))
    return reckoned(key)


def reckoned(key: UUID) -> Due:
    """Return what is owed for an order as it stands."""
    services.reckon(rows=orders.contracted([key]), at=AT)
    return Due.objects.get(pk=key)


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
