"""What digits can say: which numbers there are, which day they say, and what they cannot tell."""

from datetime import date

import pytest

from municipality.people.identity_number import (
    FIRST_WEIGHTS,
    SECOND_WEIGHTS,
    IdentityNumber,
    InvalidNumber,
    NumberType,
    parse,
    parse_duf,
)

TODAY = date(2026, 11, 29)
LAST_OF_2031, FIRST_OF_2032 = date(2031, 12, 31), date(2032, 1, 1)
NATIONAL, D_NUMBER, H_NUMBER = NumberType.NATIONAL, NumberType.D, NumberType.H
DUF = "201512345609"


def number(begins: str, *, remainder: int = 0) -> str:
    """Eleven digits with right control digits after the first nine; the first sum leaves this remainder."""
    first = (remainder - sum(w * int(d) for w, d in zip(FIRST_WEIGHTS, begins, strict=False))) % 11
    second = -sum(w * int(d) for w, d in zip(SECOND_WEIGHTS, f"{begins}{first}", strict=False)) % 11
    return f"{begins}{first}{second}"


def of_the_day(day: str, individuals: range, *, remainder: int = 0) -> str:
    """The first number of these whose control digits are digits."""
    return next(
        found for one in individuals if len(found := number(f"{day}{one:03}", remainder=remainder)) == 11
    )


def read(text: str, on: date = TODAY) -> IdentityNumber:
    return parse(text, on=on)


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("41814061033", date(1940, 1, 1)),
        ("41814065640", date(1940, 1, 1)),
        ("41810021827", date(2000, 1, 1)),
        ("41810025091", date(2000, 1, 1)),
        ("55811520054", date(2015, 1, 15)),
    ],
)
def test_d_numbers_of_the_registers_test_persons_are_read_by_the_table_of_2021(
    digits: str, born: date
) -> None:
    found = read(digits)
    assert (found.number_type, found.says, found.synthetic) == (D_NUMBER, born, True)
    assert not found.disagrees_with(born)


@pytest.mark.parametrize(
    ("year", "individuals", "born"),
    [
        ("00", range(200), {1900}),
        ("39", range(200), {1939}),
        ("00", range(200, 500), {2000, 1900}),
        ("20", range(500, 1000), {2020}),
        ("40", range(500), {1940}),
        ("40", range(500, 600), {1840}),
        ("99", range(500, 600), {1899}),
        ("53", range(600, 750), {1953}),
        ("54", range(600, 750), {1954, 1854}),
        ("99", range(750, 900), {1999}),
        ("99", range(900, 1000), {1999}),
    ],
)
def test_a_d_number_says_each_year_that_its_two_tables_say(
    year: str, individuals: range, born: set[int]
) -> None:
    for edge in (individuals, range(individuals.stop - 1, individuals.start, -1)):
        found = read(of_the_day(f"5501{year}", edge))
        assert {one.year for one in found.dates} == born
        assert found.says == max(found.dates)


@pytest.mark.parametrize(
    ("year", "individuals", "born"),
    [
        ("15", range(200, 500), 1915),
        ("15", range(500, 1000), 2015),
        ("54", range(500, 750), 1854),
        ("40", range(900, 1000), 1940),
        ("99", range(500), 1999),
    ],
)
def test_the_table_of_2021_is_for_d_numbers_only(year: str, individuals: range, born: int) -> None:
    found = read(of_the_day(f"1501{year}", individuals))
    assert found.number_type == NATIONAL
    assert found.dates == (date(born, 1, 15),)


def test_of_two_years_the_one_that_has_not_come_is_not_said() -> None:
    """Somebody born in 1935 has had a D-number for long; nobody born in 2035 has one."""
    assert read(of_the_day("550135", range(200, 500))).dates == (date(1935, 1, 15),)


def test_no_number_is_refused_for_its_century() -> None:
    """For these no table of fødselsnummer has a row."""
    found = read(of_the_day("150145", range(500, 900)))
    assert (found.says, found.dates) == (None, ())
    assert not found.disagrees_with(date(2015, 1, 15))


def test_a_day_that_no_year_has_is_refused() -> None:
    for day in ("310215", "290215", "151315", "000115", "150015"):
        with pytest.raises(InvalidNumber, match="date"):
            read(of_the_day(day, range(500, 1000)))
    assert read(of_the_day("290216", range(500, 1000))).says == date(2016, 2, 29)


def test_an_h_number_and_a_synthetic_one_are_told_by_the_month() -> None:
    kind = [
        read(of_the_day(day, range(500, 1000))) for day in ("154115", "158115", "558115", "550115", "150115")
    ]
    assert [(one.number_type, one.synthetic) for one in kind] == [
        (H_NUMBER, False), (NATIONAL, True), (D_NUMBER, True), (D_NUMBER, False), (NATIONAL, False),
    ]  # fmt: skip
    assert {one.says for one in kind} == {date(2015, 1, 15)}


@pytest.mark.parametrize("remainder", [1, 2, 3])
def test_a_first_remainder_of_one_to_three_is_taken_from_2032_by_the_clock(remainder: int) -> None:
    digits = of_the_day("150115", range(500, 1000), remainder=remainder)
    with pytest.raises(InvalidNumber, match="control"):
        read(digits, LAST_OF_2031)
    assert read(digits, FIRST_OF_2032).digits == digits


def test_a_first_remainder_of_four_is_never_taken() -> None:
    for remainder in range(4, 11):
        with pytest.raises(InvalidNumber, match="control"):
            read(of_the_day("150115", range(500, 1000), remainder=remainder), FIRST_OF_2032)


def test_a_number_can_disagree_with_the_day_of_birth() -> None:
    registered = read("55811590184")
    assert registered.says == date(2015, 1, 15)
    assert registered.disagrees_with(date(2015, 9, 3))


def test_a_duf_number_has_twelve_digits_and_says_no_day() -> None:
    found = parse_duf(f"{DUF[:4]} {DUF[4:]}")
    assert (found.digits, found.number_type, found.says) == (DUF, NumberType.DUF, None)
    assert not found.disagrees_with(date(2015, 9, 3))


@pytest.mark.parametrize(
    ("text", "reason"),
    [(DUF[:11], "length"), (f"{DUF}1", "length"), ("2015x2345609", "digits"), ("201512345610", "control")],
)
def test_a_duf_number_that_cannot_be_one_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InvalidNumber, match=reason):
        parse_duf(text)


def test_each_wrong_digit_of_a_duf_number_is_found() -> None:
    for place in range(12):
        for step in range(1, 10):
            wrong = f"{DUF[:place]}{(int(DUF[place]) + step) % 10}{DUF[place + 1 :]}"
            with pytest.raises(InvalidNumber, match="control"):
                parse_duf(wrong)
