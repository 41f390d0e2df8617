"""WeChat Pay (微信支付) for suppliers that are its merchants, by the library `wechatpayv3` (decision 43)."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from wechatpayv3 import WeChatPay, WeChatPayType

from nongcai.foundation.cashing import (
    CashierError,
    ForgedNoticeError,
    Notice,
    Refund,
    RefundState,
    Trade,
    TradeState,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nongcai.foundation.cashing import Cashier

Told = dict[str, Any]

WITHIN = (5, 10)  # seconds: to connect, and for one read
FRESH = timedelta(minutes=5)
CURRENCY = "CNY"
_SIGNED_BY = "WECHATPAY2-SHA256-RSA2048"
_HEADERS = ("Signature", "Timestamp", "Nonce", "Serial", "Signature-Type")
_WORDS = 120  # signs of a description
# Asking again would come to the same; the rest is silence, haste, or a slip of theirs.
_FINAL = {400, 403, 404}
_TRADES = {
    "SUCCESS": TradeState.PAID,
    # It was paid before something went back; how much, the notices of refunds tell.
    "REFUND": TradeState.PAID,
    "CLOSED": TradeState.CLOSED,
    "REVOKED": TradeState.CLOSED,
}
_REFUNDS = {"SUCCESS": RefundState.DONE, "CLOSED": RefundState.FAILED, "ABNORMAL": RefundState.FAILED}


def cashier() -> Cashier | None:
    """Return the configured institution; None where paying at one is not offered."""
    return _made() if settings.NONGCAI_WECHAT_MCHID else None


class WeChatCashier:
    """The service provider (服务商) that opens payments into accounts of suppliers, and never has the money."""

    def __init__(self) -> None:
        self._pay = WeChatPay(
            wechatpay_type=WeChatPayType.NATIVE,
            mchid=settings.NONGCAI_WECHAT_MCHID,
            private_key=settings.NONGCAI_WECHAT_PRIVATE_KEY,
            cert_serial_no=settings.NONGCAI_WECHAT_SERIAL,
            appid=settings.NONGCAI_WECHAT_APPID,
            apiv3_key=settings.NONGCAI_WECHAT_APIV3_KEY,
            notify_url=settings.NONGCAI_WECHAT_NOTICE_ADDRESS,
            partner_mode=True,
            timeout=WITHIN,
            public_key=settings.NONGCAI_WECHAT_PUBLIC_KEY,
            public_key_id=settings.NONGCAI_WECHAT_PUBLIC_KEY_ID,
        )
        # The library knows one address only; and a signature by another key is never a reason to fetch that key.
        self._pay._core._gate_way = settings.NONGCAI_WECHAT_ADDRESS.rstrip("/")
        self._pay._core._update_certificates = lambda: None

    def open(self, *, trade_no: str, merchant_no: str, fen: int, words: str, ends_at: datetime) -> str:
        """Open a payment; return what the code to scan says."""
        told = self._asked(
            self._pay.pay,
            description=words[:_WORDS],
            out_trade_no=trade_no,
            amount={"total": fen, "currency": CURRENCY},
            time_expire=ends_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00"),
            sub_mchid=merchant_no,
        )
        return _text(told, "code_url")

    def query(self, *, trade_no: str, merchant_no: str) -> Trade:
        """Ask what became of a payment."""
        try:
            return _trade(self._asked(self._pay.query, out_trade_no=trade_no, sub_mchid=merchant_no))
        except _UnknownError:
            return Trade(trade_no, merchant_no, TradeState.UNKNOWN)

    def close(self, *, trade_no: str, merchant_no: str) -> None:
        """Let nobody pay it any more."""
        self._asked(self._pay.close, out_trade_no=trade_no, sub_mchid=merchant_no)

    def refund(self, *, refund_no: str, trade_no: str, merchant_no: str, fen: int, of_fen: int, words: str) -> Refund:
        """Give so much of a payment back to where it came from."""
        told = self._asked(
            self._pay.refund,
            out_refund_no=refund_no,
            out_trade_no=trade_no,
            amount={"refund": fen, "total": of_fen, "currency": CURRENCY},
            reason=words[:80] or None,
            sub_mchid=merchant_no,
        )
        return _refund(told, merchant_no)

    def query_refund(self, *, refund_no: str, merchant_no: str) -> Refund:
        """Ask what became of a refund."""
        try:
            told = self._asked(self._pay.query_refund, out_refund_no=refund_no, sub_mchid=merchant_no)
        except _UnknownError:
            return Refund(refund_no, "", merchant_no, RefundState.UNKNOWN)
        return _refund(told, merchant_no)

    def read_notice(self, headers: Mapping[str, str], body: bytes, at: datetime) -> Notice:
        """Read what WeChat Pay tells, if it has signed and sealed it a moment ago."""
        signed = {f"Wechatpay-{name}": headers.get(f"Wechatpay-{name}", "") for name in _HEADERS}
        _require_signer(signed, at)
        try:
            told = self._pay.callback(signed, body)
        except Exception as error:
            raise ForgedNoticeError(type(error).__name__) from error
        if not told:
            raise ForgedNoticeError("the signature or the seal is wrong")
        return _notice(told)

    def _asked(self, act: Any, **told: Any) -> Told:
        try:
            status, text = act(**told)
            found = json.loads(text or "{}")
        except Exception as error:
            raise CashierError(f"{type(error).__name__}: {error}") from error
        if not isinstance(found, dict):
            raise CashierError("no object")
        if 200 <= status < 300:
            return found
        why = f"status {status} {str(found.get('code', ''))[:40]}"
        kind = _UnknownError if status == 404 else CashierError
        raise kind(why, is_final=status in _FINAL)


class _UnknownError(CashierError):
    """It knows no such payment or refund."""


@lru_cache(maxsize=1)
def _made() -> WeChatCashier:
    return WeChatCashier()


def _require_signer(signed: Mapping[str, str], at: datetime) -> None:
    if signed["Wechatpay-Serial"] != settings.NONGCAI_WECHAT_PUBLIC_KEY_ID:
        raise ForgedNoticeError("signed by another key")
    if signed["Wechatpay-Signature-Type"] != _SIGNED_BY:
        raise ForgedNoticeError("signed in another way")
    moment = signed["Wechatpay-Timestamp"]
    if not re.fullmatch(r"[0-9]{9,12}", moment) or abs(int(moment) - at.timestamp()) > FRESH.total_seconds():
        raise ForgedNoticeError("not of this moment")


def _notice(told: Told) -> Notice:
    resource, kind = told["resource"], str(told.get("event_type", ""))[:40]
    try:
        found = Notice(_text(told, "id"), kind)
        if resource.get("sp_mchid") != settings.NONGCAI_WECHAT_MCHID:
            raise ForgedNoticeError("of another service provider")
        if kind.startswith("TRANSACTION."):
            return Notice(found.id, kind, trade=_trade(resource))
        if kind.startswith("REFUND."):
            status = resource.get("refund_status")
            return Notice(found.id, kind, refund=_refund(resource | {"status": status}, _text(resource, "sub_mchid")))
    except CashierError as error:
        raise ForgedNoticeError(str(error)) from error
    return found


def _trade(told: Told) -> Trade:
    state = _TRADES.get(told.get("trade_state", ""), TradeState.WAITING)
    trade_no, merchant_no = _text(told, "out_trade_no"), _text(told, "sub_mchid")
    if state != TradeState.PAID:
        return Trade(trade_no, merchant_no, state)
    return Trade(
        trade_no, merchant_no, state, _text(told, "transaction_id"), _fen(told, "total"), _moment(told, needed=True)
    )


def _refund(told: Told, merchant_no: str) -> Refund:
    state = _REFUNDS.get(told.get("status", ""), RefundState.UNDER_WAY)
    return Refund(
        _text(told, "out_refund_no"),
        _text(told, "out_trade_no"),
        merchant_no,
        state,
        str(told.get("refund_id", ""))[:64],
        _fen(told, "refund"),
        _moment(told, needed=state == RefundState.DONE),
    )


def _text(told: Told, name: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= 512:
        raise CashierError(f"no {name}")
    return found


def _fen(told: Told, name: str) -> int:
    amount = told.get("amount")
    found = amount.get(name) if isinstance(amount, dict) else None
    if not isinstance(found, int) or isinstance(found, bool) or found <= 0:
        raise CashierError(f"no amount {name}")
    if amount is not None and amount.get("currency", CURRENCY) != CURRENCY:
        raise CashierError("another currency")
    return found


def _moment(told: Told, *, needed: bool) -> datetime | None:
    said = told.get("success_time")
    if not said and not needed:
        return None
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError as error:
        raise CashierError("no success_time") from error
    if found.tzinfo is None:
        raise CashierError("no time zone in success_time")
    return found
