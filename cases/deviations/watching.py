"""Deviations on the privacy officer's first page: those whose clock runs, the most urgent first."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.deviations.clock import clock_of
from cases.deviations.selectors import deviations, open_ones
from cases.myday.watching import Watched
from municipality.ui.paging import how_many, number_text

MOST: Final = 5


def on_first_page() -> Iterator[Watched]:
    for one in deviations().filter(closed_at=None, authority_at=None)[:MOST]:
        clock = clock_of(one)
        words = _("Avvik: %(what)s, %(unit)s") % {"what": one.get_about_display(), "unit": one.unit.name}
        yield Watched(10, words, reverse("deviations:read", args=[one.pk]), clock.words, clock.tone)
    count = how_many(open_ones())
    words = ngettext("%(n)s åpent avvik", "%(n)s åpne avvik", count) % {"n": number_text(count)}
    yield Watched(20, words if count else _("Ingen åpne avvik"), reverse("deviations:list"))
