"""Rules 14 to 25 of 11F: what the recipient lives on (VKLO), the benefit (TRYGDESIT) and the work (ARBSIT)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from reporting.kostra.row import Row
from reporting.kostra.rule import ERROR, WARNING, Rules
from reporting.kostra.rules.common import has_children

PENSION_AGE: Final = 62
NO_BENEFIT: Final = "12"
# The work (ARBSIT) that goes with each.
WITH_WAGES, WITH_COURSE_BENEFIT, WITH_STUDENT_LOAN = ("01", "02"), ("03", "05", "06"), ("03",)
WITH_INTRODUCTION_BENEFIT, WITH_QUALIFICATION_BENEFIT = ("09",), ("10",)
WITH_SOCIAL_ASSISTANCE: Final = ("02", "03", "04", "05", "06", "07", "08")
WITH_PENSION: Final = ("02", "03", "04", "05", "06", "07")

rules_2026 = Rules()


@rules_2026.row(
    "14",
    ERROR,
    _("Viktigste kilde til livsopphold (VKLO) skal være %(VKLO.codes)s. Her står det %(VKLO)s."),
    field="VKLO",
)
def livelihood_has_no_code(row: Row) -> bool:
    return not row.has_code("VKLO")


@rules_2026.row(
    "15",
    ERROR,
    _(
        "Viktigste kilde til livsopphold er arbeidsinntekt (VKLO 1). Da skal arbeidssituasjonen (ARBSIT) være "
        "%(ARBSIT.limit)s. Her står det %(ARBSIT)s."
    ),
    limit=WITH_WAGES,
)
def wages_without_work(row: Row) -> bool:
    return row.VKLO == "1" and row.ARBSIT not in WITH_WAGES


@rules_2026.row(
    "16",
    ERROR,
    _(
        "Viktigste kilde til livsopphold er kursstønad eller lønn i tiltak (VKLO 2). Da skal arbeidssituasjonen "
        "(ARBSIT) være %(ARBSIT.limit)s. Her står det %(ARBSIT)s."
    ),
    limit=WITH_COURSE_BENEFIT,
)
def course_benefit_without_course(row: Row) -> bool:
    return row.VKLO == "2" and row.ARBSIT not in WITH_COURSE_BENEFIT


@rules_2026.row(
    "17",
    ERROR,
    _(
        "Viktigste kilde til livsopphold er stipend eller lån (VKLO 4). Da skal arbeidssituasjonen (ARBSIT) være "
        "%(ARBSIT.limit)s. Her står det %(ARBSIT)s."
    ),
    limit=WITH_STUDENT_LOAN,
)
def student_loan_without_study(row: Row) -> bool:
    return row.VKLO == "4" and row.ARBSIT not in WITH_STUDENT_LOAN


@rules_2026.row(
    "18",
    ERROR,
    _(
        "Viktigste kilde til livsopphold er introduksjonsstøtte (VKLO 6). Da skal arbeidssituasjonen (ARBSIT) være "
        "%(ARBSIT.limit)s. Her står det %(ARBSIT)s."
    ),
    limit=WITH_INTRODUCTION_BENEFIT,
)
def introduction_benefit_without_introduction(row: Row) -> bool:
    return row.VKLO == "6" and row.ARBSIT not in WITH_INTRODUCTION_BENEFIT


@rules_2026.row(
    "19",
    ERROR,
    _(
        "Viktigste kilde til livsopphold er kvalifiseringsstønad (VKLO 8). Da skal arbeidssituasjonen (ARBSIT) "
        "være %(ARBSIT.limit)s. Her står det %(ARBSIT)s."
    ),
    limit=WITH_QUALIFICATION_BENEFIT,
)
def qualification_benefit_without_program(row: Row) -> bool:
    return row.VKLO == "8" and row.ARBSIT not in WITH_QUALIFICATION_BENEFIT


@rules_2026.row(
    "20_B",
    ERROR,
    _(
        "Viktigste kilde til livsopphold er trygd eller stønad (VKLO 3). Da skal trygdesituasjonen (TRYGDESIT) si "
        "hvilken. Her står det %(TRYGDESIT)s."
    ),
)
def benefit_is_not_named(row: Row) -> bool:
    """12 means that there is none; what is no code at all names none either."""
    return row.VKLO == "3" and (row.TRYGDESIT == NO_BENEFIT or not row.has_code("TRYGDESIT"))


@rules_2026.row(
    "21",
    WARNING,
    _(
        "Viktigste kilde til livsopphold er sosialhjelp (VKLO 5). Da er arbeidssituasjonen (ARBSIT) vanligvis "
        "%(ARBSIT.limit)s. Her står det %(ARBSIT)s. Se etter om det stemmer."
    ),
    limit=WITH_SOCIAL_ASSISTANCE,
)
def social_assistance_beside_full_work(row: Row) -> bool:
    return row.VKLO == "5" and row.ARBSIT not in WITH_SOCIAL_ASSISTANCE


@rules_2026.row(
    "22",
    ERROR,
    _("Trygdesituasjonen (TRYGDESIT) skal være %(TRYGDESIT.codes)s. Her står det %(TRYGDESIT)s."),
    field="TRYGDESIT",
)
def benefit_has_no_code(row: Row) -> bool:
    return not row.has_code("TRYGDESIT")


@rules_2026.row(
    "23A",
    ERROR,
    _(
        "Mottakeren har alderspensjon (TRYGDESIT 07), men er under %(limit)s år, eller alderen kan ikke leses av "
        "fødselsnummeret. Alder ved utgangen av %(year)s: %(age)s."
    ),
    limit=PENSION_AGE,
)
def pension_before_its_age(row: Row) -> bool:
    return row.TRYGDESIT == "07" and row.age_or_minus_one < PENSION_AGE


@rules_2026.row(
    "23B",
    ERROR,
    _(
        "Mottakeren har overgangsstønad (TRYGDESIT 05). Da skal det bo barn under 18 år i husholdningen: BU18 skal "
        "være 1, og ANTBU18 større enn null."
    ),
)
def transitional_benefit_without_children(row: Row) -> bool:
    return row.TRYGDESIT == "05" and not has_children(row)


@rules_2026.row(
    "23C",
    ERROR,
    _(
        "Mottakeren har barnetrygd (TRYGDESIT 13). Da skal det bo barn under 18 år i husholdningen: BU18 skal være 1, "
        "og ANTBU18 større enn null."
    ),
)
def child_benefit_without_children(row: Row) -> bool:
    return row.TRYGDESIT == "13" and not has_children(row)


@rules_2026.row(
    "24",
    WARNING,
    _(
        "Mottakeren har uføretrygd eller alderspensjon (TRYGDESIT %(TRYGDESIT.code)s). Da er arbeidssituasjonen "
        "(ARBSIT) vanligvis %(ARBSIT.limit)s. Her står det %(ARBSIT)s. Se etter om det stemmer."
    ),
    limit=WITH_PENSION,
)
def pension_beside_full_work(row: Row) -> bool:
    return row.TRYGDESIT in ("04", "07") and row.ARBSIT not in WITH_PENSION


@rules_2026.row(
    "24B",
    ERROR,
    _(
        "Mottakeren lever av arbeidsavklaringspenger (VKLO 3, TRYGDESIT 11). Da kan ikke arbeidssituasjonen (ARBSIT) "
        "være 08, arbeidsledig uten å være registrert hos NAV."
    ),
)
def work_assessment_allowance_without_registration(row: Row) -> bool:
    return row.VKLO == "3" and row.TRYGDESIT == "11" and row.ARBSIT == "08"


@rules_2026.row(
    "25",
    ERROR,
    _("Arbeidssituasjonen (ARBSIT) skal være %(ARBSIT.codes)s. Her står det %(ARBSIT)s."),
    field="ARBSIT",
)
def work_has_no_code(row: Row) -> bool:
    return not row.has_code("ARBSIT")
