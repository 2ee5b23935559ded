"""Which table and rules hold for a year: tables refused when they contradict themselves, every rule, a new year."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.kostra import editions
from reporting.kostra import layout as layouts
from reporting.kostra.editions import FORMS, YEARS, UnknownEdition, edition, years_of
from reporting.kostra.layout import Layout, LayoutBroken, layout
from reporting.kostra.row import Delivery, Row, row_class
from reporting.kostra.rule import ERROR, WARNING, AnyRule, RowRule, Rules, TwiceRule, finding, order
from reporting.kostra.rules import form_11f
from reporting.kostra.summary import SUMMARY_11F_2026
from tests.reporting.kostra.making import EDITIONS, only, row, rules, years_in_words

GOOD = """
form = "X"
year = 2030
title = "x"
width = 12
[fields]
ONE = { at = [1, 4], label = "en" }
TWO = { at = [5, 12], type = "date", label = "to" }
[codes.yes]
1 = "Ja"
"""
# Every rule by its number, with ? when it only warns, and the field when it is about that field alone.
RULES = {
    ("11F", 2026): """
    002 03:KOMMUNE_NR 03:BYDELSNR 04:VERSION 04A:FODSELSDATO 05:PERSON_FODSELSNR 05A 05B 06?:PERSON_FODSELSNR
    07?:PERSON_FODSELSNR 08:KJONN 09:EKTSTAT 10:BU18 11 12 13:ANTBU18 14:VKLO 15 16 17 18 19 20_B 21? 22:TRYGDESIT 23A
    23B 23C 24? 24B 25:ARBSIT 26 27 30? 31? 32:GITT_OKONOMIRAD 33:FAAT_INDIVIDUELL_PLAN 35:BOSIT 36? 37? 38?
    39:VILKARSOSLOV 40:VILKARSAMEKT 41 42 43
    """,
    ("11CF", 2026): """
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
    assert FORMS == ("11F", "11CF")
    assert {year for _form, year in EDITIONS} == set(YEARS)
    for form, year in EDITIONS:
        assert (edition(form, year).layout.form, edition(form, year).layout.year) == (form, year)


@pytest.mark.parametrize(
    ("form", "year", "says"),
    [
        ("11F", 2025, f"rapporteringsåret «2025» for 11F. Disse finnes: {years_in_words('11F')}."),
        ("12F", 2026, "skjemaet «12F». Disse finnes: 11F, 11CF."), ("", 0, "skjemaet «»."),
    ],
)  # fmt: skip
def test_another_edition_is_unknown_and_says_which_there_are(form: str, year: int, says: str) -> None:
    with pytest.raises(UnknownEdition, match=re.escape(says)):
        edition(form, year)


def test_each_form_has_its_own_years(half_a_new_year: int) -> None:
    assert years_of("11F") == [half_a_new_year, *years_of("11CF")]
    assert years_of("12F") == []
    says = f"«{half_a_new_year}» for 11CF. Disse finnes: {years_in_words('11CF')}."
    with pytest.raises(UnknownEdition, match=re.escape(says)):
        edition("11CF", half_a_new_year)


def words_of(rule: AnyRule) -> str:
    return str(rule.words) if isinstance(rule, RowRule | TwiceRule) else ""


def told(rule: AnyRule) -> str:
    field = rule.field if isinstance(rule, RowRule) else None
    return rule.number + {ERROR: "", WARNING: "?"}[rule.severity] + (f":{field}" if field else "")


@pytest.mark.parametrize(("form", "year"), EDITIONS)
def test_each_form_has_its_rules_with_their_severity_and_field(form: str, year: int) -> None:
    ordered = sorted(edition(form, year).rules.all, key=lambda rule: order(rule.number))
    assert [told(rule) for rule in ordered] == RULES[form, year].split()


def can_be_seen(form: Layout, subject: str, seen_as: str) -> bool:
    if seen_as == "sum":
        return bool(form.group(subject))
    field = form.fields[subject]
    coded = bool(field.codes)
    return {"code": True, "codes": coded, "limit": coded, "kroner": field.type == "number"}[seen_as]


@pytest.mark.parametrize(("form", "year"), EDITIONS)
def test_a_rule_that_has_a_limit_names_it_and_no_other_rule_does(form: str, year: int) -> None:
    for rule in edition(form, year).rules.all:
        if isinstance(rule, RowRule):
            names = bool(re.search(r"%\((\w+\.)?limit\)s", str(rule.words)))
            assert names is (rule.limit is not None), rule.number


@pytest.mark.parametrize(("form", "year"), EDITIONS)
def test_no_rule_writes_a_limit_a_second_time_in_its_words(form: str, year: int) -> None:
    for rule in edition(form, year).rules.all:
        digits = set(re.findall(r"\d{2,}", re.sub(r"\(\w+ [\d.]+\)|\b\w*[A-Z_]\w*\b", "", words_of(rule))))
        assert digits <= {"0301", "01", "11", "12", "18", "31", "00100", "00200", "99999", "9999", "08"}, (
            rule.number
        )


