"""03 to 04A and 08 to 13, which both forms have. In 11F a wrong code is a 002 as well; 11CF has no 002."""

import pytest

from reporting.kostra.rule import Severity
from tests.reporting.kostra.making import IN_OSLO, OSLO, only, rules

FORMS = ("11F", "11CF")
both_forms = pytest.mark.parametrize("form", FORMS)


def beside_002(form: str, *numbers: str) -> list[str]:
    return [*(("002",) if form == "11F" else ()), *numbers]


@both_forms
def test_nothing_is_found_in_a_clean_row(form: str) -> None:
    assert rules(form) == []


@both_forms
def test_03_the_municipality_is_the_deliverys(form: str) -> None:
    assert rules(form, KOMMUNE_NR="3301") == []
    assert rules(form, KOMMUNE_NR="3303") == ["03"]
    found = only(form, "03", KOMMUNE_NR="3303")
    assert (found.severity, found.field) == (Severity.ERROR, "KOMMUNE_NR")
    assert found.message == "Kommunenummeret (KOMMUNE_NR) skal være 3301. Her står det «3303»."


@both_forms
@pytest.mark.parametrize("district", [f"{number:02}" for number in range(1, 16)])
def test_03_in_oslo_the_district_is_01_to_15(form: str, district: str) -> None:
    assert rules(form, region=OSLO, KOMMUNE_NR="0301", BYDELSNR=district) == []


@both_forms
@pytest.mark.parametrize("district", ["00", "16", "1", " 1"])
def test_03_in_oslo_no_other_district_will_do(form: str, district: str) -> None:
    assert rules(form, region=OSLO, KOMMUNE_NR="0301", BYDELSNR=district) == ["03"]


@both_forms
def test_03_in_oslo_the_district_may_not_be_blank(form: str) -> None:
    assert rules(form, region=OSLO, KOMMUNE_NR="0301") == beside_002(form, "03")
    assert only(form, "03", region=OSLO, KOMMUNE_NR="0301").field == "BYDELSNR"


@both_forms
def test_03_outside_oslo_the_district_is_blank(form: str) -> None:
    assert rules(form, BYDELSNR="  ") == []
    assert rules(form, BYDELSNR="03") == ["03"]


@both_forms
def test_03_can_be_found_twice_in_a_row_since_the_district_goes_by_the_rows_own_municipality(
    form: str,
) -> None:
    assert rules(form, region=OSLO, BYDELSNR="03") == ["03", "03"]
    assert rules(form, **IN_OSLO) == ["03"]


@both_forms
@pytest.mark.parametrize("version", ["25", "27", "00", " 6", "-6"])
def test_04_version_is_the_reporting_year(form: str, version: str) -> None:
    assert rules(form, VERSION="26") == []
    assert "04" in rules(form, VERSION=version)
    assert only(form, "04", VERSION=version).field == "VERSION"


@both_forms
def test_04_version_that_is_no_number_is_another_year(form: str) -> None:
    assert "04" in rules(form, VERSION="XX")
    assert "04" in rules(form, VERSION="  ")


@both_forms
@pytest.mark.parametrize(
    "text", ["31131999", "00061990", "32012026", "15001990", "1506199 ", "15061990"[::-1], "        "]
)
def test_04a_birth_date_that_cannot_be_read(form: str, text: str) -> None:
    assert rules(form, FODSELSDATO=text) == beside_002(form, "04A")
    assert only(form, "04A", FODSELSDATO=text).severity == Severity.ERROR


@both_forms
@pytest.mark.parametrize("text", ["31022006", "29022025", "31121999", "01010001"])
def test_04a_birth_date_is_read_leniently(form: str, text: str) -> None:
    assert rules(form, FODSELSDATO=text) == []


@both_forms
@pytest.mark.parametrize(
    ("rule", "name", "codes"), [("08", "KJONN", "12"), ("09", "EKTSTAT", "12345"), ("10", "BU18", "12")]
)
def test_08_09_10_sex_marital_status_and_children_have_a_code(
    form: str, rule: str, name: str, codes: str
) -> None:
    children = {"ANTBU18": "2"} if name == "BU18" else {}
    for code in codes:
        changes = {name: code} | (children if code == "1" else {})
        assert rules(form, **changes) == [], code
    for code in (chr(ord(codes[-1]) + 1), "0", " ", "x"):
        assert rules(form, **{name: code}) == beside_002(form, rule), code
    found = only(form, rule, **{name: "x"})
    assert (found.severity, found.field) == (Severity.ERROR, name)


@both_forms
@pytest.mark.parametrize(
    ("children", "broken"), [("1", False), ("13", False), ("0", True), ("", True), ("-1", True)]
)
def test_11_children_in_the_household_are_counted(form: str, children: str, broken: bool) -> None:
    assert rules(form, BU18="1", ANTBU18=children) == (["11"] if broken else [])
    assert only(form, "11", BU18="1", ANTBU18="0").field is None


@both_forms
@pytest.mark.parametrize(
    ("children", "broken"), [("1", True), ("13", True), ("0", False), ("", False), ("-1", False)]
)
def test_12_children_who_are_counted_are_in_the_household(form: str, children: str, broken: bool) -> None:
    assert rules(form, BU18="2", ANTBU18=children) == (["12"] if broken else [])


@both_forms
def test_12_holds_also_when_it_is_not_said_whether_there_are_children(form: str) -> None:
    assert rules(form, BU18=" ", ANTBU18="1") == beside_002(form, "10", "12")


@both_forms
def test_13_fourteen_children_are_too_many(form: str) -> None:
    assert rules(form, BU18="1", ANTBU18="13") == []
    assert rules(form, BU18="1", ANTBU18="14") == ["13"]
    assert rules(form, BU18="1", ANTBU18="99") == ["13"]


@both_forms
@pytest.mark.parametrize("children", ["02", " 2", "+2", "2 "])
def test_a_number_is_read_with_blanks_zeros_and_a_sign(form: str, children: str) -> None:
    assert rules(form, BU18="1", ANTBU18=children) == []


def test_what_is_no_number_counts_as_nought() -> None:
    for children in ("x", "1x", "_1", "²", "1_"):
        assert rules("11CF", BU18="1", ANTBU18=children) == ["11"], children


@both_forms
def test_a_finding_names_line_journal_and_caseworker(form: str) -> None:
    found = only(form, "08", KJONN="3")
    assert (found.line, found.journal, found.caseworker) == (1, "J1", "SB1")
    assert found.message == "Kjønn (KJONN) skal være 1 (Mann) eller 2 (Kvinne). Her står det «3»."
    assert only(form, "08", KJONN=" ").message.endswith("Her står det ingenting.")


@both_forms
def test_a_code_must_fill_its_field(form: str) -> None:
    assert "10" in rules(form, BU18="\xa0")
