"""05 to 07 and 38: which numbers are accepted, and the age that they say."""

import pytest

from reporting.kostra.numbers import birth_year, has_control_digits, is_accepted, is_duf
from reporting.kostra.rule import Severity
from tests.reporting.kostra.making import findings, number, only, row, rules

FORMS = ("11F", "11CF")
both_forms = pytest.mark.parametrize("form", FORMS)
GOOD = number(1990)


def changed(text: str, place: int) -> str:
    """The number with one digit one higher."""
    return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"


@both_forms
def test_05_an_identity_number_has_right_control_digits(form: str) -> None:
    assert rules(form, PERSON_FODSELSNR=GOOD) == []
    for place in range(11):
        assert "05" in rules(form, PERSON_FODSELSNR=changed(GOOD, place)), place
    found = only(form, "05", PERSON_FODSELSNR=changed(GOOD, 10))
    assert (found.severity, found.field) == (Severity.ERROR, "PERSON_FODSELSNR")


def test_05_each_control_digit_is_looked_at() -> None:
    right_first = [f"{GOOD[:10]}{digit}" for digit in "0123456789"]
    assert [has_control_digits(text) for text in right_first].count(True) == 1
    # Right by the second weights alone: the first control digit and the second wrong together.
    right_second = [f"{GOOD[:9]}{tens:02}" for tens in range(100)]
    assert [text for text in right_second if has_control_digits(text)] == [GOOD]


def test_05_the_date_is_not_looked_at_when_the_control_digits_are_right() -> None:
    assert is_accepted("00000000000", 2026)


@both_forms
@pytest.mark.parametrize("text", ["", "1234567890", GOOD[:10], f"{GOOD[:10]}x", "x" * 11, f"{GOOD[:10]}²"])
def test_05_blank_short_and_strange_numbers_are_refused(form: str, text: str) -> None:
    assert "05" in rules(form, PERSON_FODSELSNR=text)


@both_forms
@pytest.mark.parametrize("ending", ["00100", "00200", "99999"])
def test_05_a_special_ending_is_accepted_after_a_date(form: str, ending: str) -> None:
    assert "05" not in rules(form, PERSON_FODSELSNR=f"150690{ending}")
    assert "05" not in rules(form, PERSON_FODSELSNR=f"310290{ending}")
    assert "05" in rules(form, PERSON_FODSELSNR=f"321290{ending}")
    assert "05" in rules(form, PERSON_FODSELSNR=f"151390{ending}")
    assert "05" in rules(form, PERSON_FODSELSNR=f"001290{ending}")


@both_forms
@pytest.mark.parametrize("ending", ["00300", "00101", "99998", "10100", "09999"])
def test_05_no_other_ending_is_special(form: str, ending: str) -> None:
    assert "05" in rules(form, PERSON_FODSELSNR=f"150690{ending}")


def test_a_special_ending_follows_a_plain_date_only() -> None:
    assert birth_year("55069000100", 2026) is None
    assert birth_year("15869000100", 2026) is None


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("15060000000", 1900), ("15063949900", 1939), ("15069949900", 1999),
        ("15060050000", 2000), ("15063950000", 2039), ("15063999900", 2039), ("15060074900", 2000),
        ("15060090000", 2000),
        ("15065450000", 1854), ("15069974900", 1899), ("15065474900", 1854),
        ("15064090000", 1940), ("15069999900", 1999),
        ("15064050000", 2040), ("15065374900", 2053), ("15065475000", 2054), ("15069989900", 2099),
    ],
)  # fmt: skip
def test_the_century_follows_from_the_individual_number(text: str, born: int) -> None:
    assert birth_year(text, 2026) == born


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("41069000000", 1990), ("71129000000", 1990), ("15869000000", 1990), ("55929000000", 1990),
        ("15469000000", None), ("15569000000", None), ("81069000000", None), ("72069000000", None),
        ("00069000000", None), ("40069000000", None), ("15009000000", None), ("15809000000", None),
        ("15139000000", None),
        ("15939000000", None), ("31029000000", 1990), ("1506900000", None), ("x5069000000", None),
    ],
)  # fmt: skip
def test_a_day_is_raised_by_40_and_a_month_by_80_and_nothing_else(text: str, born: int | None) -> None:
    assert birth_year(text, 2026) == born


@pytest.mark.parametrize(
    ("yy", "born"), [("00", 2000), ("26", 2026), ("27", 2027), ("28", 1928), ("99", 1999), ("39", 1939)]
)
def test_a_special_ending_was_born_this_century_unless_more_than_a_year_after_the_year(
    yy: str, born: int
) -> None:
    for ending in ("00100", "00200", "99999"):
        assert birth_year(f"1506{yy}{ending}", 2026) == born