@pytest.mark.parametrize(("form", "year"), EDITIONS)
def test_rules_name_fields_of_their_form_and_no_identity_number(form: str, year: int) -> None:
    known = edition(form, year)
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
        ('type = "date"', 'type = "day"', "unknown type"), ("[1, 4],", '[1, 4], type = "date",', "of 4 positions"),
        ("[1, 4],", '[1, 4], codes = "yes",', "does not fill"),
        ("[1, 4],", '[1, 4], code = "yes",', "unknown words: code"),
        ("[1, 4],", '[1, 4], must = "bergen",', "must be 'bergen'"),
        ("year = 2030", "year = 2029", "says that it is X 2029"),
        ('form = "X"', 'form = "Y"', "says that it is Y 2030"),
        ("[1, 4],", '[1, 4], codes = "no",', "ONE has the codes 'no', which are not listed"),
    ],
)  # fmt: skip
def test_a_table_that_contradicts_itself_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, right: str, wrong: str, says: str
) -> None:
    assert says in broken_table(monkeypatch, tmp_path, GOOD.replace(right, wrong))


@pytest.mark.parametrize(("form", "year"), EDITIONS)
def test_every_rule_can_say_its_words_of_a_row(form: str, year: int) -> None:
    """A field, a group or a code of the limit that the table does not have would end the check of a real file."""
    known = edition(form, year)
    clean = row_class(known.layout)(row(form, year), 1, Delivery(known.layout, "330100"))
    added = {"others": "linje 2"}
    for rule in known.rules.all:
        if isinstance(rule, RowRule):
            said = finding(rule.number, rule.severity, rule.words, clean, about=rule.field, limit=rule.limit)
        elif isinstance(rule, TwiceRule):
            said = finding(rule.number, rule.severity, rule.words, clean, added=added)
        else:
            continue
        assert said.message, rule.number
        assert "%(" not in said.message, rule.number


def test_a_new_years_rules_are_last_years_but_those_that_changed() -> None:
    before, common = Rules(), Rules()
    of_2027 = Rules(before, common, without={"32"})
    for number in ("03", "03", "30", "31", "32"):
        before.row(number, ERROR, "x")(lambda _row: True)
    common.row("31", WARNING, "y")(lambda _row: True)
    of_2027.row("30", WARNING, "y")(lambda _row: False)
    of_2027.row("44", ERROR, "y")(lambda _row: False)
    assert [(rule.number, rule.severity) for rule in of_2027.all] == [
        ("03", ERROR), ("03", ERROR), ("30", WARNING), ("31", WARNING), ("44", ERROR),
    ]  # fmt: skip
    assert [rule.number for rule in before.all] == ["03", "03", "30", "31", "32"]


def test_a_number_that_is_not_there_cannot_be_left_out() -> None:
    with pytest.raises(ValueError, match="no rule has the number 3, 6"):
        _ = Rules(Rules(), without={"6", "3"}).all


@pytest.fixture
def new_year(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[int]:
    """A later year of 11F: TRYGDESIT has 14 and no 02, 30 begins higher, 32 is dropped, and 44 is new."""
    year = max(YEARS) + 1
    table = (
        (layouts.FOLDER / "11F_2026.toml")
        .read_text(encoding="utf-8")
        .replace("year = 2026", f"year = {year}")
    )
    table = table.replace('02 = "Dagpenger"', '14 = "Noe nytt"')
    table = re.sub(r"(GITT_OKONOMIRAD += \{ at = \[\d+, \d+\]), .*?, (label)", r"\1, \2", table)
    (tmp_path / f"11F_{year}.toml").write_text(table, encoding="utf-8")
    rules_of_year = Rules(form_11f.rules_2026, without={"32"})

    @rules_of_year.row("30", WARNING, "Mer enn %(limit)s kroner.", limit=1_200_000)
    def support_is_very_large(one: Row) -> bool:
        return form_11f.support(one) > 1_200_000

    @rules_of_year.row("44", WARNING, "Mange barn: %(ANTBU18.code)s.")
    def many_children(one: Row) -> bool:
        return one.amount("ANTBU18") > 10

    known = {**editions._EDITIONS, ("11F", year): (rules_of_year, SUMMARY_11F_2026)}
    monkeypatch.setattr(editions, "_EDITIONS", known)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(layouts, "FOLDER", tmp_path)
        layout("11F", year)  # is kept
    yield year
    layout.cache_clear()


def test_a_new_year_is_a_table_a_line_and_the_rules_that_changed(new_year: int) -> None:
    for changes, of_2026, of_new_year in (
        ({}, [], []),
        ({"TRYGDESIT": "14"}, ["002", "22"], []),
        ({"TRYGDESIT": "02"}, [], ["002", "22"]),
        ({"GITT_OKONOMIRAD": "9"}, ["002", "32"], []),
        ({"BU18": "1", "ANTBU18": "11"}, [], ["44"]),
        ({"BIDRAG": "1100000", "BIDRAG_JAN": "1097300"}, ["30"], []),
        ({"BIDRAG": "1200001", "BIDRAG_JAN": "1197301"}, ["30"], ["30"]),
        ({"ANTBU18": "1"}, ["12"], ["12"]),
        ({"VERSION": "00"}, ["04"], ["04"]),
    ):  # fmt: skip
        assert (rules("11F", **changes), rules("11F", new_year, **changes)) == (of_2026, of_new_year)
    assert only("11F", "30", new_year, BIDRAG="1200001").message == "Mer enn 1 200 000 kroner."


def test_a_rows_fields_are_named_as_in_the_table() -> None:
    assert row_class(layout("11F", 2026)) is row_class(layout("11F", 2026))
    assert row_class(layout("11F", 2026)).groups.keys() == {
        "months", "bidrag_by_month", "laan_by_month", "conditions",
    }  # fmt: skip
