"""Small pieces of the sentences that the rules speak."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from municipality.ui.words import in_a_row
from reporting.kostra.numbers import BLANK

MOST_EXPLAINED: Final = 6


def quoted(value: str) -> str:
    """The content of a field, as a sentence quotes it."""
    value = value.strip(BLANK)
    return f"«{value}»" if value else str(_("ingenting"))


def either(items: Iterable[str]) -> str:
    """«01, 02 eller 04»."""
    *first, last = items
    return str(_("%(first)s eller %(last)s")) % {"first": ", ".join(first), "last": last} if first else last


def offered(codes: Mapping[str, str]) -> str:
    """«01, 02 eller 04», with what they mean when they are few: «1 (Ja) eller 2 (Nei)»."""
    few = len(codes) <= MOST_EXPLAINED
    return either(f"{code} ({meaning})" if few else code for code, meaning in codes.items())


def spaced(number: int) -> str:
    """«1 000 000»."""
    return f"{number:,}".replace(",", " ")


def lines(numbers: Sequence[int], count: int) -> str:
    """«linje 12», «linje 12 og 14», «linje 12, 14 og 5 andre linjer»: `numbers` are the first of `count` lines."""
    named = [str(number) for number in numbers]
    rest = count - len(named)
    if rest:
        named.append(ngettext("én annen linje", "%(rest)s andre linjer", rest) % {"rest": rest})
    return str(_("linje %(named)s")) % {"named": in_a_row(named)}
