"""Reading one's own place in the organisation, as the database sees it this moment."""

from django.db import connection
from django.db.models import QuerySet

from municipality.organisation.models import Unit
from municipality.people.models import Membership, MembershipRole, User


def _unit_ids(function: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}()")
        return list(cursor.fetchone()[0])


def my_units() -> QuerySet[Unit]:
    """Units in which the one who asks has a living membership, whatever the role."""
    return (
        Unit.objects.filter(pk__in=_unit_ids("my_units"))
        .select_related("service", "municipality")
        .order_by("name")
    )


def i_lead() -> bool:
    return bool(_unit_ids("my_led_units"))


def i_receive() -> bool:
    """Whether the one who asks is in the reception (mottak) of a unit."""
    return bool(_unit_ids("my_groups"))


def colleagues(unit: Unit) -> QuerySet[User]:
    """People with a membership of a unit I am in myself, by name. Row security leaves other units empty."""
    members = Membership.objects.filter(unit=unit, ends_at=None).values("user")
    return User.objects.filter(pk__in=members, is_active=True).order_by("display_name")


def is_reception(user: User, unit: Unit) -> bool:
    return Membership.objects.filter(
        user=user, unit=unit, role=MembershipRole.RECEPTION, ends_at=None
    ).exists()
