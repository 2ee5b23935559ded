"""What the privacy officer controls, on the first page: patterns are not counted there, since it takes long."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.myday.watching import Watched
from cases.questions.selectors import questions_told


def on_first_page() -> Iterator[Watched]:
    yield Watched(30, _("Mønstre i innsynsloggen"), reverse("patterns:list"))
    yield Watched(50, _("Åpnet uten samtykke"), reverse("bylaw:control"))
    count = sum(not one.concluded_at for one in questions_told())
    words = ngettext(
        "%(n)s spørsmål om lesing er ikke avgjort",
        "%(n)s spørsmål om lesing er ikke avgjort",
        count,
    )
    if count:
        yield Watched(40, words % {"n": count}, reverse("questions:list"))
    else:
        yield Watched(40, _("Ingen spørsmål om lesing venter på svar"), reverse("questions:list"))
