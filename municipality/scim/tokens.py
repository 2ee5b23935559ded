"""Tokens of a directory: made and ended by the administrator, and recognised in a request."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import transaction
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from municipality.access.verbs import call, rows, value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.scim.models import ScimToken

BEGINS: Final = "stafett_"  # so that who finds one in the wrong place knows what it is
_BEARER: Final = re.compile(r"Bearer +(\S{20,200})\Z", re.IGNORECASE)


class Token(NamedTuple):
    """One token, without what it is."""

    id: int
    tenant: str
    made_at: datetime
    last_used_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Directory:
    """Who asks: whoever has the token with this hash, for the tenant it was made for."""

    hash: str
    tenant: str

    is_authenticated: bool = True  # what DRF asks a user


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def tokens() -> list[Token]:
    """Those of the current administrator's municipality, the newest first; none for everybody else."""
    return rows(Token, "scim_tokens")


@transaction.atomic
def token_make(tenant: str) -> str:
    """A new token of the current administrator's municipality, which is kept nowhere. Refused while two are alive."""
    token = BEGINS + secrets.token_urlsafe(32)
    key = call("scim_token_make", hash=hash_of(token), tenant=tenant)
    access_log.record(Act.SCIM_TOKEN_MAKE, objects=[ScimToken(pk=key)])
    return token


@transaction.atomic
def token_end(token_id: int) -> None:
    """From this moment whoever shows it is refused. Raises NothingThere when it has ended."""
    call("scim_token_end", scim_token=token_id)
    access_log.record(Act.SCIM_TOKEN_END, objects=[ScimToken(pk=token_id)])


class TokenAuthentication(BaseAuthentication):
    """The token in the header, and nothing else: a session is worth nothing here."""

    def authenticate(self, request: Any) -> tuple[Directory, None] | None:
        said = _BEARER.match(request.headers.get("Authorization", ""))
        if said is None:
            return None
        hashed = hash_of(said[1])
        tenant = value("scim_token_used", hash=hashed)
        if tenant is None:
            raise AuthenticationFailed
        return Directory(hashed, tenant), None

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="scim"'
