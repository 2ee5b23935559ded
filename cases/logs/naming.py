"""Whether a text names one of the adults of a log: then its writer is asked whose affairs it tells of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from municipality.ui.words import in_a_row


@dataclass(frozen=True)
class Adult:
    """`key` is that of the adult in the log, or empty while there is none."""

    key: str
    name: str

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


def named_in(text: str, adults: Iterable[Adult], *, child: str) -> list[Adult]:
    """Those whose first name stands in the text as a whole word, in any case, also with the s of «Fredriks».

    Not somebody who is called like the child: the text is about the child.
    """
    return [
        one
        for one in adults
        if one.first_name.casefold() != child.casefold()
        and re.search(rf"(?<!\w){re.escape(one.first_name)}(?:['’]?s|['’])?(?!\w)", text, re.IGNORECASE)
    ]


def asks_whose(named: Iterable[Adult]) -> str:
    """What the writer is asked beside the field."""
    names = in_a_row(one.first_name for one in named)
    return _(
        "Teksten nevner %(names)s. Gjelder den en voksens egen sykdom, økonomi eller kontakt med tjenester?"
    ) % {"names": names}


def marked(named: Iterable[Adult]) -> str:
    """A sign for these adults: what was confirmed for them counts for no others."""
    return " ".join(sorted(one.first_name for one in named))


def write_about_the_child(child: str, adults: Iterable[Adult]) -> str:
    """The fixed line beside a text. Of somebody of age, who answers alone, no other adult is registered."""
    if not any(adults):
        return _("Skriv om %(name)s. Det som handler om andre, hører til dem.") % {"name": child}
    return _(
        "Skriv om %(name)s. Egen sykdom, økonomi eller kontakt med tjenester hører til den voksne det gjelder."
    ) % {"name": child}
