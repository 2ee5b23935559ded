"""How many undringer are open in units, before these close."""

from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import ngettext

from cases.concerns.models import Concern
from municipality.organisation.depending import register


def open_concerns_of(units: Collection[int]) -> dict[int, int]:
    """For the system, which counts them all."""
    found = Concern.objects.filter(unit__in=units, closed_at=None).order_by().values("unit")
    return dict(found.annotate(number=Count("pk")).values_list("unit", "number"))


def register_concerns() -> None:
    """Called from the app's `ready()`."""
    register(
        "concerns",
        open_concerns_of,
        lambda n: ngettext("%(n)d åpen undring", "%(n)d åpne undringer", n) % {"n": n},
    )
