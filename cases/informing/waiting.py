"""What a note about others asks on «Min dag»: of its author, or of the leader's place. No child is named."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.informing.models import Informing
from cases.informing.selectors import informing_counts, informing_mine
from cases.myday.waiting import Group, Waiting, register
from cases.myday.watching import Watched
from cases.myday.watching import register as register_watched
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.dates import exact_day

OTHERS: Final = Group("informing", "informing:list", gettext_lazy("Andre som er skrevet om"))


def waiting(_user: User, place: Workplace) -> list[Waiting]:
    if not place.has_a_part:
        return []
    return [
        Waiting(
            text=_("Har den notatet fra %(day)s handler om, fått vite det?")
            % {"day": exact_day(one.written_on)},
            url=reverse("informing:answer", args=[one.entry_id]),
            group=OTHERS,
            due=one.due,
            about=one.number,
            shown=(Informing(pk=one.entry_id),),
        )
        for one in informing_mine()
        if not one.outcome
    ]


def on_first_page() -> Iterator[Watched]:
    """For the privacy officer: how many in all."""
    count = sum(one.waiting for one in informing_counts())
    words = ngettext(
        "%(n)s notat handler om andre som ikke har fått vite det ennå",
        "%(n)s notater handler om andre som ikke har fått vite det ennå",
        count,
    )
    none = _("Ingen venter på å få vite at de er skrevet om")
    yield Watched(60, words % {"n": count} if count else none, reverse("informing:counts"))


def register_informing() -> None:
    """Called from the app's `ready()`."""
    register("informing", waiting)
    register_watched("informing", on_first_page)
