"""How many people work in units, before these close."""

from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import ngettext

from municipality.organisation.depending import register
from municipality.people.models import Membership
from municipality.people.workplace import LASTS


def people_in(units: Collection[int]) -> dict[int, int]:
    """Those with a place in each of the units now or from a day to come."""
    found = Membership.objects.filter(LASTS, unit__in=units, user__is_active=True).values("unit").order_by()
    return dict(found.annotate(people=Count("user", distinct=True)).values_list("unit", "people"))


def register_people() -> None:
    """Called from the app's `ready()`."""
    register("people", people_in, lambda n: ngettext("%(n)d person", "%(n)d personer", n) % {"n": n})
