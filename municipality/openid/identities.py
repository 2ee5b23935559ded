"""Whom the claims of a provider name, in the words that `municipality.signin` knows people by."""

import re
import uuid
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from municipality.openid.failures import Failed, Reason
from municipality.openid.providers import Kind, Provider
from municipality.openid.signed import text_of
from municipality.people.identity_number import IdentityNumber, InvalidNumber, parse
from municipality.signin.proof import BodyIdentity, EmployeeIdentity, Identity, ResidentIdentity

# Electronic addresses of bodies (ISO 6523): 0192 is Enhetsregisteret's organisation number.
ORGANISATION: Final = re.compile(r"0192:([0-9]{9})")
WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2, 1)


def identity_of(provider: Provider, claims: dict[str, Any]) -> Identity:
    """Never by name or e-mail, which may be given to somebody else. Failed when the claims do not name one."""
    match provider.kind:
        case Kind.ENTRA:
            return EmployeeIdentity(tenant=_uuid(claims, "tid"), person=_uuid(claims, "oid"))
        case Kind.IDPORTEN:
            return ResidentIdentity(_number(claims))
        case Kind.ANSATTPORTEN:
            return BodyIdentity(organisation=_organisation(provider, claims), person=_number(claims))


def _uuid(claims: dict[str, Any], name: str) -> str:
    try:
        return str(uuid.UUID(text_of(claims, name)))
    except ValueError:
        raise Failed(Reason.PERSON_MISSING) from None


def _number(claims: dict[str, Any]) -> IdentityNumber:
    """`pid`: an identity number or D-number. Synthetic ones are nobody's, except in a test installation."""
    pid = claims.get("pid")
    if pid is None or pid == "":
        raise Failed(Reason.NUMBER_MISSING)
    try:
        number = parse(pid if isinstance(pid, str) else "", on=timezone.localdate())
    except InvalidNumber:
        raise Failed(Reason.NUMBER_MALFORMED) from None
    if number.synthetic and settings.PRODUCTION and not settings.SYNTHETIC_NUMBERS:
        raise Failed(Reason.NUMBER_MALFORMED)
    return number


def _organisation(provider: Provider, claims: dict[str, Any]) -> str:
    """The one body that was chosen, among the details of a type and a resource that we asked for.

    Altinn 3's resources have `authorized_parties` with `orgno`, Altinn 2's services `reportees`.
    """
    asked = {(one["type"], one.get("resource")) for one in provider.authorization_details}
    details = claims.get("authorization_details")
    found = set()
    for detail in details if isinstance(details, list) else []:
        if isinstance(detail, dict) and _asked_for(detail, asked):
            found.update(_numbers(detail))
    if len(found) != 1:
        raise Failed(Reason.BODY_MISSING)
    return found.pop()


def _asked_for(detail: dict[str, Any], asked: set[tuple[Any, Any]]) -> bool:
    named = (detail.get("type"), detail.get("resource"))
    return any(named == one for one in asked)


def _numbers(detail: dict[str, Any]) -> set[str]:
    parties = [one.get("orgno") for one in _objects(detail.get("authorized_parties"))]
    texts = [text_of(one, "ID") for one in _objects([*parties, *_objects(detail.get("reportees"))])]
    matches = [ORGANISATION.fullmatch(text) for text in texts]
    return {match[1] for match in matches if match and _is_organisation(match[1])}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _is_organisation(number: str) -> bool:
    """Brønnøysundregistrene's control digit: modulus 11 over all nine."""
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=True)) % 11 == 0
