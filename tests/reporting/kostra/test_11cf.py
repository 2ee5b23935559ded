"""14 to 39 of 11CF: the dates of the program, where the participant came from, the benefit and how it ended."""

import pytest

from reporting.kostra.editions import edition
from reporting.kostra.rule import Severity
from tests.reporting.kostra.making import IN_OSLO, OSLO, YEAR, only, rules

LAYOUT = edition("11CF", YEAR).layout
NO_MONTHS = {"STMND_1": "", "STMND_2": ""}
SUPPORT = {field.name: next(iter(field.codes)) for field in LAYOUT.group("other_support")}
SITUATIONS = {field.name: next(iter(field.codes)) for field in LAYOUT.group("situations")}
ENDED = {"AVSL_DATO": "30062026", "AVSL_SKOLE": "04", "AVSL_VIKTIGSTE_INNTEKT": "04"}
INCOMES = ("01", "03", "04", "10", "11", "13", "14", "15", "16", "17")
DATES = [("14", "REG_DATO"), ("15", "VEDTAK_DATO"), ("16", "BEGYNT_DATO")]


@pytest.mark.parametrize(("rule", "name"), DATES)
def test_14_15_16_a_date_is_at_most_four_years_before_the_year(rule: str, name: str) -> None:
    assert rules("11CF", **{name: "01012022"}) == []
    assert rules("11CF", **{name: "31122021"}) == [rule]
    found = only("11CF", rule, **{name: "31122021"})
    assert (found.severity, found.field) == (Severity.ERROR, name)


@pytest.mark.parametrize(("rule", "name"), DATES)
def test_14_15_16_a_date_is_there_and_can_be_read_leniently(rule: str, name: str) -> None:
    assert rules("11CF", **{name: "31022025"}) == []
    for text in ("", "31132025", "00012025", "2025-1-1", "01010000"):
        assert rules("11CF", **{name: text}) == [rule], text


@pytest.mark.parametrize(("rule", "name"), DATES)
def test_14_15_16_do_not_ask_in_oslo(rule: str, name: str) -> None:
    assert rules("11CF", region=OSLO, **IN_OSLO, **{name: "31122021"}) == []
    assert rules("11CF", region=OSLO, **IN_OSLO, **{name: ""}) == []
    assert rules("11CF", **IN_OSLO, **{name: ""}) == ["03"]
    assert rules("11CF", region=OSLO, **{name: ""}) == ["03", rule]


def test_16_a_start_is_not_after_the_year() -> None:
    assert rules("11CF", BEGYNT_DATO="31122026") == []
    assert rules("11CF", BEGYNT_DATO="01012027") == ["16"]
    assert rules("11CF", region=OSLO, **IN_OSLO, BEGYNT_DATO="01012027") == []


def test_14_and_15_a_date_after_the_year_is_accepted() -> None:
    assert rules("11CF", REG_DATO="01012027", VEDTAK_DATO="01012031") == []


def test_14_and_15_count_from_the_rows_own_version_and_16_from_the_reporting_year() -> None:
    later = {"VERSION": "27", "REG_DATO": "01012022", "VEDTAK_DATO": "01012022", "BEGYNT_DATO": "01012022"}
    assert rules("11CF", **later) == ["04", "14", "15"]
    earlier = {"VERSION": "25", "REG_DATO": "01012021", "VEDTAK_DATO": "01012021", "BEGYNT_DATO": "01012021"}
    assert rules("11CF", **earlier) == ["04", "16"]


def test_14_and_15_a_version_that_is_no_number_is_after_no_date() -> None:
    assert rules("11CF", VERSION="01", REG_DATO="01011950", VEDTAK_DATO="01011950") == ["04", "14", "15"]
    for version in ("XX", "  ", "00", "-1"):
        assert rules("11CF", VERSION=version, REG_DATO="01011950", VEDTAK_DATO="01011950") == ["04"]


def test_19_comes_from_another_municipality_or_not() -> None:
    assert rules("11CF", KVP_KOMM="2") == []
    assert rules("11CF", KVP_KOMM="1", KOMMNR_KVP_KOMM="0301") == []
    for code in ("0", "3", " "):
        assert rules("11CF", KVP_KOMM=code) == ["19"], code
    assert only("11CF", "19", KVP_KOMM="3").field == "KVP_KOMM"


@pytest.mark.parametrize("known", ["0301", "5634", "3301", "9999"])
def test_20_the_municipality_one_comes_from_is_known(known: str) -> None:
    assert rules("11CF", KVP_KOMM="1", KOMMNR_KVP_KOMM=known) == []


