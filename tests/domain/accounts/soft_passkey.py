"""A passkey made of software: it answers as a device and its browser do."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class SoftPasskey:
    """One credential on one device."""

    def __init__(self, host: str = "testserver", *, flags: int = PRESENT | VERIFIED, counts: bool = False) -> None:
        self.host, self.flags, self.counts = host, flags, counts
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.owner = ""
        self.count = 0

    def create(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Answer the question to add it."""
        asked = asked["publicKey"]
        self.owner = asked["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        data = self._data(ATTESTED) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        seen = self._seen("webauthn.create", asked["challenge"])
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._told(clientDataJSON=seen, attestationObject=attested)

    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Answer the question to sign in."""
        self.count += self.counts
        data = self._data()
        seen = self._seen("webauthn.get", asked["publicKey"]["challenge"])
        signature = self.key.sign(data + hashlib.sha256(seen).digest(), ec.ECDSA(hashes.SHA256()))
        told = self._told(clientDataJSON=seen, authenticatorData=data, signature=signature)
        told["response"]["userHandle"] = self.owner
        return told

    def _data(self, more: int = 0) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", self.flags | more, self.count)

    def _seen(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": f"https://{self.host}"}).encode()

    def _told(self, **response: bytes) -> dict[str, Any]:
        coded = websafe_encode(self.id)
        given = {name: websafe_encode(value) for name, value in response.items()}
        return {"id": coded, "rawId": coded, "type": "public-key", "clientExtensionResults": {}, "response": given}
