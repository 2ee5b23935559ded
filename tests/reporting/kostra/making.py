"""Files of made-up persons: a row in which nothing is wrong, and whatever a test changes in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import IO, Any

from reporting.kostra.checking import Check
from reporting.kostra.editions import FORMS, edition, years_of
from reporting.kostra.row import Delivery
from reporting.kostra.rule import Finding
from tests.cast import synthetic_number

YEAR = 2026
# Every form with every year that there is a table for.
EDITIONS = [(form, year) for form in FORMS for year in years_of(form)]
DRAMMEN, OSLO = "330100", "030103"


def years_in_words(form: str) -> str:
    """The years that a refusal of another one names."""
    return ", ".join(map(str, years_of(form)))


def number(born: int, serial: int = 0) -> str:
    """A synthetic identity number of somebody born that year."""
    return synthetic_number(date(born, 6, 15), serial).digits


CLEAN: dict[str, dict[str, str]] = {
    "11F": {
        "KOMMUNE_NR": "3301", "FODSELSDATO": "15061990", "PERSON_JOURNALNR": "J1",
        "PERSON_FODSELSNR": number(1990), "KJONN": "1", "EKTSTAT": "1", "BU18": "2", "VKLO": "5", "TRYGDESIT": "12",
        "ARBSIT": "07", "STMND_1": "01", "STMND_2": "02", "BIDRAG": "5400", "LAAN": "0", "BIDRAG_JAN": "2700",
        "BIDRAG_FEB": "2700", "GITT_OKONOMIRAD": "2", "FAAT_INDIVIDUELL_PLAN": "2", "SAKSBEHANDLER": "SB1",
        "BOSIT": "1", "VILKARSOSLOV": "2", "VILKARSAMEKT": "2",
    },
    "11CF": {
        "KOMMUNE_NR": "3301", "FODSELSDATO": "15061990", "PERSON_JOURNALNR": "J1",
        "PERSON_FODSELSNR": number(1990), "KJONN": "2", "EKTSTAT": "2", "BU18": "2", "REG_DATO": "10012025",
        "VEDTAK_DATO": "20012025", "BEGYNT_DATO": "01022025", "KVP_KOMM": "2", "KVP_MED_ASTONAD": "2", "STMND_1": "01",
        "STMND_2": "02", "KVP_STONAD": "36000", "STATUS": "1", "SAKSBEHANDLER": "SB1",
    },
}  # fmt: skip
CONDITION = {"VILKARSOSLOV": "1", "UTBETDATO": "01022026", "UTBETTOMDATO": "30062026", "VILKARSAMT": "08"}
IN_OSLO = {"KOMMUNE_NR": "0301", "BYDELSNR": "03"}


def row(form: str, year: int = YEAR, /, **changes: str) -> str:
    """A line of the file. Numbers stand to the right and the rest to the left, unless they fill their field."""
    layout = edition(form, year).layout
    values = CLEAN[form] | {"VERSION": f"{year % 100:02}"} | changes
    assert not values.keys() - layout.fields.keys()
    placed = [
        values.get(name, "").rjust(field.length) if field.type == "number" else values.get(name, "").ljust(field.length)
        for name, field in layout.fields.items()
    ]  # fmt: skip
    line = "".join(placed)
    assert len(line) == layout.width
    return line


def check_of(
    form: str, content: bytes, *, year: int = YEAR, region: str = DRAMMEN, has_recipients: bool = True
) -> Check:
    """A check that has not begun."""
    known = edition(form, year)

    @contextmanager
    def source() -> Iterator[IO[bytes]]:
        yield BytesIO(content)

    return Check(Delivery(known.layout, region, has_recipients), known, source)


def content_of(*rows: str) -> bytes:
    return "".join(f"{line}\n" for line in rows).encode("iso-8859-1")


def findings(form: str, *rows: str, **delivery: Any) -> list[Finding]:
    """Everything that is found in a file of these lines."""
    return list(check_of(form, content_of(*rows), **delivery).findings())


def rules(form: str, year: int = YEAR, /, region: str = DRAMMEN, **changes: str) -> list[str]:
    """The numbers of the rules that a file of one such row breaks, in order."""
    return [found.rule for found in findings(form, row(form, year, **changes), year=year, region=region)]


def only(form: str, rule: str, year: int = YEAR, /, region: str = DRAMMEN, **changes: str) -> Finding:
    """The one finding of a rule in a file of one such row."""
    every = findings(form, row(form, year, **changes), year=year, region=region)
    [found] = [found for found in every if found.rule == rule]
    return found
