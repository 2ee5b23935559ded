"""26 to 43 but 38: the months, the money, advice, plan, housing and conditions."""

import pytest

from reporting.kostra.editions import edition
from reporting.kostra.rule import Severity
from tests.reporting.kostra.making import CONDITION, YEAR, only, rules

LAYOUT = edition("11F", YEAR).layout
NO_MONTHS = {"STMND_1": "", "STMND_2": ""}
GRANTS = [field.name for field in LAYOUT.group("bidrag_by_month")]
LOANS = [field.name for field in LAYOUT.group("laan_by_month")]
CONDITIONS = {field.name: next(iter(field.codes)) for field in LAYOUT.group("conditions")}
NO_GRANTS = dict.fromkeys(GRANTS, "")


def paid(grant: str, loan: str = "0") -> dict[str, str]:
    """So much in all, of which January got all."""
    return {**NO_GRANTS, "BIDRAG": grant, "BIDRAG_JAN": grant, "LAAN": loan, "LAAN_JAN": loan}


@pytest.mark.parametrize("month", range(1, 13))
def test_26_one_month_is_enough(month: int) -> None:
    assert rules("11F", **{**NO_MONTHS, f"STMND_{month}": f"{month:02}"}) == []


def test_26_at_least_one_month() -> None:
    assert rules("11F", **NO_MONTHS) == ["26"]
    found = only("11F", "26", **NO_MONTHS)
    assert (found.severity, found.field) == (Severity.ERROR, None)


def test_26_the_code_of_another_month_is_no_month() -> None:
    assert rules("11F", STMND_1="02", STMND_2="01") == ["002", "002", "26"]


def test_27_a_grant_or_a_loan() -> None:
    assert rules("11F", **paid("201", "0")) == []
    assert rules("11F", **paid("0", "201")) == []
    assert rules("11F", **paid("0", "0")) == ["27", "31"]
    assert rules("11F", **paid("1", "0")) == ["31"]
    assert rules("11F", **paid("0", "1")) == ["31"]
    assert rules("11F", **paid("-1", "0")) == ["27", "31"]
    assert only("11F", "27", **paid("0")).severity == Severity.ERROR


def test_27_what_is_blank_or_no_number_counts_as_nought() -> None:
    assert rules("11F", **paid("", "")) == ["002", "002", "27", "31"]
    assert rules("11F", **paid("x", "0")) == ["002", "002", "27", "31"]


def test_30_more_than_a_million() -> None:
    assert rules("11F", **paid("1000000")) == []
    assert rules("11F", **paid("1000001")) == ["30"]
    assert rules("11F", **paid("600000", "400000")) == []
    assert rules("11F", **paid("600000", "400001")) == ["30"]
    found = only("11F", "30", **paid("1000001"))
    assert found.severity == Severity.WARNING
    assert "mer enn 1 000 000 kroner (BIDRAG 1 000 001, LAAN 0)." in found.message


def test_31_two_hundred_or_less() -> None:
    assert rules("11F", **paid("201")) == []
    assert rules("11F", **paid("200")) == ["31"]
    assert rules("11F", **paid("100", "101")) == []
    assert rules("11F", **paid("100", "100")) == ["31"]
    assert only("11F", "31", **paid("200")).severity == Severity.WARNING


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("32", "GITT_OKONOMIRAD"),
        ("33", "FAAT_INDIVIDUELL_PLAN"),
        ("39", "VILKARSOSLOV"),
        ("40", "VILKARSAMEKT"),
    ],
)
def test_32_33_39_40_yes_or_no(rule: str, name: str) -> None:
    answered = CONDITION if name == "VILKARSOSLOV" else {}
    assert rules("11F", **answered | {name: "1"}) == []
    assert rules("11F", **{name: "2"}) == []
    for code in ("0", "3", " "):
        assert rules("11F", **{name: code}) == ["002", rule], code
    found = only("11F", rule, **{name: "3"})
    assert (found.severity, found.field) == (Severity.ERROR, name)


