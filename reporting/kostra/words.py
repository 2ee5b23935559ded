"""Small pieces of the sentences that the rules speak."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from reporting.kostra.numbers import BLANK

MOST_EXPLAINED: Final = 6


def quoted(value: str) -> str:
    """What stands in a field, as a sentence says it."""
    value = value.strip(BLANK)
    return f"«{value}»" if value else str(_("ingenting"))


def offered(codes: Mapping[str, str]) -> str:
    """01, 02 eller 04; with what they mean when they are few: 1 (Ja) eller 2 (Nei)."""
    few = len(codes) <= MOST_EXPLAINED
    *first, last = (f"{code} ({meaning})" if few else code for code, meaning in codes.items())
    return str(_("%(first)s eller %(last)s")) % {"first": ", ".join(first), "last": last} if first else last


def lines(numbers: Sequence[int], count: int) -> str:
    """Linje 12, 14 og 5 andre: `numbers` are the first of `count` lines."""
    named = ", ".join(map(str, numbers))
    rest = count - len(numbers)
    if rest:
        return str(_("linje %(named)s og %(rest)s andre linjer")) % {"named": named, "rest": rest}
    return str(_("linje %(named)s")) % {"named": named}
