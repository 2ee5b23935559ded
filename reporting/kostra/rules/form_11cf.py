"""The rules of 11CF, kvalifiseringsprogram, beside those of rules/common.py. There is no 002 in this form."""

from datetime import MAXYEAR
from typing import Final

from django.utils.translation import gettext_lazy as _

from reporting.kostra.dates import lenient_year, strict_year
from reporting.kostra.numbers import is_accepted
from reporting.kostra.row import Row
from reporting.kostra.rule import ERROR, WARNING, Rules
from reporting.kostra.rules import common
from reporting.kostra.rules.common import NO, YES, year_of_version

LEAST_AGE, GREAT_AGE = 18, 68
MOST_YEARS: Final = 4
MOST_BENEFIT: Final = 600_000
IN_PROGRAM, ON_LEAVE, COMPLETED = "1", "2", "3"
ENDED: Final = ("3", "4", "5", "7")
ENDED_WITH_A_SITUATION: Final = ("3", "7")

rules_2026 = Rules(common.rules_2026)


@rules_2026.twice(
    "05A",
    ERROR,
    _(
        "Samme deltaker (PERSON_FODSELSNR) står med samme status (STATUS) også på %(others)s. Det skal bare være én "
        "linje."
    ),
)
def participant(row: Row) -> int | None:
    """The person together with STATUS; in Oslo somebody may take part in two bydeler."""
    number = row.PERSON_FODSELSNR
    if row.is_oslo or not is_accepted(number, row.delivery.year):
        return None
    return int(number) * 256 + ord(row.STATUS)


@rules_2026.twice(
    "05B",
    ERROR,
    common.JOURNAL_TWICE,
)
def journal(row: Row) -> int | None:
    return None if row.is_oslo else common.journal_key(row)


@rules_2026.row(
    "06",
    ERROR,
    _("Deltakeren er under %(limit)s år. Alder ved utgangen av %(year)s: %(age)s."),
    field="PERSON_FODSELSNR",
    limit=LEAST_AGE,
)
def participant_is_a_child(row: Row) -> bool:
    return row.age is not None and row.age < LEAST_AGE


@rules_2026.row(
    "07",
    WARNING,
    _("Deltakeren er over %(limit)s år. Alder ved utgangen av %(year)s: %(age)s. Se etter om det stemmer."),
    field="PERSON_FODSELSNR",
    limit=GREAT_AGE,
)
def participant_is_old(row: Row) -> bool:
    return row.age is not None and row.age > GREAT_AGE


def is_no_date_between(row: Row, text: str, first: int, last: int = MAXYEAR) -> bool:
    """Not a date, or one outside these calendar years. Rows of Oslo are not asked."""
    read = lenient_year(text)
    return not row.is_oslo and (read is None or not first <= read <= last)


@rules_2026.row(
    "14",
    ERROR,
    _(
        "Datoen da søknaden ble registrert (REG_DATO), skal være en dato, DDMMÅÅÅÅ, høyst %(limit)s kalenderår før "
        "rapporteringsåret. Her står det %(REG_DATO)s."
    ),
    field="REG_DATO",
    limit=MOST_YEARS,
)
def registration_is_too_long_ago(row: Row) -> bool:
    """Counted from the row's own VERSION, and a date after the year is accepted; 15 alike."""
    return is_no_date_between(row, row.REG_DATO, year_of_version(row) - MOST_YEARS)


@rules_2026.row(
    "15",
    ERROR,
    _(
        "Datoen for vedtaket om program (VEDTAK_DATO) skal være en dato, DDMMÅÅÅÅ, høyst %(limit)s kalenderår før "
        "rapporteringsåret. Her står det %(VEDTAK_DATO)s."
    ),
    field="VEDTAK_DATO",
    limit=MOST_YEARS,
)
def decision_is_too_long_ago(row: Row) -> bool:
    return is_no_date_between(row, row.VEDTAK_DATO, year_of_version(row) - MOST_YEARS)


@rules_2026.row(
    "16",
    ERROR,
    _(
        "Datoen da deltakeren begynte (BEGYNT_DATO), skal være en dato, DDMMÅÅÅÅ, høyst %(limit)s kalenderår før "
        "rapporteringsåret og senest 31. desember %(year)s. Her står det %(BEGYNT_DATO)s."
    ),
    field="BEGYNT_DATO",
    limit=MOST_YEARS,
)
def start_is_outside_the_years(row: Row) -> bool:
    """Counted from the reporting year, unlike 14 and 15."""
    return is_no_date_between(row, row.BEGYNT_DATO, row.delivery.year - MOST_YEARS, row.delivery.year)


@rules_2026.row(
    "19",
    ERROR,
    _(
        "Svaret på om deltakeren kommer fra program i en annen kommune (KVP_KOMM) skal være %(KVP_KOMM.codes)s. "
        "Her står det %(KVP_KOMM)s."
    ),
    field="KVP_KOMM",
)
def origin_has_no_code(row: Row) -> bool:
    return not row.has_code("KVP_KOMM")


@rules_2026.row(
    "20",
    ERROR,
    _(
        "Deltakeren kommer fra program i en annen kommune (KVP_KOMM 1). Da skal kommunenummeret (KOMMNR_KVP_KOMM) være "
        "et som fantes i %(year)s, eller 9999 når kommunen ikke er kjent. Her står det %(KOMMNR_KVP_KOMM)s."
    ),
)
def origin_is_no_municipality(row: Row) -> bool:
    return row.KVP_KOMM == YES and not row.has_code("KOMMNR_KVP_KOMM")


