"""05A and 05B: what may stand only once in a file. Each occurrence is found on its own line."""

import pytest

from reporting.kostra.repeated import RepeatedKeys
from reporting.kostra.rule import Severity
from tests.reporting.kostra.making import IN_OSLO, OSLO, findings, number, row

FORMS = ("11F", "11CF")
SPECIAL = "15069000100"
ENDED = {"AVSL_DATO": "30062026"}


def people(form: str, *changes: dict[str, str], region: str = "330100") -> list[tuple[str, int | None]]:
    """Rule and line of what is found in a file of different people, whatever is changed in each of them."""
    rows = [
        row(form, **{"PERSON_JOURNALNR": f"J{place}", "PERSON_FODSELSNR": number(1980, place)} | change)
        for place, change in enumerate(changes)
    ]
    return [(found.rule, found.line) for found in findings(form, *rows, region=region)]


@pytest.mark.parametrize("form", FORMS)
def test_05a_the_same_identity_number_twice(form: str) -> None:
    same = {"PERSON_FODSELSNR": number(1990)}
    assert people(form, {}, {}, {}) == []
    assert people(form, same, {}, same) == [("05A", 1), ("05A", 3)]


@pytest.mark.parametrize("form", FORMS)
def test_05b_the_same_journal_number_twice(form: str) -> None:
    same = {"PERSON_JOURNALNR": "J9"}
    assert people(form, same, {}, same, same) == [("05B", 1), ("05B", 3), ("05B", 4)]


@pytest.mark.parametrize("form", FORMS)
def test_05a_and_05b_are_errors_that_name_the_other_lines(form: str) -> None:
    found = findings(form, *[row(form)] * 6)
    assert {(one.rule, one.severity, one.field) for one in found} == {
        ("05A", Severity.ERROR, None), ("05B", Severity.ERROR, None),
    }  # fmt: skip
    by_line = {one.line: one.message for one in found if one.rule == "05A"}
    assert "også på linje 2, 3, 4 og 2 andre linjer." in by_line[1]
    assert "også på linje 1, 2, 3 og 2 andre linjer." in by_line[6]
    by_line = {one.line: one.message for one in findings(form, *[row(form)] * 5) if one.rule == "05A"}
    assert "også på linje 2, 3, 4 og én annen linje." in by_line[1]
    by_line = {one.line: one.message for one in findings(form, *[row(form)] * 3) if one.rule == "05A"}
    assert "også på linje 1 og 3." in by_line[2]
    [pair] = {
        one.message for one in findings(form, row(form), row(form)) if one.rule == "05B" and one.line == 2
    }
    assert pair == (
        "Samme journalnummer (PERSON_JOURNALNR) står også på linje 1. Hver linje skal ha sitt. Her står det «J1»."
    )
    without = row(form, PERSON_JOURNALNR="")
    blank = [one.message for one in findings(form, without, without) if one.rule == "05B"]
    assert all(message.endswith("Her står det ingenting.") for message in blank)


def test_05a_11f_compares_numbers_with_right_control_digits_only() -> None:
    assert people("11F", {"PERSON_FODSELSNR": SPECIAL}, {"PERSON_FODSELSNR": SPECIAL}) == []
    wrong = {"PERSON_FODSELSNR": "12345678901"}
    assert "05A" not in [rule for rule, _line in people("11F", wrong, wrong)]
    assert "05A" not in [
        rule for rule, _line in people("11F", {"PERSON_FODSELSNR": ""}, {"PERSON_FODSELSNR": ""})
    ]


def test_05a_11cf_compares_every_number_that_passes_05() -> None:
    assert people("11CF", {"PERSON_FODSELSNR": SPECIAL}, {"PERSON_FODSELSNR": SPECIAL}) == [
        ("05A", 1),
        ("05A", 2),
    ]
    wrong = {"PERSON_FODSELSNR": "12345678901"}
    assert people("11CF", wrong, wrong) == [("05", 1), ("05", 2)]


def test_05a_11cf_the_same_person_with_another_status_is_another_row() -> None:
    same = {"PERSON_FODSELSNR": number(1990)}
    assert people("11CF", same, same | {"STATUS": "2"}) == []
    assert people("11CF", same, same | {"STATUS": "2"}, same | {"STATUS": "2"}) == [("05A", 2), ("05A", 3)]


def test_05a_11cf_number_and_status_are_not_added_up() -> None:
    first, second = (
        {"PERSON_FODSELSNR": SPECIAL, "STATUS": "\x96"},
        {"PERSON_FODSELSNR": "15069000200", "STATUS": "2"},
    )
    assert [rule for rule, _line in people("11CF", first, second)] == ["36"]


def test_05a_11f_oslo_is_compared_too() -> None:
    same = {"PERSON_FODSELSNR": number(1990), **IN_OSLO}
    assert people("11F", same, same, region=OSLO) == [("05A", 1), ("05A", 2)]


def test_05a_and_05b_11cf_leave_out_rows_of_oslo() -> None:
    same = {"PERSON_FODSELSNR": number(1990), "PERSON_JOURNALNR": "J9"}
    assert people("11CF", same | IN_OSLO, same | IN_OSLO, region=OSLO) == []
    assert people("11CF", same, same | IN_OSLO) == [("03", 2)]
    assert people("11CF", same, same) == [("05A", 1), ("05B", 1), ("05A", 2), ("05B", 2)]


@pytest.mark.parametrize("form", FORMS)
def test_05b_compares_journal_numbers_as_they_stand(form: str) -> None:
    assert people(form, {"PERSON_JOURNALNR": " J9"}, {"PERSON_JOURNALNR": "J9"}) == []
    assert people(form, {"PERSON_JOURNALNR": "j9"}, {"PERSON_JOURNALNR": "J9"}) == []
    blank = {"PERSON_JOURNALNR": ""}
    assert [found for found in people(form, blank, blank) if found[0] == "05B"] == [("05B", 1), ("05B", 2)]
    assert people(form, {"PERSON_JOURNALNR": "ÆØÅæøåÿÿ"}, {"PERSON_JOURNALNR": "ÆØÅæøåÿþ"}) == []


def test_what_does_not_repeat_is_forgotten() -> None:
    twice = RepeatedKeys()
    for line, key in enumerate([5, 7, 5, 9, 2**64 - 1, 7, 7, 7, 7], start=1):
        twice.add(key, line)
    twice.settle()
    assert twice.others(9, 4) is None
    assert twice.others(2**64 - 1, 5) is None
    assert twice.others(5, 1) == ([3], 1)
    assert twice.others(7, 2) == ([6, 7, 8], 4)
    assert twice.others(7, 9) == ([2, 6, 7], 4)
    assert not twice.is_empty
    unique = RepeatedKeys()
    unique.add(1, 1)
    unique.settle()
    assert unique.is_empty
