"""The tables of the forms: read whole, and refused when they contradict themselves. And what a new year takes."""

import re
from pathlib import Path

import pytest

from reporting.kostra import layout as layouts
from reporting.kostra.editions import FORMS, YEARS, UnknownEdition, edition
from reporting.kostra.layout import LayoutBroken, layout
from reporting.kostra.row import row_class
from reporting.kostra.rule import ERROR, WARNING, AnyRule, RowRule, Rules, TwiceRule, order

GOOD = """
form = "X"
year = 2030
title = "x"
width = 12
[fields]
ONE = { at = [1, 4], label = "en" }
TWO = { at = [5, 12], kind = "date", label = "to" }
[codes.yes]
1 = "Ja"
"""
# Every rule by its number, with ? when it only warns, and the field when it is about that field alone.
RULES = {
    "11F": """
    002 03:KOMMUNE_NR 03:BYDELSNR 04:VERSION 04A:FODSELSDATO 05:PERSON_FODSELSNR 05A 05B 06?:PERSON_FODSELSNR
    07?:PERSON_FODSELSNR 08:KJONN 09:EKTSTAT 10:BU18 11 12 13:ANTBU18 14:VKLO 15 16 17 18 19 20_B 21? 22:TRYGDESIT 23A
    23B 23C 24? 24B 25:ARBSIT 26 27 30? 31? 32:GITT_OKONOMIRAD 33:FAAT_INDIVIDUELL_PLAN 35:BOSIT 36? 37? 38?
    39:VILKARSOSLOV 40:VILKARSAMEKT 41 42 43
    """,
    "11CF": """
    03:KOMMUNE_NR 03:BYDELSNR 04:VERSION 04A:FODSELSDATO 05:PERSON_FODSELSNR 05A 05B 06:PERSON_FODSELSNR
    07?:PERSON_FODSELSNR 08:KJONN 09:EKTSTAT 10:BU18 11 12 13:ANTBU18 14:REG_DATO 15:VEDTAK_DATO 16:BEGYNT_DATO
    19:KVP_KOMM 20 21 26:KVP_MED_ASTONAD 27 28? 29? 30? 31? 32?:KVP_STONAD 36:STATUS 37 38 39
    """,
}


@pytest.mark.parametrize(("form", "width", "fields"), [("11F", 338, 79), ("11CF", 152, 53)])
def test_the_tables_of_2026_are_whole(form: str, width: int, fields: int) -> None:
    table = layout(form, 2026)
    assert (table.form, table.year, table.width, len(table.fields)) == (form, 2026, width, fields)
    assert sum(field.length for field in table.fields.values()) == width
    assert all(field.label for field in table.fields.values())


def test_there_is_an_edition_of_each_form_and_year() -> None:
    assert (FORMS, YEARS) == (("11F", "11CF"), (2026,))
    for form in FORMS:
        for year in YEARS:
            assert edition(form, year).layout.form == form


@pytest.mark.parametrize(
    ("form", "year", "form_known"), [("11F", 2025, True), ("12F", 2026, False), ("", 0, False)]
)
def test_another_edition_is_unknown(form: str, year: int, form_known: bool) -> None:
    with pytest.raises(UnknownEdition) as unknown:
        edition(form, year)
    assert unknown.value.form_known is form_known


def words_of(rule: AnyRule) -> str:
    return str(rule.words) if isinstance(rule, RowRule | TwiceRule) else ""


def told(rule: AnyRule) -> str:
    field = rule.field if isinstance(rule, RowRule) else None
    return rule.number + {ERROR: "", WARNING: "?"}[rule.severity] + (f":{field}" if field else "")


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_its_rules_with_their_severity_and_field(form: str) -> None:
    rules = sorted(edition(form, 2026).rules.all, key=lambda rule: order(rule.number))
    assert [told(rule) for rule in rules] == RULES[form].split()


@pytest.mark.parametrize("form", FORMS)
def test_rules_name_fields_of_their_form_and_no_identity_number(form: str) -> None:
    known = edition(form, 2026)
    for rule in known.rules.all:
        named = set(re.findall(r"%\((\w+)\)s", words_of(rule)))
        own = (
            {"codes"}
            if isinstance(rule, RowRule) and rule.field and known.layout.fields[rule.field].codes
            else set()
        )
        assert named <= known.layout.fields.keys() | own | {"year", "age", "municipality", "others"}, (
            rule.number
        )
        assert not named & {"PERSON_FODSELSNR", "PERSON_DUF"}, rule.number
        if isinstance(rule, RowRule) and rule.field:
            assert rule.field in known.layout.fields, rule.number


def broken_table(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> str:
    monkeypatch.setattr(layouts, "FOLDER", folder)
    (folder / "X_2030.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutBroken) as broken:
        layout.__wrapped__("X", 2030)
    return str(broken.value)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("[5, 12]", "[6, 13]", "TWO does not begin"), ("[5, 12]", "[4, 11]", "TWO does not begin"),
        ("[1, 4]", "[1, 0]", "ONE does not begin"), ("width = 12", "width = 13", "ends at 12"),
        ('kind = "date"', 'kind = "day"', "unknown kind"), ("[1, 4],", '[1, 4], kind = "date",', "of 4 positions"),
        ("[1, 4],", '[1, 4], codes = "yes",', "does not fill"),
    ],
)  # fmt: skip
def test_a_table_that_contradicts_itself_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, right: str, wrong: str, says: str
) -> None:
    assert says in broken_table(monkeypatch, tmp_path, GOOD.replace(right, wrong))


def test_a_group_without_fields_is_a_mistake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(layouts, "FOLDER", tmp_path)
    (tmp_path / "X_2030.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(LayoutBroken, match="months"):
        layout.__wrapped__("X", 2030).group("months")


def test_a_new_years_rules_are_last_years_but_those_that_changed() -> None:
    before = Rules()
    before.row("30", ERROR, "x")(lambda _row: True)
    before.row("31", ERROR, "x")(lambda _row: True)
    after = Rules(before, without={"30"})
    after.row("30", WARNING, "y")(lambda _row: False)
    assert [(rule.number, rule.severity) for rule in after.all] == [("31", ERROR), ("30", WARNING)]
    assert [rule.number for rule in before.all] == ["30", "31"]


def test_a_rows_fields_are_named_as_in_the_table() -> None:
    assert row_class(layout("11F", 2026)) is row_class(layout("11F", 2026))
    assert row_class(layout("11F", 2026)).groups.keys() == {
        "months", "bidrag_by_month", "laan_by_month", "conditions",
    }  # fmt: skip
