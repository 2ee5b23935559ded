"""How we show a provider that it is us: a short signed note instead of a password (RFC 7523, 2.2; OIDC Core, 9)."""

import secrets
import time
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import RSAKey

from municipality.openid.providers import Kind, Provider

TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SECONDS: Final = 60


def client_fields(provider: Provider, metadata: dict[str, Any]) -> dict[str, str]:
    """The form fields that every request of ours to a provider's server carries.

    `aud` is the issuer, as ID-porten asks and as newer texts demand of all; Entra ID asks for its token endpoint.
    """
    entra = provider.kind is Kind.ENTRA
    now = int(time.time())
    header: dict[str, Any] = {"alg": _algorithm(provider)}
    if provider.key_id:
        header["kid"] = provider.key_id
    if provider.certificate_thumbprint:
        header["x5t#S256"] = provider.certificate_thumbprint
    claims = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": metadata["token_endpoint"] if entra else metadata["issuer"],
        "jti": secrets.token_urlsafe(24),
        "iat": now,
        "nbf": now,
        "exp": now + SECONDS,
    }
    assertion = jwt.encode(header, claims, provider.private_key, algorithms=[header["alg"]])
    return {"client_id": provider.client_id, "client_assertion_type": TYPE, "client_assertion": assertion}


def _algorithm(provider: Provider) -> str:
    if not isinstance(provider.private_key, RSAKey):
        return "ES256"
    return "PS256" if provider.kind is Kind.ENTRA else "RS256"
