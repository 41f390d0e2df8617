"""Paying at a licensed institution: people pay into the supplier's own account there, and the institution tells us."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class TradeState(StrEnum):
    """What the institution says of a payment."""

    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class RefundState(StrEnum):
    """What the institution says of a refund."""

    UNDER_WAY = "under_way"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Trade:
    """A payment as the institution knows it, by our number; `serial`, amount and moment are there once it is paid."""

    trade_no: str
    merchant_no: str
    state: TradeState
    serial: str = ""
    fen: int = 0
    paid_at: datetime | None = None


@dataclass(frozen=True)
class Refund:
    """Money on its way back to the payer; `refund_no` is ours, unless the supplier gave it back by itself."""

    refund_no: str
    trade_no: str
    merchant_no: str
    state: RefundState
    serial: str = ""
    fen: int = 0
    done_at: datetime | None = None


@dataclass(frozen=True)
class Notice:
    """What the institution has told us without being asked: of a payment, of a refund, or of nothing that we know."""

    id: str
    kind: str
    trade: Trade | None = None
    refund: Refund | None = None


class CashierError(Exception):
    """It was not done; the text is for the log. `is_final` says that asking again comes to the same."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final


class ForgedNoticeError(Exception):
    """It does not come from the institution, or is old."""


class Cashier(Protocol):
    """What opens, asks after, closes and gives back payments; amounts are in fen.

    Each call goes over the network: never in a transaction. Each raises `CashierError` when it was not done.
    """

    def open(self, *, trade_no: str, merchant_no: str, fen: int, words: str, ends_at: datetime) -> str:
        """Open a payment into a supplier's account; return the text of the code that the payer scans."""

    def query(self, *, trade_no: str, merchant_no: str) -> Trade:
        """Ask what became of a payment."""

    def close(self, *, trade_no: str, merchant_no: str) -> None:
        """Let nobody pay it any more."""

    def refund(self, *, refund_no: str, trade_no: str, merchant_no: str, fen: int, of_fen: int, words: str) -> Refund:
        """Give so much of a payment back to where it came from; the same number asks for the same refund."""

    def query_refund(self, *, refund_no: str, merchant_no: str) -> Refund:
        """Ask what became of a refund."""

    def read_notice(self, headers: Mapping[str, str], body: bytes, at: datetime) -> Notice:
        """Read what came; raise `ForgedNoticeError` unless the institution has signed it a moment ago."""
