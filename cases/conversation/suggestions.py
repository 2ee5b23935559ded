"""Which units are often asked: those of the services that the municipality's themes name most. Nothing is chosen."""

from collections import Counter
from typing import Final

from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Theme, Unit

MOST: Final = 3
SHORTEST_WORD: Final = 5
STEM: Final = 6


def often_asked(own: Unit, text: str) -> list[Unit]:
    """At most three units beside one's own, those of the themes that the text speaks of first.

    Of a service with several units only that of the own district. Never barnevern: it is asked for other reasons.
    """
    words = text.casefold()
    met: Counter[int] = Counter()
    themes = Theme.objects.filter(municipality=own.municipality_id, active=True)
    for theme in themes.prefetch_related("services"):
        weight = len(themes) + 1 if _speaks_of(theme.name, words) else 1
        met.update({service.pk: weight for service in theme.services.all()})
    units = Unit.objects.in_use().filter(municipality=own.municipality_id, service__in=met)
    units = units.exclude(service=own.service_id).exclude(
        service__kind_of_information=KindOfInformation.CHILD_WELFARE
    )
    of_service: dict[int, list[Unit]] = {}
    for unit in units.select_related("service").order_by("name"):
        of_service.setdefault(unit.service_id, []).append(unit)
    found: list[Unit] = []
    for service_id in sorted(of_service, key=lambda one: -met[one]):
        here = [one for one in of_service[service_id] if one.district_id in (None, own.district_id)]
        if len(here) == 1:
            found += here
    return found[:MOST]


def _speaks_of(theme: str, words: str) -> bool:
    """Whether a longer word of the theme's name begins a word of the text, as far as its ending allows."""
    stems = [word[:STEM] for word in theme.casefold().split() if len(word) >= SHORTEST_WORD]
    return any(stem in words for stem in stems)
