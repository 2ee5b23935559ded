"""Which table, rules and summary hold for a form and a year. A new year is a line here and a file in data/."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from reporting.kostra.layout import Layout, layout
from reporting.kostra.rule import Rules
from reporting.kostra.rules import form_11cf, form_11f
from reporting.kostra.summary import SUMMARY_11CF_2026, SUMMARY_11F_2026, SummaryPlan

_EDITIONS: Final[Mapping[tuple[str, int], tuple[Rules, SummaryPlan]]] = {
    ("11F", 2026): (form_11f.rules_2026, SUMMARY_11F_2026),
    ("11CF", 2026): (form_11cf.rules_2026, SUMMARY_11CF_2026),
}
FORMS: Final = tuple(dict.fromkeys(form for form, _year in _EDITIONS))
YEARS: Final = tuple(sorted({year for _form, year in _EDITIONS}))


def years_of(form: str) -> list[int]:
    """The years of a form, newest first; none of a form that is not known."""
    return sorted((year for known, year in _EDITIONS if known == form), reverse=True)


class UnknownEdition(LookupError):
    """There is no table for this form and year. The text says so in words for the user."""

    def __init__(self, form: str, year: int | str) -> None:
        if years := years_of(form):
            words = _("Vi kjenner ikke rapporteringsåret «%(year)s» for %(form)s. Disse finnes: %(known)s.")
        else:
            words = _("Vi kjenner ikke skjemaet «%(form)s». Disse finnes: %(known)s.")
        known = ", ".join(map(str, years or FORMS))
        super().__init__(str(words) % {"form": form, "year": year, "known": known})


@dataclass(frozen=True)
class Edition:
    layout: Layout
    rules: Rules
    summary: SummaryPlan


def edition(form: str, year: int) -> Edition:
    """Raises UnknownEdition."""
    try:
        rules, summary = _EDITIONS[form, year]
    except KeyError:
        raise UnknownEdition(form, year) from None
    return Edition(layout(form, year), rules, summary)
