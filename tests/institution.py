"""WeChat Pay on a port of its own: it checks how we sign, and signs and seals what it says; it can be bent."""

from __future__ import annotations

import base64
import json
import re
import secrets
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test import override_settings

from nongcai.foundation import wechat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MCHID, SERIAL, SEAL = "1900000109", "5157F09EFDC096DE15EBE81A47057A72", "0123456789abcdef0123456789abcdef"
KEY_ID = "PUB_KEY_ID_0119000001092026112600000000000001"
OURS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
THEIRS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGERS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PAID_AT = "2024-03-05T10:30:00+08:00"
_V3 = "/v3/pay/partner/transactions"
Told = dict[str, Any]


class Institution(ThreadingHTTPServer):
    """Keeps `trades` and `refunds` by our numbers; `key` signs as `serial`, `refund_status` is what refunds come to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.trades: dict[str, Told] = {}
        self.refunds: dict[str, Told] = {}
        self.asked: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.key: rsa.RSAPrivateKey = THEIRS
        self.serial = KEY_ID
        self.refund_status = "PROCESSING"
        self.refusal: tuple[int, str] | None = None
        self.meanwhile: Callable[[], None] = lambda: None

    def pay(self, trade_no: str, *, fen: int = 0, at: str = PAID_AT) -> Told:
        """Let somebody pay; return what a notice of it says."""
        trade = self.trades[trade_no]
        trade |= {
            "trade_state": "SUCCESS",
            "transaction_id": f"42000{int(trade_no[-3:]):03d}{abs(hash(trade_no)) % 10**12:012d}",
            "success_time": at,
            "payer": {"sp_openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},
        }
        trade["amount"] = trade["amount"] | {"total": fen or trade["amount"]["total"]}
        return dict(trade)

    def settle_refund(self, refund_no: str, status: str = "SUCCESS", at: str = PAID_AT) -> Told:
        """Let a refund come to its end; return what a notice of it says."""
        refund = self.refunds[refund_no]
        refund |= {"status": status, "success_time": at}
        told = {name: value for name, value in refund.items() if name != "status"}
        return told | {"refund_status": status, "sp_mchid": MCHID}

    def notice(self, resource: Told, *, kind: str = "TRANSACTION.SUCCESS", **bent: Any) -> tuple[dict[str, str], bytes]:
        """Sign and seal what is told; return headers and body. `bent` changes id, seal, key, serial, moment or body."""
        nonce = secrets.token_hex(6)
        sealed = AESGCM(bent.get("seal", SEAL).encode()).encrypt(
            nonce.encode(), json.dumps(resource).encode(), b"transaction"
        )
        told = {
            "id": bent.get("id", secrets.token_hex(16)),
            "create_time": PAID_AT,
            "resource_type": "encrypt-resource",
            "event_type": kind,
            "summary": "支付成功",
            "resource": {
                "algorithm": "AEAD_AES_256_GCM",
                "ciphertext": base64.b64encode(sealed).decode(),
                "associated_data": "transaction",
                "nonce": nonce,
                "original_type": "transaction",
            },
        }
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = self.signed(body, key=bent.get("key", self.key), moment=bent.get("moment"))
        headers["Wechatpay-Serial"] = bent.get("serial", KEY_ID)
        return headers, bent.get("body", body)

    def signed(self, body: bytes, *, key: rsa.RSAPrivateKey, moment: int | None = None) -> dict[str, str]:
        """Sign a body; return the headers that say so."""
        said, nonce = str(moment or int(time.time())), secrets.token_hex(16)
        text = f"{said}\n{nonce}\n".encode() + body + b"\n"
        signature = key.sign(text, padding.PKCS1v15(), hashes.SHA256())
        return {
            "Wechatpay-Timestamp": said,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Signature": base64.b64encode(signature).decode(),
            "Wechatpay-Serial": self.serial,
            "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
        }


class _Handler(BaseHTTPRequestHandler):
    server: Institution

    def do_GET(self) -> None:
        self._answer("GET", b"")

    def do_POST(self) -> None:
        self._answer("POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _answer(self, method: str, body: bytes) -> None:
        self.server.asked.append((method, self.path))
        if fault := _fault_of(self, method, body):
            self.server.faults.append(fault)
            self._tell(401, {"code": "SIGN_ERROR", "message": fault})
            return
        self.server.meanwhile()
        status, told = self.server.refusal or _done(self.server, method, self.path, json.loads(body or b"{}"))
        self._tell(status, told if isinstance(told, dict) else {"code": told, "message": ""})

    def _tell(self, status: int, told: Told) -> None:
        body = b"" if status == 204 else json.dumps(told, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in self.server.signed(body, key=self.server.key).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def _fault_of(handler: _Handler, method: str, body: bytes) -> str:
    """Say what is wrong with how a call is signed; nothing where it is right."""
    scheme, _, rest = handler.headers.get("Authorization", "").partition(" ")
    told = dict(re.findall(r'(\w+)="([^"]*)"', rest))
    if scheme != "WECHATPAY2-SHA256-RSA2048" or told.get("mchid") != MCHID or told.get("serial_no") != SERIAL:
        return "another merchant"
    if abs(int(told["timestamp"]) - time.time()) > 300:
        return "old"
    text = f"{method}\n{handler.path}\n{told['timestamp']}\n{told['nonce_str']}\n".encode() + body + b"\n"
    try:
        signature = base64.b64decode(told["signature"])
        OURS.public_key().verify(signature, text, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return "wrong signature"
    return ""


def _done(server: Institution, method: str, path: str, told: Told) -> tuple[int, Told | str]:
    place, query = urlsplit(path).path, dict(parse_qsl(urlsplit(path).query))
    if (method, place) == ("POST", f"{_V3}/native"):
        return _opened(server, told)
    if (method, place) == ("POST", "/v3/refund/domestic/refunds"):
        return _given_back(server, told)
    name = place.removesuffix("/close").rpartition("/")[2]
    known = server.refunds if "/refunds/" in place else server.trades
    row = known.get(name)
    if row is None or row["sub_mchid"] != (told | query).get("sub_mchid"):
        return 404, "RESOURCE_NOT_EXISTS"
    if not place.endswith("/close"):
        return 200, row
    if row["trade_state"] == "SUCCESS":
        return 400, "ORDERPAID"
    row["trade_state"] = "CLOSED"
    return 204, {}


def _opened(server: Institution, told: Told) -> tuple[int, Told | str]:
    trade_no = told["out_trade_no"]
    if not re.fullmatch(r"[0-9A-Za-z_\-|*]{6,32}", trade_no) or told["sp_mchid"] != MCHID or not told["notify_url"]:
        return 400, "PARAM_ERROR"
    known = server.trades.get(trade_no)
    if known and known["asked"] != told:
        return 400, "OUT_TRADE_NO_USED"
    names = ("sp_mchid", "sub_mchid", "out_trade_no", "amount")
    kept = {name: told[name] for name in names} | {"asked": told, "trade_state": "NOTPAY"}
    server.trades.setdefault(trade_no, kept)
    return 200, {"code_url": f"weixin://wxpay/bizpayurl?pr={trade_no[:6]}{trade_no[-3:]}"}


def _given_back(server: Institution, told: Told) -> tuple[int, Told | str]:
    trade = server.trades.get(told["out_trade_no"])
    if trade is None or trade["trade_state"] not in {"SUCCESS", "REFUND"}:
        return 404, "RESOURCE_NOT_EXISTS"
    if told["out_refund_no"] not in server.refunds:
        before = [one for one in server.refunds.values() if one["out_trade_no"] == told["out_trade_no"]]
        sums = sum(one["amount"]["refund"] for one in before if one["status"] not in {"CLOSED", "ABNORMAL"})
        if sums + told["amount"]["refund"] > trade["amount"]["total"]:
            return 403, "NOT_ENOUGH"
        trade["trade_state"] = "REFUND"
        server.refunds[told["out_refund_no"]] = {
            "out_refund_no": told["out_refund_no"],
            "out_trade_no": told["out_trade_no"],
            "transaction_id": trade["transaction_id"],
            "sub_mchid": told["sub_mchid"],
            "refund_id": f"50000{len(server.refunds):012d}",
            "status": server.refund_status,
            "amount": told["amount"],
            "success_time": PAID_AT if server.refund_status == "SUCCESS" else None,
        }
    return 200, server.refunds[told["out_refund_no"]]


def _pem(key: rsa.RSAPrivateKey) -> str:
    form, bare = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, bare).decode()


def _public_pem(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


@contextmanager
def running() -> Iterator[Institution]:
    """Start one that the site is configured for, and stop it."""
    with Institution() as institution:
        thread = Thread(target=institution.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        wechat._made.cache_clear()
        with override_settings(
            NONGCAI_WECHAT_MCHID=MCHID,
            NONGCAI_WECHAT_APPID="wx8888888888888888",
            NONGCAI_WECHAT_SERIAL=SERIAL,
            NONGCAI_WECHAT_PRIVATE_KEY=_pem(OURS),
            NONGCAI_WECHAT_APIV3_KEY=SEAL,
            NONGCAI_WECHAT_PUBLIC_KEY=_public_pem(THEIRS),
            NONGCAI_WECHAT_PUBLIC_KEY_ID=KEY_ID,
            NONGCAI_WECHAT_NOTICE_ADDRESS="https://example.org/payments/wechat/notice/",
            NONGCAI_WECHAT_ADDRESS=institution.address,
        ):
            yield institution
        wechat._made.cache_clear()
        institution.shutdown()
        thread.join()
