"""The current user's place in the organisation, as the database sees it at this moment."""

from django.db.models import QuerySet

from municipality.access.verbs import value
from municipality.organisation.models import Unit
from municipality.people.models import Membership, User
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
