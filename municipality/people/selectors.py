"""The current user's place in the organisation, as the database sees it at this moment."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from municipality.access.verbs import rows, value
from municipality.organisation.models import Unit
from municipality.people.models import Membership, User
from municipality.people.namesakes import apart_in
from municipality.people.workplace import ALIVE


def my_units() -> QuerySet[Unit]:
    """Units in which the current user has a living membership, whatever the role."""
    return (
        Unit.objects.filter(pk__in=value("my_units"))
        .select_related("service", "municipality")
        .order_by("name")
    )


def colleagues(unit: Unit) -> QuerySet[User]:
    """People with a membership of a unit I am in myself, by name. Row security leaves other units empty."""
    members = Membership.objects.filter(ALIVE, unit=unit).values("user")
    return User.objects.filter(pk__in=members, is_active=True).order_by("display_name")


class Person(NamedTuple):
    """Somebody who works in a unit."""

    user_id: int
    name: str
    leads: bool

    @property
    def choice(self) -> tuple[str, str]:
        """For a field of choices: what is sent, and what is read."""
        words = _("%(name)s (leder)") % {"name": self.name} if self.leads else self.name
        return str(self.user_id), words


def people_of(unit_id: int, without: Collection[int]) -> list[Person]:
    """Who works in a unit of the own municipality, leaders first, but for these; two of one name are told apart."""
    found = rows(Person, "unit_people", unit=unit_id)
    return apart_in(unit_id, [one for one in found if one.user_id not in without])
