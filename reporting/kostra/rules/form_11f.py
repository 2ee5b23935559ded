"""The rules of 11F, økonomisk sosialhjelp, beside those of common.py and form_11f_livelihood.py."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from reporting.kostra.dates import lenient_year
from reporting.kostra.numbers import has_control_digits, is_duf
from reporting.kostra.row import Row
from reporting.kostra.rule import ERROR, WARNING, FieldFault, Rules
from reporting.kostra.rules import common, fields
from reporting.kostra.rules import form_11f_livelihood as livelihood_11f
from reporting.kostra.rules.common import YES

LEAST_AGE, GREAT_AGE = 18, 96
MOST_SUPPORT, LITTLE_SUPPORT = 1_000_000, 200

rules_2026 = Rules(common.rules_2026, livelihood_11f.rules_2026)


@rules_2026.fields("002", ERROR, quick=fields.usual)
def fields_are_not_as_in_the_table(row: Row) -> Iterator[FieldFault]:
    return fields.faults(row)


@rules_2026.twice(
    "05A",
    ERROR,
    _(
        "Fødselsnummeret (PERSON_FODSELSNR) står flere ganger i filen: også på %(others)s. "
        "Hver person skal ha én linje."
    ),
)
def person(row: Row) -> int | None:
    number = row.PERSON_FODSELSNR
    return int(number) if has_control_digits(number) else None


@rules_2026.twice(
    "05B",
    ERROR,
    common.JOURNAL_TWICE,
)
def journal(row: Row) -> int | None:
    return common.journal_key(row)


@rules_2026.row(
    "06",
    WARNING,
    _(
        "Mottakeren er under %(limit)s år, eller alderen kan ikke leses av fødselsnummeret. "
        "Alder ved utgangen av %(year)s: %(age)s."
    ),
    field="PERSON_FODSELSNR",
    limit=LEAST_AGE,
)
def recipient_is_a_child(row: Row) -> bool:
    return row.age_or_minus_one < LEAST_AGE


@rules_2026.row(
    "07",
    WARNING,
    _(
        "Mottakeren er %(limit)s år eller eldre. Alder ved utgangen av %(year)s: %(age)s. Se etter om det stemmer."
    ),
    field="PERSON_FODSELSNR",
    limit=GREAT_AGE,
)
def recipient_is_very_old(row: Row) -> bool:
    return row.age_or_minus_one >= GREAT_AGE


@rules_2026.row(
    "26",
    ERROR,
    _("Det er ikke krysset av for noen måned med stønad (STMND_1 til STMND_12). Kryss av for månedene."),
)
def no_month_is_given(row: Row) -> bool:
    return not row.given("months")


@rules_2026.row(
    "27",
    ERROR,
    _(
        "Verken bidrag (BIDRAG) eller lån (LAAN) er større enn null. Skriv hvor mye mottakeren har fått i løpet av "
        "året, med bare sifre."
    ),
)
def no_support_is_given(row: Row) -> bool:
    return not (row.amount("BIDRAG") > 0 or row.amount("LAAN") > 0)


def support(row: Row) -> int:
    return row.amount("BIDRAG") + row.amount("LAAN")


@rules_2026.row(
    "30",
    WARNING,
    _(
        "Bidrag og lån er til sammen mer enn %(limit)s kroner (BIDRAG %(BIDRAG.kroner)s, LAAN %(LAAN.kroner)s). "
        "Se etter om det stemmer."
    ),
    limit=MOST_SUPPORT,
)
def support_is_very_large(row: Row) -> bool:
    return support(row) > MOST_SUPPORT


@rules_2026.row(
    "31",
    WARNING,
    _(
        "Bidrag og lån er til sammen %(limit)s kroner eller mindre (BIDRAG %(BIDRAG.kroner)s, "
        "LAAN %(LAAN.kroner)s). Se etter om det stemmer."
    ),
    limit=LITTLE_SUPPORT,
)
def support_is_very_small(row: Row) -> bool:
    return support(row) <= LITTLE_SUPPORT


@rules_2026.row(
    "32",
    ERROR,
    _(
        "Svaret på om mottakeren har fått økonomisk rådgivning (GITT_OKONOMIRAD) skal være "
        "%(GITT_OKONOMIRAD.codes)s. Her står det %(GITT_OKONOMIRAD)s."
    ),
    field="GITT_OKONOMIRAD",
)
def advice_has_no_code(row: Row) -> bool:
    return not row.has_code("GITT_OKONOMIRAD")


@rules_2026.row(
    "33",
    ERROR,
    _(
        "Svaret på om mottakeren har fått individuell plan (FAAT_INDIVIDUELL_PLAN) skal være "
        "%(FAAT_INDIVIDUELL_PLAN.codes)s. Her står det %(FAAT_INDIVIDUELL_PLAN)s."
    ),
    field="FAAT_INDIVIDUELL_PLAN",
)
def plan_has_no_code(row: Row) -> bool:
    return not row.has_code("FAAT_INDIVIDUELL_PLAN")


@rules_2026.row(
    "35",
    ERROR,
    _("Bosituasjonen (BOSIT) skal være %(BOSIT.codes)s. Her står det %(BOSIT)s."),
    field="BOSIT",
)
def housing_has_no_code(row: Row) -> bool:
    return not row.has_code("BOSIT")


@rules_2026.row(
    "36",
    WARNING,
    _(
        "Bidragene i månedene (BIDRAG_JAN til BIDRAG_DES) er til sammen %(bidrag_by_month.sum)s kroner, men årets "
        "bidrag (BIDRAG) er %(BIDRAG.kroner)s."
    ),
)
def grants_do_not_add_up(row: Row) -> bool:
    return row.total("bidrag_by_month") != row.amount("BIDRAG")


@rules_2026.row(
    "37",
    WARNING,
    _(
        "Lånene i månedene (LAAN_JAN til LAAN_DES) er til sammen %(laan_by_month.sum)s kroner, men årets lån (LAAN) "
        "er %(LAAN.kroner)s."
    ),
)
def loans_do_not_add_up(row: Row) -> bool:
    return row.total("laan_by_month") != row.amount("LAAN")


@rules_2026.row(
    "38",
    WARNING,
    _(
        "Fødselsnummeret mangler, og DUF-nummeret (PERSON_DUF) mangler eller er feil. Det skal ha 12 siffer, og "
        "kontrollsifrene skal stemme."
    ),
)
def person_without_any_number(row: Row) -> bool:
    return row.is_blank("PERSON_FODSELSNR") and not is_duf(row.PERSON_DUF)


@rules_2026.row(
    "39",
    ERROR,
    _(
        "Svaret på om det er stilt vilkår til mottakeren (VILKARSOSLOV) skal være %(VILKARSOSLOV.codes)s. "
        "Her står det %(VILKARSOSLOV)s."
    ),
    field="VILKARSOSLOV",
)
def condition_has_no_code(row: Row) -> bool:
    return not row.has_code("VILKARSOSLOV")


@rules_2026.row(
    "40",
    ERROR,
    _(
        "Svaret på om det er stilt vilkår til ektefelle eller samboer (VILKARSAMEKT) skal være "
        "%(VILKARSAMEKT.codes)s. Her står det %(VILKARSAMEKT)s."
    ),
    field="VILKARSAMEKT",
)
def condition_to_partner_has_no_code(row: Row) -> bool:
    return not row.has_code("VILKARSAMEKT")


@rules_2026.row(
    "41",
    ERROR,
    _(
        "Det er stilt vilkår til mottakeren (VILKARSOSLOV 1). Da skal datoen for utbetalingsvedtaket (UTBETDATO) være "
        "en dato, DDMMÅÅÅÅ. Her står det %(UTBETDATO)s."
    ),
)
def condition_without_date_of_decision(row: Row) -> bool:
    return row.VILKARSOSLOV == YES and lenient_year(row.UTBETDATO) is None


@rules_2026.row(
    "42",
    ERROR,
    _(
        "Det er stilt vilkår til mottakeren (VILKARSOSLOV 1). Da skal til og med-datoen for utbetalingsvedtaket "
        "(UTBETTOMDATO) være en dato, DDMMÅÅÅÅ. Her står det %(UTBETTOMDATO)s."
    ),
)
def condition_without_last_date(row: Row) -> bool:
    return row.VILKARSOSLOV == YES and lenient_year(row.UTBETTOMDATO) is None


@rules_2026.row(
    "43",
    ERROR,
    _(
        "Det er stilt vilkår til mottakeren (VILKARSOSLOV 1). Kryss av for minst ett vilkår (VILKARARBEID til "
        "VILKARNORSKSAMISKOPPL)."
    ),
)
def condition_is_not_named(row: Row) -> bool:
    return row.VILKARSOSLOV == YES and not row.given("conditions")
