"""Reading concerns: the list, and the words for who reads one. The database decides which ones are seen."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.concerns.models import Concern
from municipality.access.verbs import rows, value
from municipality.organisation.depending import register
from municipality.organisation.models import Unit
from municipality.people.namesakes import Named, told_apart
from municipality.ui.words import in_a_row

PER_PAGE: Final = 25


def concerns_of_child(name: str) -> QuerySet[Concern]:
    """Those that the current user may see, about a child whose name contains `name` (all when empty).

    Open ones first, the longest overdue on top, those of one day in the order written; then the closed, newest first.
    """
    found = Concern.objects.select_related("unit").prefetch_related("author")
    if name:
        found = found.filter(child_name__icontains=name)
    return found.order_by(F("closed_at").desc(nulls_first=True), "deadline", "registered_at", "pk")


def concern_counts(concerns: QuerySet[Concern]) -> dict[str, int]:
    """How many are open, how many of these are late, and how many are closed."""
    is_open = Q(closed_at=None)
    return concerns.order_by().aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(deadline__lt=timezone.localdate())),
        closed=Count("pk", filter=~is_open),
    )


def open_concerns_of(units: Collection[int]) -> dict[int, int]:
    """How many are open in each of the units. For the system, which counts them all."""
    found = Concern.objects.filter(unit__in=units, closed_at=None).order_by().values("unit")
    return dict(found.annotate(number=Count("pk")).values_list("unit", "number"))


def register_concerns() -> None:
    """Called from the app's `ready()`: what is counted before a unit closes."""
    register(
        "concerns",
        open_concerns_of,
        lambda n: ngettext("%(n)d åpen undring", "%(n)d åpne undringer", n) % {"n": n},
    )


class _Leader(NamedTuple):
    name: str


def others_who_read(units: Sequence[Unit]) -> dict[int, str]:
    """For each of my units: who else reads a new concern, in words, leaders by name; empty when nobody does."""
    return {unit.pk: _leader_words(unit) for unit in units}


def _leader_words(unit: Unit) -> str:
    leaders = [one.name for one in rows(_Leader, "unit_concern_readers", unit=unit.pk)]
    if leaders:
        return in_a_row(leaders)
    i_lead = unit.pk in value("my_concern_units")
    if i_lead or not unit.municipality.leader_sees_concerns:
        return ""
    return _("lederen ved %(unit)s") % {"unit": unit.name}


def readers_line(others: str) -> str:
    """The line under the text field."""
    return (
        _("Leses av: deg og %(others)s. Ingen andre.") % {"others": others}
        if others
        else _("Leses av: deg. Ingen andre.")
    )


class _Reader(NamedTuple):
    name: str
    leads: bool


class Colleague(NamedTuple):
    user_id: int
    name: str


def readers_of(concern: Concern) -> str:
    """Who reads it, as far as the current user may know: «deg, Kari Nordmann (leder) og Ola Nordmann»."""
    found = rows(_Reader, "concern_readers", concern=concern.pk)
    names = [_("%(name)s (leder)") % {"name": one.name} if one.leads else one.name for one in found]
    return in_a_row([_("deg"), *names])


def colleagues_to_add(concern: Concern) -> list[Colleague]:
    """Who else the author can let read it; empty for anybody but the author."""
    found = rows(Colleague, "concern_candidates", concern=concern.pk)
    words = told_apart([Named(one.user_id, concern.unit_id, one.name) for one in found])
    return [one._replace(name=said) for one, said in zip(found, words, strict=True)]
