"""Small pieces of the sentences that the rules speak."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from reporting.kostra.numbers import BLANK


def quoted(value: str) -> str:
    """What stands in a field, as a sentence says it."""
    value = value.strip(BLANK)
    return f"«{value}»" if value else str(_("ingenting"))


def either(items: Iterable[str]) -> str:
    """01, 02 eller 04."""
    *first, last = items
    return str(_("%(first)s eller %(last)s")) % {"first": ", ".join(first), "last": last} if first else last


def lines(numbers: Sequence[int], count: int) -> str:
    """Linje 12, 14 og 5 andre: `numbers` are the first of `count` lines."""
    named = ", ".join(map(str, numbers))
    rest = count - len(numbers)
    if rest:
        return str(_("linje %(named)s og %(rest)s andre linjer")) % {"named": named, "rest": rest}
    return str(_("linje %(named)s")) % {"named": named}