@rules_2026.row(
    "21",
    ERROR,
    _(
        "Deltakeren hadde sosialhjelp før søknaden (YTELSE_SOSHJELP 1). Da skal typen (YTELSE_TYPE_SOSHJ) være "
        "%(YTELSE_TYPE_SOSHJ.codes)s. Her står det %(YTELSE_TYPE_SOSHJ)s."
    ),
)
def social_assistance_is_of_no_type(row: Row) -> bool:
    return row.YTELSE_SOSHJELP == "1" and not row.has_code("YTELSE_TYPE_SOSHJ")


@rules_2026.row(
    "26",
    ERROR,
    _(
        "Svaret på om deltakeren også har fått sosialhjelp eller bostøtte (KVP_MED_ASTONAD) skal være "
        "%(KVP_MED_ASTONAD.codes)s. Her står det %(KVP_MED_ASTONAD)s."
    ),
    field="KVP_MED_ASTONAD",
)
def other_support_has_no_code(row: Row) -> bool:
    return not row.has_code("KVP_MED_ASTONAD")


@rules_2026.row(
    "27",
    ERROR,
    _(
        "Deltakeren har også fått sosialhjelp eller bostøtte (KVP_MED_ASTONAD 1). Kryss av for minst én "
        "(KVP_MED_KOMMBOS til KVP_MED_SOSHJ_SUP)."
    ),
)
def other_support_is_not_named(row: Row) -> bool:
    return row.KVP_MED_ASTONAD == YES and not row.given("other_support")


@rules_2026.row(
    "27",
    ERROR,
    _(
        "Deltakeren har ikke fått sosialhjelp eller bostøtte i tillegg (KVP_MED_ASTONAD 2), men det er krysset av for "
        "det (KVP_MED_KOMMBOS til KVP_MED_SOSHJ_SUP). Rett det som er feil."
    ),
)
def other_support_is_named_and_denied(row: Row) -> bool:
    return row.KVP_MED_ASTONAD == NO and row.given("other_support") > 0


@rules_2026.row(
    "28",
    WARNING,
    _("Det er ikke krysset av for noen måned med kvalifiseringsstønad (STMND_1 til STMND_12)."),
)
def no_month_is_given(row: Row) -> bool:
    return row.STATUS != ON_LEAVE and not row.given("months")


@rules_2026.row(
    "29",
    WARNING,
    _(
        "Deltakeren er fortsatt i program (STATUS 1), men det står ikke hvor mye kvalifiseringsstønad som er utbetalt "
        "(KVP_STONAD)."
    ),
)
def participant_without_benefit(row: Row) -> bool:
    return row.STATUS == IN_PROGRAM and not row.amount("KVP_STONAD") > 0


@rules_2026.row(
    "30",
    WARNING,
    _(
        "Det er krysset av for måneder med kvalifiseringsstønad, men beløpet for året (KVP_STONAD) er ikke fylt ut."
    ),
)
def months_without_benefit(row: Row) -> bool:
    """A 0 is a sum here."""
    return row.STATUS != ON_LEAVE and row.given("months") > 0 and row.is_blank("KVP_STONAD")


@rules_2026.row(
    "31",
    WARNING,
    _(
        "Deltakeren har fått %(KVP_STONAD.kroner)s kroner i kvalifiseringsstønad, men det er ikke krysset av for noen "
        "måned (STMND_1 til STMND_12)."
    ),
)
def benefit_without_months(row: Row) -> bool:
    return row.STATUS == IN_PROGRAM and row.amount("KVP_STONAD") > 0 and not row.given("months")


@rules_2026.row(
    "32",
    WARNING,
    _(
        "Kvalifiseringsstønaden (KVP_STONAD) er %(KVP_STONAD.kroner)s kroner, mer enn %(limit)s. "
        "Se etter om det stemmer."
    ),
    field="KVP_STONAD",
    limit=MOST_BENEFIT,
)
def benefit_is_very_large(row: Row) -> bool:
    return row.amount("KVP_STONAD") > MOST_BENEFIT


@rules_2026.row(
    "36",
    ERROR,
    _("Status ved utgangen av året (STATUS) skal være %(STATUS.codes)s. Her står det %(STATUS)s."),
    field="STATUS",
)
def status_has_no_code(row: Row) -> bool:
    return not row.has_code("STATUS")


@rules_2026.row(
    "37",
    ERROR,
    _(
        "Programmet er avsluttet (STATUS %(STATUS.code)s). Da skal datoen (AVSL_DATO) være en dag i %(year)s, "
        "DDMMÅÅÅÅ. Her står det %(AVSL_DATO)s."
    ),
)
def end_is_outside_the_year(row: Row) -> bool:
    return row.STATUS in ENDED and strict_year(row.AVSL_DATO) != row.delivery.year


@rules_2026.row(
    "38",
    ERROR,
    _(
        "Programmet er avsluttet (STATUS %(STATUS.code)s). Kryss av for deltakerens situasjon etterpå "
        "(AVSL_ORDINAERTARB til AVSL_UKJENT)."
    ),
)
def ended_without_a_situation(row: Row) -> bool:
    return row.STATUS in ENDED_WITH_A_SITUATION and not row.given("situations")


@rules_2026.row(
    "39",
    ERROR,
    _(
        "Programmet er fullført (STATUS 3). Da skal deltakerens viktigste inntektskilde etterpå "
        "(AVSL_VIKTIGSTE_INNTEKT) være %(AVSL_VIKTIGSTE_INNTEKT.codes)s. Her står det %(AVSL_VIKTIGSTE_INNTEKT)s."
    ),
)
def completed_without_an_income(row: Row) -> bool:
    return row.STATUS == COMPLETED and not row.has_code("AVSL_VIKTIGSTE_INNTEKT")
