"""002: every field is filled in as the table says. Each test changes one field of a clean row."""

import pytest

from reporting.kostra.editions import edition
from reporting.kostra.rule import Finding, Severity
from tests.reporting.kostra.making import CONDITION, IN_OSLO, OSLO, YEAR, findings, row, rules

FIELDS = edition("11F", YEAR).layout.fields
MUST = (
    "KOMMUNE_NR", "VERSION", "FODSELSDATO", "PERSON_JOURNALNR", "KJONN", "EKTSTAT", "BU18", "VKLO", "TRYGDESIT",
    "ARBSIT", "BIDRAG", "LAAN", "GITT_OKONOMIRAD", "FAAT_INDIVIDUELL_PLAN", "SAKSBEHANDLER", "BOSIT", "VILKARSOSLOV",
    "VILKARSAMEKT",
)  # fmt: skip
NUMBERS = [name for name, field in FIELDS.items() if field.type == "number"]
DATES = [name for name, field in FIELDS.items() if field.type == "date"]
WITH_CODES = [name for name, field in FIELDS.items() if field.codes]


def found_002(**changes: str) -> list[Finding]:
    return [found for found in findings("11F", row("11F", **changes)) if found.rule == "002"]


def test_002_knows_eighteen_fields_that_must_be_filled_in() -> None:
    assert tuple(name for name, field in FIELDS.items() if field.must) == MUST


@pytest.mark.parametrize("name", MUST)
def test_002_a_field_that_must_be_filled_in_is_not_blank(name: str) -> None:
    [found] = found_002(**{name: ""})
    assert (found.field, found.severity, found.line) == (name, Severity.ERROR, 1)
    assert "må fylles ut" in found.message
    assert found_002(**{name: "\xa0"}) == [found]


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if not field.must])
def test_002_every_other_field_may_be_blank(name: str) -> None:
    assert found_002(**{name: ""}) == []


def test_002_asks_for_the_district_in_oslo_only() -> None:
    assert rules("11F", region=OSLO, **IN_OSLO) == []
    assert "002" in rules("11F", region=OSLO, KOMMUNE_NR="0301")
    assert "002" in rules("11F", KOMMUNE_NR="0301")
    assert "002" not in rules("11F", region=OSLO)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["x", "1x", "1_0", "--1", "1.0", "²", "1 0"])
def test_002_a_number_is_a_whole_number(name: str, value: str) -> None:
    if len(value) > FIELDS[name].length:
        value = value[:2].replace("1_", "_1").replace("1.", ".1").replace("1 ", "x ")
    [found] = found_002(**{name: value})
    assert found.field == name
    assert "helt tall" in found.message


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["1", "01", "+1", "-1", "1 ", "0"])
def test_002_a_number_may_have_blanks_zeros_and_a_sign(name: str, value: str) -> None:
    assert found_002(**{name: value}) == []
    assert found_002(**{name: "0" * FIELDS[name].length}) == []


@pytest.mark.parametrize("name", DATES)
def test_002_a_date_can_be_read(name: str) -> None:
    for value in ("01012026", "31022006", "31121999", "29022025"):
        assert found_002(**{name: value}) == [], value
    for value in (
        "31131999",
        "32012026",
        "00012026",
        "01002026",
        "01010000",
        "1012026",
        "x1012026",
        "2026-1-1",
    ):
        [found] = found_002(**{name: value})
        assert found.field == name
        assert "dato" in found.message


@pytest.mark.parametrize("name", WITH_CODES)
def test_002_a_code_is_one_of_the_fields_own(name: str) -> None:
    field = FIELDS[name]
    for code in field.codes:
        assert found_002(**{name: code}) == [], code
    for value in ("x" * field.length, "0" * field.length, "9" * field.length):
        if value not in field.codes:
            [found] = found_002(**{name: value})
            assert found.field == name
            assert value in found.message


def test_002_a_code_of_another_field_is_none() -> None:
    assert [found.field for found in found_002(VILKARARBEID="17", VILKARKURS="16")] == [
        "VILKARARBEID",
        "VILKARKURS",
    ]
    assert [found.field for found in found_002(STMND_1="02")] == ["STMND_1"]
    assert [found.field for found in found_002(KJONN="1", BU18="3")] == ["BU18"]


def test_002_is_found_once_for_each_field() -> None:
    assert [found.field for found in found_002(KJONN="", BIDRAG="x", VEDTAKDATO="1", STMND_3="04")] == [
        "KJONN", "STMND_3", "BIDRAG", "VEDTAKDATO",
    ]  # fmt: skip


def test_002_says_what_the_field_is_called_and_where_it_stands() -> None:
    [found] = found_002(BOSIT="7")
    assert found.message == (
        "Feltet «bosituasjon» (BOSIT, posisjon 276) skal være 1 (Leid privat bolig), 2 (Leid kommunal bolig), "
        "3 (Eid bolig), 4 (Uten bolig), 5 (Annet) eller 6 (Institusjon). Her står det «7»."
    )
    [found] = found_002(VKLO="0")
    assert "(VKLO, posisjon 53) skal være 1, 2, 3, 4, 5, 6, 7, 8 eller 9. Her" in found.message
    [found] = found_002(VILKARARBEID="17")
    assert found.message == (
        "Feltet «vilkår: arbeidstrening» (VILKARARBEID, posisjon 295–296) skal være "
        "16 (Delta på arbeidstrening/arbeidspraksis) eller stå tomt. Her står det «17»."
    )


def test_002_has_no_say_in_11cf() -> None:
    assert rules("11CF", SAKSBEHANDLER="", YTELSE_INTRO="9", AVSL_DATO="x", KVP_STONAD="x") == ["29"]


def test_a_condition_is_clean() -> None:
    assert rules("11F", **CONDITION) == []
