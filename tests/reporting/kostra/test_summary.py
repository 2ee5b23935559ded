"""The summary tables: when there are any, and where each person falls."""

import pytest

from reporting.kostra.rule import Severity
from tests.reporting.kostra.making import check_of, content_of, number, row

NO_MONTHS = {"STMND_1": "", "STMND_2": ""}
ENDED = {"STATUS": "4", "AVSL_DATO": "30062026"}


def summed(form: str, *changes: dict[str, str]) -> dict[str, dict[str, int]]:
    """The tables of a file of different people, whatever is changed in each of them."""
    rows = [
        row(form, **{"PERSON_JOURNALNR": f"J{place}", "PERSON_FODSELSNR": number(1980, place)} | change)
        for place, change in enumerate(changes)
    ]
    check = check_of(form, content_of(*rows))
    assert all(found.severity == Severity.WARNING for found in check.findings())
    assert check.summary is not None
    return check.summary


def aged(*years: int) -> list[dict[str, str]]:
    return [{"PERSON_FODSELSNR": number(2026 - age, place)} for place, age in enumerate(years)]


def paid(grant: int, loan: int = 0) -> dict[str, str]:
    return {
        "BIDRAG": str(grant),
        "LAAN": str(loan),
        "LAAN_JAN": str(loan),
        "BIDRAG_JAN": str(grant),
        "BIDRAG_FEB": "",
    }


def months(count: int) -> dict[str, str]:
    return NO_MONTHS | {f"STMND_{month}": f"{month:02}" for month in range(1, count + 1)}


def test_an_error_leaves_no_tables_and_a_warning_does() -> None:
    for changes, there in (({"KJONN": "9"}, False), ({"ARBSIT": "01"}, True)):
        check = check_of(
            "11F",
            content_of(
                row("11F"), row("11F", PERSON_JOURNALNR="J2", PERSON_FODSELSNR=number(1991), **changes)
            ),
        )
        list(check.findings())
        assert (check.summary is not None) is there


def test_11f_a_sum_of_nothing_falls_into_no_band() -> None:
    assert summed("11F", paid(5, -5))["amount"] == {"Uoppgitt": 1}


def test_11f_sums_grants_and_loans() -> None:
    assert summed("11F", paid(1_000, 250), paid(3_000))["sum"] == {
        "I alt": 4_250,
        "bidrag": 4_000,
        "lån": 250,
    }


def test_11cf_sums_the_benefit() -> None:
    assert summed("11CF", {"KVP_STONAD": "1000"}, {"KVP_STONAD": ""}, {"KVP_STONAD": "500"})["sum"] == {
        "I alt": 1_500
    }


def test_11f_ages_by_their_borders() -> None:
    ages = summed("11F", *aged(0, 17, 18, 24, 25, 44, 45, 66, 67, 110))["age"]
    assert list(ages.items()) == [("under 18", 2), ("18-24", 2), ("25-44", 2), ("45-66", 2), ("67+", 2)]


def test_11cf_ages_by_their_borders_and_in_all() -> None:
    ages = summed("11CF", *aged(18, 19, 20, 24, 25, 29, 30, 39, 40, 49, 50, 66, 67, 68))["age"]
    assert list(ages.items()) == [
        ("I alt", 14), ("under 20", 2), ("20-24", 2), ("25-29", 2), ("30-39", 2), ("40-49", 2), ("50-66", 2),
        ("67+", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("form", "in_all"), [("11F", {}), ("11CF", {"I alt": 1})])
def test_an_age_that_cannot_be_read_stands_by_itself(form: str, in_all: dict[str, int]) -> None:
    assert summed(form, {"PERSON_FODSELSNR": "00000000000"})["age"] == in_all | {"Ugyldig fnr": 1}


@pytest.mark.parametrize("form", ["11F", "11CF"])
def test_durations_by_their_borders(form: str) -> None:
    durations = summed(form, *[months(count) for count in range(1, 13)])["duration"]
    assert list(durations.items()) == [("1", 1), ("2-3", 2), ("4-6", 3), ("7-9", 3), ("10-11", 2), ("12", 1)]


def test_11cf_no_month_stands_by_itself() -> None:
    assert summed("11CF", months(0) | {"STATUS": "2"})["duration"] == {"Uoppgitt": 1}


def test_11f_amounts_by_their_borders() -> None:
    borders = (1, 9_999, 10_000, 49_999, 50_000, 99_999, 100_000, 149_999, 150_000, 9_999_999)
    amounts = summed("11F", *[paid(amount) for amount in borders])["amount"]
    assert list(amounts.items()) == [
        ("1-9 999", 2), ("10 000-49 999", 2), ("50 000-99 999", 2), ("100 000-149 999", 2), ("150 000+", 2),
    ]  # fmt: skip


def test_11f_an_amount_is_grant_and_loan_together() -> None:
    assert summed("11F", paid(6_000, 4_000))["amount"] == {"10 000-49 999": 1}


def test_11cf_amounts_by_their_borders() -> None:
    borders = (1, 7_999, 8_000, 49_999, 50_000, 99_999, 100_000, 149_999, 150_000, 9_999_999)
    amounts = summed("11CF", *[{"KVP_STONAD": str(amount)} for amount in borders], {"KVP_STONAD": "0"})[
        "amount"
    ]
    assert list(amounts.items()) == [
        ("1-7 999", 2), ("8 000-49 999", 2), ("50 000-99 999", 2), ("100 000-149 999", 2), ("150 000+", 2),
        ("Uoppgitt", 1),
    ]  # fmt: skip
