"""What in a text would point at one person: names that the writer knows from work, numbers, dates, addresses.

It helps writers in a hurry. It cannot know every name; the writer confirms the rest.
"""

import re
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from cases.case.models import Case, ParentalResponsibility
from cases.concerns.models import Concern
from municipality.organisation.models import Unit
from municipality.ui.plain_text import as_compared, as_stored

WORD: Final = re.compile(r"[^\W\d_]+")
# Small words inside names, which every text is full of.
PARTICLES: Final = frozenset("af al av bin da de den der di el la le og van von".split())  # noqa: SIM905
MONTHS: Final = "jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des"
# A day and a month, «12.3.», «12/3-2017», «2017-03-12», «12. mars»; a clock, «kl. 12.05», is none.
DATE: Final = re.compile(
    rf"(?<!kl )(?<!kl\. )\b(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|(?:0?[1-9]|[12]\d|3[01])(?:\s?[./]\s?(?:0?[1-9]|1[0-2])\b|"
    rf"\.?\s?(?:{MONTHS})[a-zæøå]*)(?:[./ -]*\d{{2,4}})?)",
    re.IGNORECASE,
)
# Five digits or more, however they are grouped: identity number, telephone, case number, postal code with place.
NUMBER: Final = re.compile(r"\+?\d(?:[ .-]?\d){4,}")
ADDRESS: Final = re.compile(r"\S+@\S+")


def names_i_know() -> frozenset[str]:
    """Every word of the names of children and parents in the logs and concerns that the current user may see."""
    texts: list[str] = [
        *Case.objects.order_by().values_list("subject_name", flat=True),
        *ParentalResponsibility.objects.order_by().values_list("name", flat=True),
        *Concern.objects.order_by().values_list("child_name", flat=True),
    ]
    words = {word for text in texts for word in WORD.findall(as_compared(text))}
    return frozenset(word for word in words if len(word) > 1 and word not in PARTICLES)


def name_in(text: str, names: frozenset[str]) -> str:
    """The first word of the text that is one of the names, also in the genitive; empty when there is none."""
    for match in WORD.finditer(as_stored(text)):
        word = as_compared(match[0])
        if word in names or (word.endswith("s") and word[:-1] in names):
            return match[0]
    return ""


def number_in(text: str) -> str:
    """The first number, date or e-mail address of the text that could point at one person; empty when there is none."""
    for pattern in (DATE, NUMBER, ADDRESS):
        if match := pattern.search(as_compared(text)):
            return match[0].strip()
    return ""


def small_unit_in(text: str, units: Iterable[Unit]) -> str:
    """The name of one of the writer's own units that the record itself would leave out; empty when there is none."""
    plain = as_compared(text)
    for unit in units:
        if is_small(unit) and unit.name != unit.service.name and as_compared(unit.name) in plain:
            return unit.name
    return ""


def is_small(unit: Unit) -> bool:
    """Whether only its service is kept in an anonymous discussion: too few children in it, or nobody knows how many."""
    return unit.children is None or unit.children < unit.municipality.small_unit_size


def trace_in(text: str, names: frozenset[str], units: Iterable[Unit]) -> str:
    """What is wrong with the text, in words for the person who wrote it; empty when nothing was found."""
    if found := name_in(text, names):
        return name_message(found)
    if found := number_in(text):
        return _(
            "Du har skrevet «%(found)s», og det kan peke på én familie. Skriv for eksempel «i høst» eller «for et "
            "halvt år siden», og ta bort nummeret."
        ) % {"found": found}
    if found := small_unit_in(text, units):
        return _(
            "«%(found)s» er så liten at navnet kan peke på ett barn. Skriv «skolen» eller «barnehagen»."
        ) % {"found": found}
    return ""


def name_message(found: str) -> str:
    return _(
        "Du har skrevet «%(found)s», som er navnet på noen du arbeider med. "
        "Skriv «barnet», «eleven» eller «forelderen»."
    ) % {"found": found}
