"""Which table and rules hold for a year: tables refused when they contradict themselves, every rule, a new year."""

import re
from pathlib import Path

import pytest

from reporting.kostra import editions
from reporting.kostra import layout as layouts
from reporting.kostra.editions import FORMS, YEARS, UnknownEdition, edition, years_of
from reporting.kostra.layout import Layout, LayoutBroken, layout
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
    19:KVP_KOMM 20 21 26:KVP_MED_ASTONAD 27 27 28? 29? 30? 31? 32?:KVP_STONAD 36:STATUS 37 38 39
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
    ("form", "year", "says"),
    [
        ("11F", 2025, "rapporteringsåret «2025» for 11F. Disse finnes: 2026."),
        ("12F", 2026, "skjemaet «12F». Disse finnes: 11F, 11CF."), ("", 0, "skjemaet «»."),
    ],
)  # fmt: skip
def test_another_edition_is_unknown_and_says_which_there_are(form: str, year: int, says: str) -> None:
    with pytest.raises(UnknownEdition, match=re.escape(says)):
        edition(form, year)


@pytest.fixture
def half_a_new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """11F has a table of 2027 already, and 11CF has none."""
    known = {**editions._EDITIONS, ("11F", 2027): editions._EDITIONS["11F", 2026]}
    monkeypatch.setattr(editions, "_EDITIONS", known)


def test_each_form_has_its_own_years(half_a_new_year: None) -> None:
    assert (years_of("11F"), years_of("11CF"), years_of("12F")) == ([2027, 2026], [2026], [])
    with pytest.raises(UnknownEdition, match=re.escape("«2027» for 11CF. Disse finnes: 2026.")):
        edition("11CF", 2027)


def words_of(rule: AnyRule) -> str:
    return str(rule.words) if isinstance(rule, RowRule | TwiceRule) else ""


def told(rule: AnyRule) -> str:
    field = rule.field if isinstance(rule, RowRule) else None
    return rule.number + {ERROR: "", WARNING: "?"}[rule.severity] + (f":{field}" if field else "")


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_its_rules_with_their_severity_and_field(form: str) -> None:
    rules = sorted(edition(form, 2026).rules.all, key=lambda rule: order(rule.number))
    assert [told(rule) for rule in rules] == RULES[form].split()


def can_be_seen(form: Layout, subject: str, seen_as: str) -> bool:
    if seen_as == "sum":
        return bool(form.group(subject))
    field = form.fields[subject]
    return {"code": True, "codes": bool(field.codes), "kroner": field.kind == "number"}[seen_as]


@pytest.mark.parametrize("form", FORMS)
def test_a_rule_that_has_a_limit_names_it_and_no_other_rule_does(form: str) -> None:
    for rule in edition(form, 2026).rules.all:
        if isinstance(rule, RowRule):
            assert ("%(limit)s" in str(rule.words)) is (rule.limit is not None), rule.number


@pytest.mark.parametrize("form", FORMS)
def test_no_rule_writes_a_limit_a_second_time_in_its_words(form: str) -> None:
    for rule in edition(form, 2026).rules.all:
        digits = set(re.findall(r"\d{2,}", re.sub(r"\(\w+ [\d.]+\)|\b\w*[A-Z_]\w*\b", "", words_of(rule))))
        assert digits <= {"0301", "01", "11", "12", "18", "31", "00100", "00200", "99999", "9999", "08"}, (
            rule.number
        )


@pytest.mark.parametrize("form", FORMS)
def test_rules_name_fields_of_their_form_and_no_identity_number(form: str) -> None:
    known = edition(form, 2026)
    for rule in known.rules.all:
        named = set(re.findall(r"%\((\w+)\)s", words_of(rule)))
        assert named <= known.layout.fields.keys() | {
            "year",
            "yy",
            "age",
            "municipality",
            "others",
            "limit",
        }, rule.number
        seen = set(re.findall(r"%\((\w+\.\w+)\)s", words_of(rule)))
        assert all(can_be_seen(known.layout, *one.split(".")) for one in seen), rule.number
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
        ("[1, 4],", '[1, 4], code = "yes",', "unknown words: code"),
        ("[1, 4],", '[1, 4], must = "bergen",', "must be 'bergen'"),
        ("year = 2030", "year = 2029", "says that it is X 2029"),
        ('form = "X"', 'form = "Y"', "says that it is Y 2030"),
    ],
)  # fmt: skip
def test_a_table_that_contradicts_itself_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, right: str, wrong: str, says: str
) -> None:
    assert says in broken_table(monkeypatch, tmp_path, GOOD.replace(right, wrong))


def test_a_new_years_rules_are_last_years_but_those_that_changed() -> None:
    before = Rules()
    before.row("30", ERROR, "x")(lambda _row: True)
    before.row("31", ERROR, "x")(lambda _row: True)
    after = Rules(before, without={"30"})
    after.row("30", WARNING, "y")(lambda _row: False)
    assert [(rule.number, rule.severity) for rule in after.all] == [("31", ERROR), ("30", WARNING)]
    assert [rule.number for rule in before.all] == ["30", "31"]
    with pytest.raises(ValueError, match="no rule has the number 3, 6"):
        Rules(before, without={"6", "30", "3"})


def test_a_rows_fields_are_named_as_in_the_table() -> None:
    assert row_class(layout("11F", 2026)) is row_class(layout("11F", 2026))
    assert row_class(layout("11F", 2026)).groups.keys() == {
        "months", "bidrag_by_month", "laan_by_month", "conditions",
    }  # fmt: skip