@pytest.mark.parametrize("unknown", ["", "0602", "0000", "3005", "33 1", "0300"])
def test_20_no_other_municipality_will_do(unknown: str) -> None:
    assert rules("11CF", KVP_KOMM="1", KOMMNR_KVP_KOMM=unknown) == ["20"]
    assert rules("11CF", KVP_KOMM="2", KOMMNR_KVP_KOMM=unknown) == []
    assert only("11CF", "20", KVP_KOMM="1", KOMMNR_KVP_KOMM=unknown).severity == Severity.ERROR


def test_20_knows_the_municipalities_of_2026() -> None:
    assert len(LAYOUT.fields["KOMMNR_KVP_KOMM"].codes) == 358


def test_21_social_assistance_is_the_main_source_or_supplementary() -> None:
    for code in ("2", "3"):
        assert rules("11CF", YTELSE_SOSHJELP="1", YTELSE_TYPE_SOSHJ=code) == [], code
    for code in ("1", "4", " "):
        assert rules("11CF", YTELSE_SOSHJELP="1", YTELSE_TYPE_SOSHJ=code) == ["21"], code
        assert rules("11CF", YTELSE_SOSHJELP=" ", YTELSE_TYPE_SOSHJ=code) == [], code
        assert rules("11CF", YTELSE_SOSHJELP="2", YTELSE_TYPE_SOSHJ=code) == [], code
    assert only("11CF", "21", YTELSE_SOSHJELP="1").severity == Severity.ERROR


def test_26_other_support_or_not() -> None:
    assert rules("11CF", KVP_MED_ASTONAD="1", KVP_MED_KOMMBOS="4") == []
    for code in ("0", "3", " "):
        assert rules("11CF", KVP_MED_ASTONAD=code) == ["26"], code
        assert rules("11CF", KVP_MED_ASTONAD=code, KVP_MED_KOMMBOS="4") == ["26"], code
    assert only("11CF", "26", KVP_MED_ASTONAD="3").field == "KVP_MED_ASTONAD"


def test_27_knows_five_other_supports() -> None:
    assert list(SUPPORT.values()) == ["4", "5", "9", "8", "7"]


@pytest.mark.parametrize(("name", "code"), SUPPORT.items())
def test_27_other_support_is_named_when_there_is_some_and_only_then(name: str, code: str) -> None:
    assert rules("11CF", KVP_MED_ASTONAD="1", **{name: code}) == []
    assert rules("11CF", KVP_MED_ASTONAD="2", **{name: code}) == ["27"]
    # The code of another support is none.
    assert rules("11CF", KVP_MED_ASTONAD="1", **{name: "1"}) == ["27"]
    assert rules("11CF", KVP_MED_ASTONAD="2", **{name: "1"}) == []


def test_27_other_support_without_any_contradicts_itself() -> None:
    assert rules("11CF", KVP_MED_ASTONAD="1") == ["27"]
    assert only("11CF", "27", KVP_MED_ASTONAD="1").severity == Severity.ERROR


@pytest.mark.parametrize("status", ["3", "4", "5", "6", "7"])
def test_28_there_is_a_month_unless_on_leave(status: str) -> None:
    ended = {"STATUS": status, **ENDED}
    assert rules("11CF", **ended) == []
    assert rules("11CF", **ended, **NO_MONTHS) == ["28"]
    assert rules("11CF", **ended | {"STATUS": "2"}, **NO_MONTHS) == []
    assert only("11CF", "28", **ended, **NO_MONTHS).severity == Severity.WARNING


@pytest.mark.parametrize("month", range(1, 13))
def test_28_and_31_one_month_is_enough(month: int) -> None:
    assert rules("11CF", **NO_MONTHS | {f"STMND_{month}": f"{month:02}"}) == []


def test_28_the_code_of_another_month_is_no_month() -> None:
    assert rules("11CF", STMND_1="02", STMND_2="01") == ["28", "31"]


@pytest.mark.parametrize("sum_", ["", "0", "-1", "x"])
def test_29_a_participant_has_got_a_benefit(sum_: str) -> None:
    assert "29" in rules("11CF", KVP_STONAD=sum_)
    assert "29" not in rules("11CF", KVP_STONAD=sum_, STATUS="2")
    assert "29" not in rules("11CF", KVP_STONAD=sum_, STATUS="4", **ENDED)
    assert only("11CF", "29", KVP_STONAD=sum_).severity == Severity.WARNING


def test_29_one_krone_is_a_benefit() -> None:
    assert rules("11CF", KVP_STONAD="1") == []


