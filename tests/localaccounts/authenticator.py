"""A passkey in software: what a browser and a device answer, so that every wrong answer can be made too."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url, encode_cbor

PRESENT_AND_VERIFIED = 0x05
WITH_KEY = 0x40


@dataclass
class Authenticator:
    """One device with one passkey for one address."""

    origin: str
    credential: bytes = field(default_factory=lambda: os.urandom(32))
    count: int = 0
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def id(self) -> str:
        return bytes_to_base64url(self.credential)

    @property
    def public_key(self) -> bytes:
        numbers = self.secret.public_key().public_numbers()
        return encode_cbor({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})

    def make(self, options: str) -> str:
        """The answer of `navigator.credentials.create`, as static/js/passkey.js sends it."""
        asked = json.loads(options)
        key = bytes(16) + len(self.credential).to_bytes(2) + self.credential + self.public_key
        said = self._said(asked["rp"]["id"], PRESENT_AND_VERIFIED | WITH_KEY) + key
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": said})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def answer(self, options: str, **instead: Any) -> str:
        """The answer of `navigator.credentials.get`; `instead` changes what is asked, as somebody between would."""
        asked = {**json.loads(options), **instead}
        self.count += 1
        said = self._said(asked["rpId"], PRESENT_AND_VERIFIED)
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.secret.sign(said + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=said, signature=signature)

    def _said(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response: bytes) -> str:
        said = {name: bytes_to_base64url(one) for name, one in response.items()}
        return json.dumps({"id": self.id, "rawId": self.id, "type": "public-key", "response": said})
