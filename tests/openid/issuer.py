"""A small OpenID provider inside the test: answers what the client asks, and signs whatever a test wants signed.

It checks what a provider must check of us (code, verifier, client assertion). What it does wrong, a test makes it do.
"""

import base64
import hashlib
import io
import json
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from requests.adapters import BaseAdapter

from municipality.openid.providers import Provider

Fields = dict[str, Any]


@cache
def rsa_key(name: str) -> RSAKey:
    """The same for a whole run: making one takes long."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


def part(value: Any) -> str:
    """A part of a token, for those that no library would make."""
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


class Issuer:
    """One provider. `metadata` and `keys` are what it tells, `calls` counts what was asked, `claims` are ID tokens'."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.provider: Provider | None = None
        self.key = rsa_key(f"key of {issuer}")
        self.keys: list[Fields] = [self.key.as_dict(private=False)]
        self.metadata: Fields = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "end_session_endpoint": f"{issuer}/logout",
        }
        self.claims: Fields = {}
        self.calls: Counter[str] = Counter()
        self.pushed: dict[str, Fields] = {}
        self.codes: dict[str, Fields] = {}
        self.assertions: list[Any] = []
        self.sign: Callable[[Fields], str] = self.signed
        # Instead of an answer: status and body, or an exception.
        self.instead: dict[str, tuple[int, bytes] | Exception] = {}

    def pushes(self) -> None:
        self.metadata["pushed_authorization_request_endpoint"] = f"{self.issuer}/par"

    def signed(self, claims: Fields, *, key: RSAKey | ECKey | None = None, **header: Any) -> str:
        key = key or self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid, **header}, claims, key)

    def question(self, address: str) -> Fields:
        """What a browser that is sent to this address asks for."""
        assert address.startswith(self.metadata["authorization_endpoint"])
        fields = dict(parse_qsl(urlsplit(address).query))
        return self.pushed[fields["request_uri"]] if "request_uri" in fields else fields

    def answer(self, address: str, **claims: Any) -> Fields:
        """The person signs in: what the browser brings back. `claims` change the ID token; None leaves one out."""
        asked = self.question(address)
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked | {"claims": self.claims | claims}
        return {"code": code, "state": asked["state"]}

    def id_claims(self, asked: Fields) -> Fields:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": asked["client_id"],
            "sub": "pairwise-1",
            "sid": "session-1",
            "iat": now,
            "exp": now + 120,
            "auth_time": now,
            "nonce": asked["nonce"],
            "acr": asked.get("acr_values", ""),
            **asked["claims"],
        }
        return {name: value for name, value in claims.items() if value is not None}

    def respond(self, method: str, path: str, fields: Fields) -> tuple[int, bytes]:
        self.calls[path] += 1
        if path in self.instead:
            instead = self.instead[path]
            if isinstance(instead, Exception):
                raise instead
            return instead
        match method, path:
            case "GET", "/.well-known/openid-configuration":
                return self._json(200, self.metadata)
            case "GET", "/jwks":
                return self._json(200, {"keys": self.keys})
            case "POST", "/par":
                self._check_client(fields)
                self.pushed[f"urn:request:{len(self.pushed)}"] = fields
                return self._json(
                    201, {"request_uri": f"urn:request:{len(self.pushed) - 1}", "expires_in": 60}
                )
            case "POST", "/token":
                return self._token(fields)
        raise AssertionError(f"{method} {path}")

    def _token(self, fields: Fields) -> tuple[int, bytes]:
        self._check_client(fields)
        asked = self.codes.pop(fields["code"], None)
        if asked is None:
            return self._json(400, {"error": "invalid_grant"})
        digest = hashlib.sha256(fields["code_verifier"].encode()).digest()
        assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
        assert asked["redirect_uri"] == fields["redirect_uri"]
        answer = {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(self.id_claims(asked))}
        return self._json(200, answer)

    def _check_client(self, fields: Fields) -> None:
        assert self.provider
        algorithms = ["RS256", "PS256", "ES256"]
        token = jwt.decode(fields["client_assertion"], self.provider.private_key, algorithms=algorithms)
        self.assertions.append(token)
        assert token.claims["iss"] == token.claims["sub"] == fields["client_id"]

    @staticmethod
    def _json(status: int, answer: Any) -> tuple[int, bytes]:
        return status, json.dumps(answer).encode()


class Internet(BaseAdapter):
    """Carries requests to the issuers of the test, and to nobody else."""

    def __init__(self, *issuers: Issuer) -> None:
        super().__init__()
        self.issuers = issuers

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        url = str(request.url)
        body = request.body or ""
        fields = dict(parse_qsl(body if isinstance(body, str) else body.decode()))
        for issuer in self.issuers:
            if url.startswith(f"{issuer.issuer}/"):
                status, content = issuer.respond(str(request.method), url.removeprefix(issuer.issuer), fields)
                response = requests.Response()
                response.status_code, response.raw, response.request = status, io.BytesIO(content), request
                response.url = url
                return response
        raise AssertionError(url)

    def close(self) -> None:
        pass
