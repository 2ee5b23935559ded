"""The rules that 11F and 11CF share, 03 to 13. What differs between the two is in the files of the forms."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from reporting.kostra.dates import lenient_year
from reporting.kostra.numbers import is_accepted, whole_number
from reporting.kostra.reading import ENCODING
from reporting.kostra.row import Row
from reporting.kostra.rule import ERROR, Rules

LAST_DISTRICT: Final = 15
OSLO_DISTRICTS: Final = frozenset(f"{number:02}" for number in range(1, LAST_DISTRICT + 1))
YES, NO = "1", "2"
MANY_CHILDREN: Final = 14

rules_2026 = Rules()


@rules_2026.row(
    "03",
    ERROR,
    _("Kommunenummeret (KOMMUNE_NR) skal være %(municipality)s. Her står det %(KOMMUNE_NR)s."),
    field="KOMMUNE_NR",
)
def municipality_is_not_the_deliverys(row: Row) -> bool:
    return row.delivery.municipality != row.KOMMUNE_NR


@rules_2026.row(
    "03",
    ERROR,
    _(
        "Bydelen (BYDELSNR) skal være 01–%(limit)s når kommunenummeret er 0301, og tom ellers. Her står det "
        "%(BYDELSNR)s for kommune %(KOMMUNE_NR)s."
    ),
    field="BYDELSNR",
    limit=LAST_DISTRICT,
)
def district_is_not_oslos(row: Row) -> bool:
    """Judged by the row's own municipality, whatever the delivery's is."""
    return row.BYDELSNR not in OSLO_DISTRICTS if row.is_oslo else not row.is_blank("BYDELSNR")


@rules_2026.row(
    "04",
    ERROR,
    _("Rapporteringsåret (VERSION) skal være %(yy)s. Her står det %(VERSION)s."),
    field="VERSION",
)
def version_is_another_year(row: Row) -> bool:
    return year_of_version(row) != row.delivery.year


def year_of_version(row: Row) -> int:
    """The year that the row itself says it is about; 0, with which nothing is too long ago, when it says none or 00."""
    version = whole_number(row.VERSION) or 0
    return 2000 + version if version > 0 else version


@rules_2026.row(
    "04A",
    ERROR,
    _("Fødselsdatoen (FODSELSDATO) skal være en dato, DDMMÅÅÅÅ. Her står det %(FODSELSDATO)s."),
    field="FODSELSDATO",
)
def birth_date_is_no_date(row: Row) -> bool:
    return lenient_year(row.FODSELSDATO) is None


@rules_2026.row(
    "05",
    ERROR,
    _(
        "Fødselsnummeret (PERSON_FODSELSNR) mangler eller er feil. Det skal ha 11 siffer, og kontrollsifrene skal "
        "stemme. Slutter det på 00100, 00200 eller 99999, skal det begynne med en fødselsdato."
    ),
    field="PERSON_FODSELSNR",
)
def identity_number_is_not_valid(row: Row) -> bool:
    return not is_accepted(row.PERSON_FODSELSNR, row.delivery.year)


JOURNAL_TWICE = _(
    "Samme journalnummer (PERSON_JOURNALNR) står også på %(others)s. Hver linje skal ha sitt. "
    "Her står det %(PERSON_JOURNALNR)s."
)


def journal_key(row: Row) -> int:
    """The journal number as it is in the file, blanks and all, for rule 05B; its eight characters are eight bytes."""
    return int.from_bytes(row.PERSON_JOURNALNR.encode(ENCODING))


@rules_2026.row(
    "08",
    ERROR,
    _("Kjønn (KJONN) skal være %(KJONN.codes)s. Her står det %(KJONN)s."),
    field="KJONN",
)
def sex_has_no_code(row: Row) -> bool:
    return not row.has_code("KJONN")


@rules_2026.row(
    "09",
    ERROR,
    _("Sivilstanden (EKTSTAT) skal være %(EKTSTAT.codes)s. Her står det %(EKTSTAT)s."),
    field="EKTSTAT",
)
def marital_status_has_no_code(row: Row) -> bool:
    return not row.has_code("EKTSTAT")


@rules_2026.row(
    "10",
    ERROR,
    _(
        "Svaret på om personen har barn under 18 år i husholdningen (BU18) skal være %(BU18.codes)s. "
        "Her står det %(BU18)s."
    ),
    field="BU18",
)
def children_has_no_code(row: Row) -> bool:
    return not row.has_code("BU18")


def has_children(row: Row) -> bool:
    """There are children under 18 in the household, and how many is said."""
    return row.BU18 == YES and row.amount("ANTBU18") > 0


@rules_2026.row(
    "11",
    ERROR,
    _(
        "Det bor barn under 18 år i husholdningen (BU18 1). Da må antallet barn (ANTBU18) være større enn null. "
        "Her står det %(ANTBU18)s."
    ),
)
def children_are_not_counted(row: Row) -> bool:
    return row.BU18 == YES and not row.amount("ANTBU18") > 0


@rules_2026.row(
    "12",
    ERROR,
    _(
        "Antallet barn (ANTBU18) er %(ANTBU18.code)s, men etter BU18 bor det ikke barn under 18 år i husholdningen. "
        "I BU18 står det %(BU18)s. Rett det som er feil."
    ),
)
def children_are_counted_but_not_there(row: Row) -> bool:
    return row.amount("ANTBU18") > 0 and row.BU18 != YES


@rules_2026.row(
    "13",
    ERROR,
    _("Antallet barn under 18 år (ANTBU18) er %(ANTBU18.code)s. Det skal være lavere enn %(limit)s."),
    field="ANTBU18",
    limit=MANY_CHILDREN,
)
def children_are_too_many(row: Row) -> bool:
    return row.amount("ANTBU18") >= MANY_CHILDREN
