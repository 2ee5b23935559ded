"""Which table, rules and summary hold for a form and a year. A new year is a line here and a file in data/."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reporting.kostra.layout import Layout, layout
from reporting.kostra.rule import Rules
from reporting.kostra.rules import form_11cf, form_11f
from reporting.kostra.summary import TABLES_11CF, TABLES_11F, Tables

_EDITIONS: Final[Mapping[tuple[str, int], tuple[Rules, Tables]]] = {
    ("11F", 2026): (form_11f.rules_2026, TABLES_11F),
    ("11CF", 2026): (form_11cf.rules_2026, TABLES_11CF),
}
FORMS: Final = tuple(dict.fromkeys(form for form, _year in _EDITIONS))
YEARS: Final = tuple(sorted({year for _form, year in _EDITIONS}))


class UnknownEdition(LookupError):
    """There is no table for this form and year. `form_known` tells which of the two is the reason."""

    def __init__(self, form: str, year: int) -> None:
        super().__init__(f"{form} {year}")
        self.form_known = form in FORMS


@dataclass(frozen=True)
class Edition:
    layout: Layout
    rules: Rules
    tables: Tables


def edition(form: str, year: int) -> Edition:
    """Raises UnknownEdition."""
    try:
        rules, tables = _EDITIONS[form, year]
    except KeyError:
        raise UnknownEdition(form, year) from None
    return Edition(layout(form, year), rules, tables)
