"""Writing that it was read, that a declaration was seen, and the words. The database decides who may."""

from collections.abc import Mapping
from datetime import date

from psycopg2.extras import Json

from municipality.access.verbs import call
from municipality.organisation.models import Service


def secrecy_read(*, unit_id: int, version: int) -> None:
    """The current user has read what binds those of the unit. Raises NothingThere when the words are others now."""
    call("secrecy_read", unit=unit_id, version=version)


def secrecy_read_by_family(*, municipality_id: int, version: int) -> None:
    """The same for somebody of a family, before the log is read."""
    call("secrecy_read_by_family", municipality=municipality_id, version=version)


def declaration_register(*, user_id: int, unit_id: int, version: int, signed_on: date, paper: str) -> None:
    """The current user has seen the signed declaration: from now on the person reads what is given to the unit."""
    call(
        "declaration_register",
        user=user_id,
        unit=unit_id,
        version=version,
        signed_on=signed_on,
        paper=paper,
    )


def declaration_end(*, user_id: int, unit_id: int) -> None:
    """What was seen of this person for the unit counts no longer."""
    call("declaration_end", user=user_id, unit=unit_id)


def secrecy_text_enter(*, kind: str, texts: Mapping[str, str], stood: int) -> int:
    """New words instead of version `stood`; returns their version. The current administrator's."""
    version: int = call("secrecy_text_enter", kind=kind, texts=Json(dict(texts)), stood=stood)
    return version


def service_secrecy_set(service: Service, secrecy: str) -> None:
    """By what the people of an outside service are bound. Who has only read loses access where it is no act."""
    call("service_secrecy_set", service=service.pk, secrecy=secrecy)
