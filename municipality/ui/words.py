"""Words joined as in speech."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def in_a_row(words: Iterable[str]) -> str:
    """«deg», «deg og Kari», «deg, Kari og Per»."""
    *first, last = words
    return _("%(first)s og %(last)s") % {"first": ", ".join(first), "last": last} if first else last
