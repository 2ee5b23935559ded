"""What an emergency opens, in words: sources, and the provision of each."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipality.organisation.choices import Source
from municipality.organisation.law import legal_reference
from municipality.ui.words import in_a_row

KNOWN_BY: Final[dict[str, str | Promise]] = {
    Source.HEALTH: _("helsepersonell"),
    Source.CHILD_WELFARE: _("barnevernet"),
    Source.SCHOOL: _("barnehage, skole og PPT"),
    Source.OTHERS: _("NAV og andre tjenester"),
}
# The references (law.yaml) that open what each knows.
REFERENCES: Final[dict[str, tuple[str, ...]]] = {
    Source.HEALTH: ("health",),
    Source.CHILD_WELFARE: ("child_welfare",),
    Source.SCHOOL: ("necessity",),
    Source.OTHERS: ("social", "necessity"),
}
# What the provision asks for; the words of the law, shortened.
GROUND: Final[dict[str, str | Promise]] = {
    Source.HEALTH: _("for å forebygge vesentlig fare for liv eller alvorlig skade på noens helse"),
    Source.CHILD_WELFARE: _("for å forebygge vesentlig fare for liv eller alvorlig skade på noens helse"),
    Source.OTHERS: _("for å forebygge vesentlig fare for liv eller alvorlig skade på noens helse"),
    Source.SCHOOL: _("for å redde liv eller helse fra en fare som ikke kan avverges på annen rimelig måte"),
}


def in_order(sources: Iterable[str]) -> list[str]:
    """Those that are known, as forms list them."""
    found = set(sources)
    return [one for one in KNOWN_BY if one in found]


def sources_in_words(sources: Iterable[str]) -> str:
    """«helsepersonell; barnehage, skole og PPT»."""
    return "; ".join(str(KNOWN_BY[one]) for one in in_order(sources))


def provisions(sources: Iterable[str], day: date) -> str:
    """«barnevernsloven § 13-1 og straffeloven § 17», each once, as they were on that day."""
    keys = dict.fromkeys(key for one in in_order(sources) for key in REFERENCES[one])
    return in_a_row(legal_reference(f"emergency_{key}", day) for key in keys)