def test_30_months_need_a_sum_that_is_filled_in() -> None:
    assert rules("11CF", KVP_STONAD="") == ["29", "30"]
    assert rules("11CF", KVP_STONAD="", STMND_2="") == ["29", "30"]
    assert rules("11CF", KVP_STONAD="0") == ["29"]
    assert rules("11CF", KVP_STONAD="x") == ["29"]
    assert rules("11CF", KVP_STONAD="", STATUS="2") == []
    assert rules("11CF", KVP_STONAD="", STATUS="4", **ENDED) == ["30"]
    assert rules("11CF", KVP_STONAD="", **NO_MONTHS) == ["28", "29"]
    assert only("11CF", "30", KVP_STONAD="").severity == Severity.WARNING


def test_31_a_sum_needs_months() -> None:
    assert rules("11CF", **NO_MONTHS, KVP_STONAD="1") == ["28", "31"]
    assert rules("11CF", **NO_MONTHS, KVP_STONAD="0") == ["28", "29"]
    assert rules("11CF", **NO_MONTHS, KVP_STONAD="1", STATUS="2") == []
    assert rules("11CF", **NO_MONTHS, KVP_STONAD="1", STATUS="4", **ENDED) == ["28"]
    assert only("11CF", "31", **NO_MONTHS).severity == Severity.WARNING


def test_32_more_than_six_hundred_thousand() -> None:
    assert rules("11CF", KVP_STONAD="600000") == []
    assert rules("11CF", KVP_STONAD="600001") == ["32"]
    found = only("11CF", "32", KVP_STONAD="600001")
    assert (found.severity, found.field) == (Severity.WARNING, "KVP_STONAD")


def test_36_status_is_1_to_7() -> None:
    for code in "1234567":
        assert "36" not in rules("11CF", STATUS=code), code
    for code in ("0", "8", " "):
        assert rules("11CF", STATUS=code) == ["36"], code
    assert "(STATUS) skal være 1, 2, 3, 4, 5, 6 eller 7." in only("11CF", "36", STATUS="8").message


@pytest.mark.parametrize("status", ["3", "4", "5", "7"])
def test_37_a_program_that_ended_has_its_day_in_the_year(status: str) -> None:
    ended = {"STATUS": status, **ENDED}
    for text in ("01012026", "31122026"):
        assert rules("11CF", **ended | {"AVSL_DATO": text}) == [], text
    for text in ("", "31122025", "01012027", "31062026", "31022026", "32012026"):
        assert rules("11CF", **ended | {"AVSL_DATO": text}) == ["37"], text
    assert only("11CF", "37", **ended | {"AVSL_DATO": ""}).severity == Severity.ERROR


@pytest.mark.parametrize("status", ["1", "2", "6"])
def test_37_a_program_that_goes_on_needs_no_day(status: str) -> None:
    assert rules("11CF", STATUS=status) == []
    assert rules("11CF", STATUS=status, AVSL_DATO="31122025") == []


def test_38_knows_ten_situations() -> None:
    assert list(SITUATIONS.values()) == ["01", "11", "03", "04", "13", "14", "15", "16", "10", "17"]


@pytest.mark.parametrize("status", ["3", "7"])
@pytest.mark.parametrize(("name", "code"), SITUATIONS.items())
def test_38_one_who_completed_or_broke_off_has_a_situation(status: str, name: str, code: str) -> None:
    ended = {"STATUS": status, **ENDED, "AVSL_SKOLE": ""}
    assert rules("11CF", **ended | {name: code}) == []
    assert rules("11CF", **ended | {name: "99"}) == ["38"]
    assert only("11CF", "38", **ended).severity == Severity.ERROR


@pytest.mark.parametrize("status", ["1", "2", "4", "5", "6"])
def test_38_nobody_else_needs_a_situation(status: str) -> None:
    assert rules("11CF", STATUS=status, AVSL_DATO="30062026") == []


def test_39_one_who_completed_has_a_main_income() -> None:
    completed = {"STATUS": "3", **ENDED}
    for code in [f"{code:02}" for code in range(20)]:
        expected = [] if code in INCOMES else ["39"]
        assert rules("11CF", **completed | {"AVSL_VIKTIGSTE_INNTEKT": code}) == expected, code
    assert rules("11CF", **completed | {"AVSL_VIKTIGSTE_INNTEKT": ""}) == ["39"]
    assert rules("11CF", **completed | {"STATUS": "7", "AVSL_VIKTIGSTE_INNTEKT": ""}) == []
    assert only("11CF", "39", **completed | {"AVSL_VIKTIGSTE_INNTEKT": ""}).severity == Severity.ERROR
