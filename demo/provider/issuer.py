"""One issuer: OpenID Connect Core 1.0 with pushed requests (RFC 9126), PKCE (RFC 7636) and `private_key_jwt`.

It refuses what the three real ones refuse, so that a fault of the client shows here too.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from demo.provider.people import Person

ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
QUESTION_LASTS, CODE_LASTS, TOKEN_LASTS = 600.0, 60.0, 120.0  # seconds
NEEDED: Final = ("state", "nonce", "code_challenge")


class Refused(Exception):
    """The `error` of RFC 6749, 5.2, and what was wrong in a sentence for whoever mends the client."""

    def __init__(self, error: str, why: str) -> None:
        super().__init__(f"{error}: {why}")
        self.error, self.why = error, why


class Client(NamedTuple):
    """The one client that is registered; `key` is public."""

    name: str
    key: RSAKey | ECKey
    answer: str
    left: str


class Once:
    """Things under names that cannot be guessed, each for a while."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._kept: dict[str, tuple[float, Any]] = {}

    def keep(self, thing: Any, name: str = "") -> str:
        now = time.monotonic()
        for old in [name for name, (until, _thing) in self._kept.items() if until < now]:
            self._kept.pop(old, None)
        name = name or secrets.token_urlsafe(32)
        self._kept[name] = (now + self.seconds, thing)
        return name

    def look(self, name: str) -> Any:
        """None for what is not there, or too old."""
        until, thing = self._kept.get(name, (0.0, None))
        return thing if until >= time.monotonic() else None

    def take(self, name: str) -> Any:
        until, thing = self._kept.pop(name, (0.0, None))
        return thing if until >= time.monotonic() else None


@dataclass(frozen=True)
class Code:
    """What a code stands for until it is used."""

    asked: Mapping[str, str]
    person: Person
    at: int


class Issuer:
    """Knows `people`, and one client. Its key for signing is made anew at each start."""

    def __init__(self, address: str, client: Client, people: list[Person]) -> None:
        self.address, self.client = address, client
        self.people = {person.key: person for person in people}
        self.key = ECKey.generate_key("P-256", {"kid": secrets.token_hex(8), "use": "sig"})
        self._asked, self._codes, self._seen = Once(QUESTION_LASTS), Once(CODE_LASTS), Once(QUESTION_LASTS)

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "pushed_authorization_request_endpoint": f"{self.address}/par",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/logout",
            "authorization_response_iss_parameter_supported": True,
            "id_token_signing_alg_values_supported": ["ES256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }

    def keys(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def push(self, fields: Mapping[str, str]) -> dict[str, Any]:
        """The question, from server to server; what the browser carries is a name for it."""
        self._check_client(fields)
        if fields.get("response_type") != "code" or "openid" not in fields.get("scope", "").split():
            raise Refused("invalid_request", "response_type is code, and scope has openid.")
        if missing := [name for name in NEEDED if not fields.get(name)]:
            raise Refused("invalid_request", f"{missing[0]} is missing.")
        if fields.get("code_challenge_method") != "S256":
            raise Refused("invalid_request", "code_challenge_method is S256.")
        if fields.get("redirect_uri") != self.client.answer:
            raise Refused("invalid_request", "redirect_uri is not registered.")
        name = f"urn:ietf:params:oauth:request_uri:{secrets.token_urlsafe(24)}"
        return {"request_uri": self._asked.keep(dict(fields), name), "expires_in": int(QUESTION_LASTS)}

    def is_asked(self, request_uri: str) -> bool:
        return self._asked.look(request_uri) is not None

    def choose(self, request_uri: str, key: str) -> str:
        """Where the browser goes with the answer: with a code for this person, or with none when nobody was chosen."""
        asked = self._asked.take(request_uri)
        if asked is None:
            raise Refused("invalid_request", "The question is too old, or was answered.")
        person = self.people.get(key)
        answer = {"state": asked["state"], "iss": self.address}
        if person is None:
            answer["error"] = "access_denied"
        else:
            answer["code"] = self._codes.keep(Code(asked, person, int(time.time())))
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def token(self, fields: Mapping[str, str]) -> dict[str, Any]:
        """The ID token for a code, once."""
        self._check_client(fields)
        code: Code | None = self._codes.take(fields.get("code", ""))
        if fields.get("grant_type") != "authorization_code" or code is None:
            raise Refused("invalid_grant", "The code is too old, was used, or was never given.")
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != code.asked["code_challenge"]:
            raise Refused("invalid_grant", "code_verifier is not that of the question.")
        if fields.get("redirect_uri") != code.asked["redirect_uri"]:
            raise Refused("invalid_grant", "redirect_uri is not that of the question.")
        signed = jwt.encode({"alg": "ES256", "kid": self.key.kid}, self._claims(code), self.key)
        return {
            "id_token": signed,
            "access_token": secrets.token_urlsafe(32),
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LASTS),
        }

    def leave(self, fields: Mapping[str, str]) -> str:
        """Where somebody goes who has logged out with us: nobody is remembered here, so there is nothing to end."""
        if fields.get("post_logout_redirect_uri") != self.client.left:
            raise Refused("invalid_request", "post_logout_redirect_uri is not registered.")
        return f"{self.client.left}?{urlencode({'state': fields.get('state', '')})}"

    def _claims(self, code: Code) -> dict[str, Any]:
        now = int(time.time())
        claims = {name: value for name, value in code.person.claims.items() if name != "authorized_parties"}
        if "authorized_parties" in code.person.claims:
            (detail,) = json.loads(code.asked["authorization_details"])
            parties = code.person.claims["authorized_parties"]
            claims["authorization_details"] = [{**detail, "authorized_parties": parties}]
        if "acr_values" in code.asked:
            claims["acr"] = code.asked["acr_values"].split()[0]
        return {
            **claims,
            "iss": self.address,
            "aud": self.client.name,
            "sub": hashlib.sha256(f"{self.address} {code.person.key}".encode()).hexdigest(),
            "sid": secrets.token_hex(16),
            "iat": now,
            "exp": now + int(TOKEN_LASTS),
            "auth_time": code.at,
            "nonce": code.asked["nonce"],
        }

    def _check_client(self, fields: Mapping[str, str]) -> None:
        """RFC 7523, 3: signed by the client, for us, not long ago, and not shown before."""
        if fields.get("client_assertion_type") != ASSERTION:
            raise Refused("invalid_client", "client_assertion_type is that of a JWT.")
        try:
            claims = jwt.decode(
                fields.get("client_assertion", ""), self.client.key, algorithms=["RS256", "PS256", "ES256"]
            ).claims
        except (JoseError, ValueError, TypeError):
            raise Refused(
                "invalid_client", "client_assertion is not signed with the key registered."
            ) from None
        own = claims.get("iss") == claims.get("sub") == fields.get("client_id") == self.client.name
        for_us = claims.get("aud") in (self.address, f"{self.address}/token")
        expires, jti = claims.get("exp"), claims.get("jti")
        if not (
            own and for_us and isinstance(expires, int) and expires > time.time() and isinstance(jti, str)
        ):
            raise Refused("invalid_client", "iss, sub, aud, exp or jti of client_assertion is wrong.")
        if self._seen.look(jti):
            raise Refused("invalid_client", "client_assertion was shown before.")
        self._seen.keep(True, jti)
