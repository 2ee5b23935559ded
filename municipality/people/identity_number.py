"""Norwegian identity numbers: whether the digits can be one, and which day of birth they say.

Sources: Skatteetaten's description of fødselsnummer, D-number (day + 40), H-number (month + 40) and synthetic
numbers (month + 80), of the D-numbers given since 16 November 2021, and of the first control digit, which may leave
a remainder of 0 to 3 from 2032; UDI's of the DUF number. What digits say is never taken for the birth date: a
D-number, and a fødselsnummer too, can hold the day of registration. Nothing is ever inferred about sex.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul
from typing import Final

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
DUF_WEIGHTS = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
MORE_REMAINDERS_FROM: Final = date(2032, 1, 1)
LENGTH, DUF_LENGTH = 11, 12
SYNTHETIC_MONTH = 80
H_MONTH = 40
D_DAY = 40


class NumberType(StrEnum):
    """The words are stored (SealedIdentity.number_type)."""

    NATIONAL = "fodselsnummer"
    D = "d_nummer"
    H = "h_nummer"
    DUF = "duf_nummer"


class InvalidNumber(ValueError):
    """`reason` is one of: length, digits, control, date."""

    def __init__(self, reason: str, length: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.length = length


@dataclass(frozen=True)
class IdentityNumber:
    """`dates`: the days that the digits can say, the latest first; several where the century cannot be told.

    `synthetic`: made for tests, as far as that can be told: not of a DUF number.
    """

    digits: str
    number_type: NumberType
    dates: tuple[date, ...] = ()
    synthetic: bool = False

    @property
    def says(self) -> date | None:
        """The likeliest of these days. A sign to look again, never the birth date."""
        return self.dates[0] if self.dates else None

    def disagrees_with(self, born: date) -> bool:
        """Whether the digits say a day, and another one than this."""
        return bool(self.dates) and born not in self.dates


def parse(text: str, *, on: date) -> IdentityNumber:
    """Read eleven digits as people write them (spaces allowed), on a day. Raises InvalidNumber with the reason."""
    digits = _digits_of(text, LENGTH)
    values = [int(digit) for digit in digits]
    first = sum(map(mul, FIRST_WEIGHTS, values)) % 11
    second = sum(map(mul, SECOND_WEIGHTS, values)) % 11
    if first > (3 if on >= MORE_REMAINDERS_FROM else 0) or second != 0:
        raise InvalidNumber("control")
    day, month, year = int(digits[0:2]), int(digits[2:4]), int(digits[4:6])
    number_type, synthetic = NumberType.NATIONAL, month > SYNTHETIC_MONTH
    if synthetic:
        month -= SYNTHETIC_MONTH
    elif month > H_MONTH:
        number_type, month = NumberType.H, month - H_MONTH
    if day > D_DAY:
        number_type, day = NumberType.D, day - D_DAY
    if not any(_day_of(century + year, month, day) for century in (1800, 1900, 2000)):
        raise InvalidNumber("date")
    centuries = _centuries(year, int(digits[6:9]))
    if number_type == NumberType.D:
        centuries |= _centuries_of_new_d_numbers(year, int(digits[6:9]))
    found = sorted((_day_of(one + year, month, day) for one in centuries), key=lambda d: d or date.min)
    dates = [one for one in reversed(found) if one]
    past = [one for one in dates if one <= on]
    return IdentityNumber(digits, number_type, tuple(past or dates), synthetic)


def parse_duf(text: str) -> IdentityNumber:
    """Read a DUF number, of people who seek protection: twelve digits. They say no day of birth."""
    digits = _digits_of(text, DUF_LENGTH)
    if sum(map(mul, DUF_WEIGHTS, map(int, digits))) % 11 != int(digits[10:]):
        raise InvalidNumber("control")
    return IdentityNumber(digits, NumberType.DUF)


def _digits_of(text: str, length: int) -> str:
    digits = "".join(text.split())
    if not digits.isascii() or not digits.isdigit():
        raise InvalidNumber("digits")
    if len(digits) != length:
        raise InvalidNumber("length", len(digits))
    return digits


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _centuries(year: int, individual: int) -> set[int]:
    """By the table of fødselsnummer, which D-numbers followed too; none where it has no row."""
    if individual < 500:
        return {1900}
    if individual < 750 and year >= 54:
        return {1800}
    if year < 40:
        return {2000}
    return {1900} if individual >= 900 else set()


def _centuries_of_new_d_numbers(year: int, individual: int) -> set[int]:
    """By the table of D-numbers given since 16 November 2021. When one was given, its digits do not say."""
    if year < 40:
        return {2000} if individual >= 200 else {1900}
    return {1800} if 500 <= individual < 600 else {1900}
