"""Whom the provider knows, and by what the municipality's accounts know them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from demo.story import Family, Persona, Relative, read_story
from municipality.openid.providers import Kind
from municipality.people.models import AccountType

_NAMES: Final = uuid.UUID("5b1f0000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Person:
    """`key` is who it is here, `about` a few words for the page, `claims` what is vouched for."""

    key: str
    name: str
    about: str
    claims: dict[str, Any] = field(repr=False)


def tenant_of(municipality: str) -> str:
    """The directory that this municipality would have in Entra ID."""
    return str(uuid.uuid5(_NAMES, f"municipality {municipality}"))


def object_of(username: str) -> str:
    """The key of a person there."""
    return str(uuid.uuid5(_NAMES, f"person {username}"))


def tenants() -> list[str]:
    return sorted({tenant_of(one.municipality) for one in _employed()})


def people_of(kind: Kind) -> list[Person]:
    """In the order of the story."""
    match kind:
        case Kind.ENTRA:
            return [_employee(one) for one in _employed()]
        case Kind.IDPORTEN:
            return [one for family in read_story().families for one in _family(family)]
        case Kind.ANSATTPORTEN:
            return [_of_a_body(one) for one in read_story().personas.values() if one.body]


def _employed() -> Iterator[Persona]:
    for one in read_story().personas.values():
        if one.account_type != AccountType.FAMILY and not one.body:
            yield one


def _employee(one: Persona) -> Person:
    claims = {"tid": tenant_of(one.municipality), "oid": object_of(one.username)}
    return Person(one.username, one.name, one.profession or str(AccountType(one.account_type).label), claims)


def _family(family: Family) -> Iterator[Person]:
    """Those who are old enough to have BankID or MinID: the grown-ups, and young people with an account."""
    for child in family.children:
        if child.account:
            yield _resident(child, _("ungdom"))
    names = get_text_list([child.name.split()[0] for child in family.children], _("og"))
    for adult in family.adults:
        words = {"mor": _("mor til %(names)s"), "far": _("far til %(names)s")}
        yield _resident(adult, words.get(adult.relation, _("i familien til %(names)s")) % {"names": names})


def _resident(one: Relative, about: str) -> Person:
    return Person(one.identity_number, one.name, about, {"pid": one.identity_number})


def _of_a_body(one: Persona) -> Person:
    assert one.body  # noqa: S101 - narrows the type
    party = {"orgno": {"authority": "iso6523-actorid-upis", "ID": f"0192:{one.body.organisation}"}}
    claims = {"pid": one.body.identity_number, "authorized_parties": [party]}
    return Person(one.username, one.name, f"{one.profession}, {one.body.name}", claims)
