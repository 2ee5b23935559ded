"""14 to 25: what the recipient lives on (VKLO), the benefit (TRYGDESIT) and the work (ARBSIT), code by code."""

import pytest

from reporting.kostra.rule import Severity
from tests.reporting.kostra.making import number, only, rules

WORK = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10")
BENEFITS = ("01", "02", "04", "05", "06", "07", "09", "10", "11", "12", "13")
CHILDREN = {"BU18": "1", "ANTBU18": "1"}
# Lives on something that asks for nothing, so that only the changed rule speaks.
OTHER = {"VKLO": "9"}


@pytest.mark.parametrize("code", "123456789")
def test_14_livelihood_is_1_to_9(code: str) -> None:
    assert "14" not in rules("11F", VKLO=code)


@pytest.mark.parametrize("code", ["0", " ", "x"])
def test_14_no_other_livelihood(code: str) -> None:
    assert rules("11F", VKLO=code) == ["002", "14"]
    assert only("11F", "14", VKLO=code).field == "VKLO"


@pytest.mark.parametrize(
    ("rule", "livelihood", "allowed"),
    [
        ("15", "1", ("01", "02")), ("16", "2", ("03", "05", "06")), ("17", "4", ("03",)), ("18", "6", ("09",)),
        ("19", "8", ("10",)), ("21", "5", ("02", "03", "04", "05", "06", "07", "08")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("work", WORK)
def test_15_to_19_and_21_livelihood_goes_with_work(
    rule: str, livelihood: str, allowed: tuple[str, ...], work: str
) -> None:
    assert rules("11F", VKLO=livelihood, ARBSIT=work) == ([] if work in allowed else [rule])


@pytest.mark.parametrize(
    ("rule", "livelihood"), [("15", "1"), ("16", "2"), ("17", "4"), ("18", "6"), ("19", "8"), ("21", "5")]
)
def test_15_to_19_and_21_speak_of_their_own_livelihood_only(rule: str, livelihood: str) -> None:
    for other in set("123456789") - {livelihood}:
        for work in WORK:
            assert rule not in rules("11F", VKLO=other, ARBSIT=work), (other, work)
    severity = Severity.WARNING if rule == "21" else Severity.ERROR
    assert only("11F", rule, VKLO=livelihood, ARBSIT="99").severity == severity


@pytest.mark.parametrize("benefit", BENEFITS)
def test_20_b_one_who_lives_on_a_benefit_has_one(benefit: str) -> None:
    assert ("20_B" in rules("11F", VKLO="3", TRYGDESIT=benefit)) is (benefit == "12")
    assert "20_B" not in rules("11F", VKLO="9", TRYGDESIT=benefit)


@pytest.mark.parametrize("benefit", ["  ", "03", "99"])
def test_20_b_what_is_no_code_is_no_benefit(benefit: str) -> None:
    assert rules("11F", VKLO="3", TRYGDESIT=benefit) == ["002", "20_B", "22"]
    assert only("11F", "20_B", VKLO="3", TRYGDESIT="12").severity == Severity.ERROR


@pytest.mark.parametrize("benefit", [f"{code:02}" for code in range(15)])
def test_22_benefit_has_a_code(benefit: str) -> None:
    assert ("22" in rules("11F", TRYGDESIT=benefit)) is (benefit not in BENEFITS)


def test_22_benefit_is_not_blank() -> None:
    found = only("11F", "22", TRYGDESIT="  ")
    assert (found.severity, found.field) == (Severity.ERROR, "TRYGDESIT")


def test_23a_a_pension_is_not_drawn_before_62() -> None:
    assert rules("11F", TRYGDESIT="07", PERSON_FODSELSNR=number(1964)) == []
    assert rules("11F", TRYGDESIT="07", PERSON_FODSELSNR=number(1965)) == ["23A"]
    assert only("11F", "23A", TRYGDESIT="07").severity == Severity.ERROR
    for benefit in set(BENEFITS) - {"07"}:
        assert "23A" not in rules("11F", TRYGDESIT=benefit), benefit


def test_23a_an_age_that_cannot_be_read_is_before_62() -> None:
    assert rules("11F", TRYGDESIT="07", PERSON_FODSELSNR="00000000000") == ["06", "23A"]


@pytest.mark.parametrize(("rule", "benefit"), [("23B", "05"), ("23C", "13")])
def test_23b_and_23c_benefits_for_children_need_children(rule: str, benefit: str) -> None:
    assert rules("11F", TRYGDESIT=benefit, **CHILDREN) == []
    assert rules("11F", TRYGDESIT=benefit, BU18="2") == [rule]
    assert rules("11F", TRYGDESIT=benefit, BU18="1", ANTBU18="0") == ["11", rule]
    assert rules("11F", TRYGDESIT=benefit, BU18="2", ANTBU18="1") == ["12", rule]
    assert only("11F", rule, TRYGDESIT=benefit).severity == Severity.ERROR
    for other in set(BENEFITS) - {benefit}:
        assert rule not in rules("11F", TRYGDESIT=other), other


@pytest.mark.parametrize("benefit", BENEFITS)
@pytest.mark.parametrize("work", WORK)
def test_24_a_pensioner_is_not_in_full_work_or_a_program(benefit: str, work: str) -> None:
    broken = benefit in ("04", "07") and work not in ("02", "03", "04", "05", "06", "07")
    found = rules("11F", **OTHER, TRYGDESIT=benefit, ARBSIT=work, PERSON_FODSELSNR=number(1960), **CHILDREN)
    assert found == (["24"] if broken else [])


def test_24_is_a_warning() -> None:
    assert only("11F", "24", TRYGDESIT="04", ARBSIT="08").severity == Severity.WARNING


@pytest.mark.parametrize("work", WORK)
def test_24b_one_on_work_assessment_allowance_is_registered(work: str) -> None:
    assert rules("11F", VKLO="3", TRYGDESIT="11", ARBSIT=work) == (["24B"] if work == "08" else [])
    assert "24B" not in rules("11F", VKLO="9", TRYGDESIT="11", ARBSIT=work)
    assert "24B" not in rules("11F", VKLO="3", TRYGDESIT="10", ARBSIT=work)


def test_24b_is_an_error() -> None:
    assert only("11F", "24B", VKLO="3", TRYGDESIT="11", ARBSIT="08").severity == Severity.ERROR


@pytest.mark.parametrize("work", [f"{code:02}" for code in range(13)])
def test_25_work_has_a_code(work: str) -> None:
    assert rules("11F", **OTHER, ARBSIT=work) == ([] if work in WORK else ["002", "25"])


def test_25_work_is_not_blank() -> None:
    found = only("11F", "25", **OTHER, ARBSIT="  ")
    assert (found.severity, found.field) == (Severity.ERROR, "ARBSIT")


def test_the_codes_that_go_with_it_are_named_with_what_they_mean() -> None:
    assert only("11F", "15", VKLO="1", ARBSIT="03").message == (
        "Viktigste kilde til livsopphold er arbeidsinntekt (VKLO 1). Da skal arbeidssituasjonen (ARBSIT) være "
        "01 (Arbeid, heltid) eller 02 (Arbeid, deltid). Her står det «03» (Under utdanning)."
    )
    assert only("11F", "20_B", VKLO="3", TRYGDESIT="12").message == (
        "Viktigste kilde til livsopphold er trygd eller stønad (VKLO 3). Da skal trygdesituasjonen (TRYGDESIT) si "
        "hvilken. Her står det «12» (Har ingen trygd/pensjon)."
    )
    assert "vanligvis 02, 03, 04, 05, 06, 07 eller 08. " in only("11F", "21", VKLO="5", ARBSIT="01").message