def test_35_housing_is_1_to_6() -> None:
    for code in "123456":
        assert rules("11F", BOSIT=code) == [], code
    for code in ("0", "7", " "):
        assert rules("11F", BOSIT=code) == ["002", "35"], code
    assert only("11F", "35", BOSIT="7").field == "BOSIT"


@pytest.mark.parametrize("month", GRANTS)
def test_36_the_grants_of_the_months_are_the_years(month: str) -> None:
    one = {**NO_GRANTS, "BIDRAG": "5400"}
    assert rules("11F", **one | {month: "5400"}) == []
    assert rules("11F", **one | {month: "5399"}) == ["36"]
    assert rules("11F", **one | {month: "5401"}) == ["36"]


@pytest.mark.parametrize("month", LOANS)
def test_37_the_loans_of_the_months_are_the_years(month: str) -> None:
    assert rules("11F", **{"LAAN": "900", month: "900"}) == []
    assert rules("11F", **{"LAAN": "900", month: "899"}) == ["37"]
    assert rules("11F", **{"LAAN": "900", month: "901"}) == ["37"]


def test_36_and_37_are_warnings_and_do_not_mix() -> None:
    assert len(GRANTS) == len(LOANS) == 12
    assert rules("11F", LAAN_JAN="100", BIDRAG_JAN="2600") == ["36", "37"]
    for found, says in (
        (
            only("11F", "36", BIDRAG_JAN="1"),
            "er til sammen 2 701 kroner, men årets bidrag (BIDRAG) er 5 400.",
        ),
        (only("11F", "37", LAAN_JAN="1000"), "er til sammen 1 000 kroner, men årets lån (LAAN) er 0."),
    ):
        assert found.severity == Severity.WARNING
        assert found.message.endswith(says)


def test_36_and_37_count_what_is_blank_as_nought() -> None:
    assert rules("11F", **NO_GRANTS) == ["36"]
    assert rules("11F", LAAN="", LAAN_JAN="") == ["002"]


@pytest.mark.parametrize(("rule", "name"), [("41", "UTBETDATO"), ("42", "UTBETTOMDATO")])
def test_41_and_42_a_condition_has_its_dates(rule: str, name: str) -> None:
    assert rules("11F", **CONDITION | {name: "31022026"}) == []
    assert rules("11F", **CONDITION | {name: ""}) == [rule]
    assert rules("11F", **CONDITION | {name: "31132026"}) == ["002", rule]
    assert rules("11F", **CONDITION | {name: "", "VILKARSOSLOV": "2"}) == []
    assert rules("11F", **CONDITION | {name: "", "VILKARSOSLOV": " "}) == ["002", "39"]
    assert only("11F", rule, **CONDITION | {name: ""}).severity == Severity.ERROR


def test_43_there_are_twelve_conditions() -> None:
    assert list(CONDITIONS) == [
        "VILKARARBEID", "VILKARKURS", "VILKARUTD", "VILKARJOBBLOG", "VILKARJOBBTILB", "VILKARSAMT", "VILKAROKRETT",
        "VILKARLIVSH", "VILKARHELSE", "VILKARANNET", "VILKARDIGPLAN", "VILKARNORSKSAMISKOPPL",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), CONDITIONS.items())
def test_43_one_condition_is_enough(name: str, code: str) -> None:
    assert rules("11F", **CONDITION | {"VILKARSAMT": ""} | {name: code}) == []


def test_43_at_least_one_condition_is_named() -> None:
    unnamed = CONDITION | {"VILKARSAMT": ""}
    assert rules("11F", **unnamed) == ["43"]
    assert rules("11F", **unnamed | {"VILKARSOSLOV": "2"}) == []
    assert rules("11F", **unnamed | {"VILKARSAMEKT": "1"}) == ["43"]
    assert only("11F", "43", **unnamed).severity == Severity.ERROR


def test_43_the_code_of_another_condition_is_none() -> None:
    assert rules("11F", **CONDITION | {"VILKARSAMT": "", "VILKARARBEID": "17"}) == ["002", "43"]
