"""Words joined as in speech, and how a child is named."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.ui.dates import age_text


def in_a_row(words: Iterable[str]) -> str:
    """«deg», «deg og Kari», «deg, Kari og Per»."""
    *first, last = words
    return _("%(first)s og %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def whom(name: str, born: date) -> str:
    """«Emma Eksempel, 9 år»: where somebody acts on a child, the first name alone could be another's."""
    return f"{name}, {age_text(born, timezone.localdate())}"
