"""Patterns and questions on the privacy officer's first page. Patterns are not counted there: it takes long."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.myday.watching import Watched, register
from cases.questions.selectors import questions_told


def on_first_page() -> Iterator[Watched]:
    yield Watched(30, _("Mønstre i innsynsloggen"), reverse("patterns:list"))
    count = sum(not one.concluded_at for one in questions_told())
    words = ngettext(
        "%(n)s spørsmål om hva som er lest, venter hos lederen eller den som er spurt",
        "%(n)s spørsmål om hva som er lest, venter hos lederne eller dem som er spurt",
        count,
    )
    if count:
        yield Watched(40, words % {"n": count}, reverse("questions:list"))
    else:
        yield Watched(40, _("Ingen spørsmål om hva som er lest, venter"), reverse("questions:list"))


def register_watched() -> None:
    """Called from the app's `ready()`."""
    register("questions", on_first_page)
