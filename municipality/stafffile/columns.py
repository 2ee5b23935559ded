"""What the file may hold: its columns by their headers, and one row for each place in a unit."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from municipality.ui.plain_text import as_stored

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60


class Unreadable(Exception):
    """There is no table of people in the file; `str()` is the sentence that says why."""


class Line(NamedTuple):
    """A row as it was written. `number` is its number in a spreadsheet, where the headers are row 1."""

    number: int
    username: str
    name: str
    email: str
    phone: str
    unit: str
    service: str
    role: str
    profession: str
    until: str
    person: str
    tenant: str


# The header of each column, in the order of `Line`.
HEADERS: Final = {
    "username": "brukernavn",
    "name": "navn",
    "email": "e-post",
    "phone": "telefon",
    "unit": "enhet",
    "service": "tjeneste",
    "role": "rolle",
    "profession": "yrke",
    "until": "til",
    "person": "objekt-id",
    "tenant": "leier-id",
}
NEEDED: Final = ("username", "name")


class Table(NamedTuple):
    """What was read: which columns there were, those that nobody knows, and the rows that hold something."""

    fields: list[str]
    unknown: list[str]
    lines: list[Line]

    def has(self, field: str) -> bool:
        return field in self.fields


def table_of(rows: Iterable[Sequence[str]]) -> Table:
    """The table that these cells are, the headers first. Raises Unreadable."""
    numbered = enumerate(rows, 1)
    headers = next((row for _number, row in numbered if any(row)), None)
    if headers is None:
        raise Unreadable(_("Filen er tom. Den første raden skal ha navnene på kolonnene."))
    places, unknown = _places(headers)
    lines: list[Line] = []
    for number, row in numbered:
        if not any(row):
            continue
        if len(lines) == MOST_ROWS:
            most = f"{MOST_ROWS // 1000} 000"
            raise Unreadable(_("Filen har for mange rader. Den kan ha høyst %(most)s.") % {"most": most})
        cells = [row[places[name]] if name in places and places[name] < len(row) else "" for name in HEADERS]
        if any(cells):
            lines.append(Line(number, *cells))
    if not lines:
        raise Unreadable(_("Filen har ingen rader under navnene på kolonnene."))
    return Table(list(places), unknown, lines)


def _places(headers: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    if len(headers) > MOST_COLUMNS:
        raise Unreadable(_("Filen har for mange kolonner. Ta ut dem som ikke står i listen på siden."))
    known = {folded(header): name for name, header in HEADERS.items()}
    places: dict[str, int] = {}
    unknown = []
    for place, header in enumerate(headers):
        name = known.get(folded(header))
        if name is None:
            unknown += [shortened(header)] if header else []
        elif name in places:
            raise Unreadable(_("Kolonnen «%(name)s» står to ganger.") % {"name": HEADERS[name]})
        else:
            places[name] = place
    if missing := [HEADERS[name] for name in NEEDED if name not in places]:
        said = _("Kolonnen «%(name)s» mangler. Den første raden skal ha navnene på kolonnene.")
        raise Unreadable(said % {"name": "» og «".join(missing)})
    return places, unknown


def folded(header: str) -> str:
    """The header without what does not matter: capitals, spaces, hyphens and the star of what is needed."""
    return "".join(one for one in header.casefold() if one.isalnum())


def cell(value: Any) -> str:
    """A cell as one line of text. What cannot be stored stays in it, so that it is told of and not left out."""
    text = str(value)
    return text if "\0" in text else " ".join(as_stored(text).split())


def shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
