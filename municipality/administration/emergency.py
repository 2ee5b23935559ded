"""Whose people may open a log in an emergency: what holds, and what waits for a second administrator."""

from collections.abc import Iterable

from municipality.access.verbs import call
from municipality.administration.models import EmergencyAsked
from municipality.organisation.models import Service
from municipality.organisation.municipality import Municipality
from municipality.people.models import MembershipRole


def emergency_allow(*, roles: Iterable[str], services: Iterable[str]) -> bool:
    """Answers whether it holds from now on; what adds somebody waits for another administrator (`asked`)."""
    holds: bool = call("emergency_allow", roles=list(roles), services=list(services))
    return holds


def emergency_allow_confirm(asked: EmergencyAsked) -> None:
    """A second administrator's yes. Raises NothingThere when something else is asked meanwhile."""
    call("emergency_allow_confirm", roles=asked.roles, services=asked.services)


def asked_for(municipality: Municipality) -> EmergencyAsked | None:
    """What waits, for an administrator."""
    return EmergencyAsked.objects.select_related("asked_by").filter(municipality=municipality).first()


def in_words(municipality: Municipality, roles: Iterable[str], services: Iterable[str]) -> tuple[str, str]:
    """Roles and services by what they are called."""
    keys = set(services)
    names = Service.objects.filter(municipality=municipality, key__in=keys).values_list("name", flat=True)
    called = [str(one.label) for one in MembershipRole if one.value in set(roles)]
    return ", ".join(called), ", ".join(sorted(names))
