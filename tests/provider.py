"""A small identity service (OpenID Connect) on a port of its own, which can be bent in every way."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.core.cache import cache
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT, SECRET = "nongcai", "a secret: 100%"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())


class Provider(ThreadingHTTPServer):
    """Says of whoever signs in what `claims` hold; `head` and `key` sign it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] = {"sub": "4101-0007"}
        self.described: dict[str, Any] = {}
        self.head: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.key: Any = RSA_KEY
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.is_silent = False

    def answer(self, address: str, **claims: Any) -> dict[str, str]:
        """Sign somebody in at the address to which the browser was sent; return what it brings back."""
        self.claims |= claims
        asked = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def token(self, nonce: str) -> str:
        """Say who it was."""
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "nonce": nonce, "iat": now, "exp": now + 300} | self.claims
        told = {name: value for name, value in told.items() if value is not None}
        head = dict(self.head)
        return jwt.encode(told, self.key, algorithm=head.pop("alg"), headers=head)

    def exchange(self, sent: dict[str, str], authorization: str) -> str | None:
        """Give the token for a code, once, to whoever may have it."""
        asked = self.codes.pop(sent["code"], None)
        posted = sent.get("client_secret") == SECRET and sent["client_id"] == CLIENT
        pair = base64.b64encode(f"{CLIENT}:{quote(SECRET, safe='').replace('%20', '+')}".encode()).decode()
        if (
            asked is None
            or not (posted or authorization == f"Basic {pair}")
            or sent["redirect_uri"] != asked["redirect_uri"]
        ):
            return None
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        fits = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        return self.token(asked["nonce"]) if fits else None


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.server.asked.append(path)
        if path == "/authorize":
            answer = self.server.answer(f"?{query}")
            self.send_response(302)
            self.send_header("Location", f"{dict(parse_qsl(query))['redirect_uri']}?{urlencode(answer)}")
            self.end_headers()
        elif path == "/keys":
            self._tell({"keys": [_public(RSAAlgorithm, RSA_KEY, "one"), _public(ECAlgorithm, EC_KEY, "two")]})
        else:
            self._tell(self._description())

    def do_POST(self) -> None:
        sent = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        token = self.server.exchange(sent, self.headers.get("Authorization", ""))
        self._tell({"id_token": token} if token else {"error": "invalid_grant"}, 200 if token else 400)

    def _description(self) -> dict[str, Any]:
        issuer = self.server.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
        } | self.server.described

    def _tell(self, told: dict[str, Any], status: int = 200) -> None:
        self.send_response(503 if self.server.is_silent else status)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def _public(kind: Any, key: Any, kid: str) -> dict[str, Any]:
    return {**json.loads(kind.to_jwk(key.public_key())), "kid": kid, "use": "sig"}


@contextmanager
def running() -> Iterator[Provider]:
    """Start one, and stop it; of another that had its port nothing is remembered."""
    cache.clear()
    with Provider() as provider:
        thread = Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield provider
        provider.shutdown()
        thread.join()
