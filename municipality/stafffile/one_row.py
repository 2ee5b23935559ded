"""What one row says by itself, and what is wrong with its cells."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from municipality.address import ONE_PHONE, is_one_address
from municipality.stafffile.columns import HEADERS, Line
from municipality.ui.dates import parse_day

USERNAME: Final = re.compile(r"[\w.@+-]+")
KEY: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# As long as the columns of the tables; of what is only compared, longer than anything it could be.
LONGEST: Final = {
    "username": 80, "name": 120, "email": 254, "phone": 30, "unit": 120, "service": 120, "role": 40, "profession": 60,
    "until": 40, "person": 40, "tenant": 40,
}  # fmt: skip
YEARS_AHEAD: Final = timedelta(days=366 * 20)


class Identity(NamedTuple):
    """Somebody of a tenant of Entra ID, as the file names them."""

    tenant: str
    person: str


def mistakes_of_texts(line: Line) -> Iterator[tuple[str, str]]:
    """What is wrong with the cells whatever the municipality has: column and reason."""
    for column in HEADERS:
        text = getattr(line, column)
        if "\0" in text:
            yield column, _("Cellen har et tegn som ikke kan lagres.")
        elif len(text) > LONGEST[column]:
            yield column, _("Teksten kan ha høyst %(most)s tegn.") % {"most": LONGEST[column]}
    if not line.username:
        yield "username", _("Brukernavnet mangler.")
    elif not USERNAME.fullmatch(line.username):
        yield "username", _("Brukernavnet kan ha bokstaver, tall og tegnene . @ + - _, og ingen mellomrom.")
    if not line.name:
        yield "name", _("Navnet mangler.")
    if line.email and not is_one_address(line.email):
        yield "email", _("Skriv én e-postadresse, for eksempel navn@kommune.no.")
    if line.phone and not re.fullmatch(ONE_PHONE, line.phone):
        yield "phone", _("Telefonnummeret kan bare ha siffer og mellomrom.")


def identity_of(line: Line) -> tuple[Identity | None, str]:
    """Whom Entra ID means, or why that cannot be told."""
    if not line.person and not line.tenant:
        return None, ""
    if not (line.person and line.tenant):
        # A tenant is the same in every row, and may stand where nobody is named.
        return None, _("Objekt-id og leier-id hører sammen. Skriv begge.") if line.person else ""
    if not (KEY.fullmatch(line.person) and KEY.fullmatch(line.tenant)):
        return None, _("En id fra Entra ID ser slik ut: 00000000-0000-0000-0000-000000000000.")
    return Identity(line.tenant.lower(), line.person.lower()), ""


def day_of(text: str, today: date) -> tuple[date | None, str]:
    """The last day, or why it is none."""
    if not text:
        return None, ""
    try:
        day = parse_day(text, today)
    except ValueError:
        return None, _("Skriv dagen som 31.12.2026.")
    if day > today + YEARS_AHEAD:
        return None, _("Dagen er for langt fram. La cellen være tom når siste dag ikke er kjent.")
    return day, ""