def test_06_11f_warns_of_a_recipient_under_18() -> None:
    assert rules("11F", PERSON_FODSELSNR=number(2008)) == []
    assert rules("11F", PERSON_FODSELSNR=number(2009)) == ["06"]
    found = only("11F", "06", PERSON_FODSELSNR=number(2009))
    assert (found.severity, found.field) == (Severity.WARNING, "PERSON_FODSELSNR")
    assert found.message.endswith("Alder ved utgangen av 2026: 17.")


def test_06_11f_warns_when_the_age_cannot_be_read() -> None:
    assert rules("11F", PERSON_FODSELSNR="00000000000") == ["06"]
    assert only("11F", "06", PERSON_FODSELSNR="00000000000").message.endswith("kan ikke leses.")
    assert rules("11F", PERSON_FODSELSNR="") == ["05", "06", "38"]


def test_06_11cf_refuses_a_participant_under_18() -> None:
    assert rules("11CF", PERSON_FODSELSNR=number(2008)) == []
    assert rules("11CF", PERSON_FODSELSNR=number(2009)) == ["06"]
    assert only("11CF", "06", PERSON_FODSELSNR=number(2009)).severity == Severity.ERROR


def test_06_11cf_says_nothing_when_the_age_cannot_be_read() -> None:
    assert rules("11CF", PERSON_FODSELSNR="00000000000") == []
    assert rules("11CF", PERSON_FODSELSNR="") == ["05"]


def test_07_11f_warns_of_a_recipient_of_96_or_more() -> None:
    assert rules("11F", PERSON_FODSELSNR=number(1931)) == []
    assert rules("11F", PERSON_FODSELSNR=number(1930)) == ["07"]
    assert only("11F", "07", PERSON_FODSELSNR=number(1930)).severity == Severity.WARNING


def test_07_11cf_warns_of_a_participant_over_68() -> None:
    assert rules("11CF", PERSON_FODSELSNR=number(1958)) == []
    assert rules("11CF", PERSON_FODSELSNR=number(1957)) == ["07"]
    assert only("11CF", "07", PERSON_FODSELSNR=number(1957)).severity == Severity.WARNING


def duf(text: str) -> str:
    """Ten digits with the two that belong to them."""
    return next(f"{text}{ending:02}" for ending in range(11) if is_duf(f"{text}{ending:02}"))


def test_38_a_person_without_identity_number_has_a_duf_number() -> None:
    assert rules("11F", PERSON_FODSELSNR="", PERSON_DUF=duf("2015123456")) == ["05", "06"]
    assert rules("11F", PERSON_FODSELSNR="", PERSON_DUF="") == ["05", "06", "38"]
    assert only("11F", "38", PERSON_FODSELSNR="").severity == Severity.WARNING


def test_38_is_not_asked_of_a_person_with_an_identity_number() -> None:
    assert rules("11F", PERSON_DUF="x") == []
    assert rules("11F", PERSON_FODSELSNR="1", PERSON_DUF="") == ["05", "06"]


@pytest.mark.parametrize("place", range(12))
def test_38_every_digit_of_a_duf_number_counts(place: int) -> None:
    assert not is_duf(changed(duf("2015123456"), place))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("000000000000", True), ("100000000004", True), ("010000000006", True), ("001000000003", True),
        ("000100000002", True), ("000010000004", True), ("000001000006", True), ("000000100003", True),
        ("000000010002", True), ("000000001007", True), ("000000000105", True), ("000000002003", True),
        ("000000000210", True), ("00000000000", False), ("0000000000000", False), ("00000000000x", False),
        ("00000000001²", False),
    ],
)  # fmt: skip
def test_38_the_last_two_digits_are_the_weighted_sum_modulo_eleven(text: str, right: bool) -> None:
    assert is_duf(text) is right


@pytest.mark.parametrize("form", FORMS)
def test_no_message_repeats_an_identity_number(form: str) -> None:
    for text in (GOOD, changed(GOOD, 10), number(2012)):
        changes = {
            "PERSON_FODSELSNR": text,
            "KJONN": "9",
            "VERSION": "11",
            "FODSELSDATO": "99999999",
            "STATUS": "9",
        }
        if form == "11F":
            del changes["STATUS"]
            changes["PERSON_DUF"] = "123456789012"
        for found in findings(form, row(form, **changes), row(form, **changes)):
            assert text not in found.message
            assert "123456789012" not in found.message
