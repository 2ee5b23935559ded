"""Norwegian identity numbers: whether the eleven digits can be one, and the birth date they say.

Source: Skatteetaten's description of fødselsnummer, D-number (day + 40), H-number (month + 40) and synthetic
numbers (month + 80); from 2032 the first control digit may leave a remainder of 0 to 3. Nothing is ever
inferred about sex.
"""

from dataclasses import dataclass
from datetime import date

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
FIRST_REMAINDERS_FROM_2032 = range(4)
SYNTHETIC_MONTH = 80
H_MONTH = 40
D_DAY = 40


class InvalidNumber(ValueError):
    """`reason` is one of: length, digits, control, date."""

    def __init__(self, reason: str, length: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.length = length


@dataclass(frozen=True)
class IdentityNumber:
    digits: str
    birth_date: date
    synthetic: bool


def parse(text: str) -> IdentityNumber:
    """Read a number as people write it (spaces allowed). Raises InvalidNumber with the reason."""
    digits = "".join(text.split())
    if not digits.isascii() or not digits.isdigit():
        raise InvalidNumber("digits")
    if len(digits) != 11:
        raise InvalidNumber("length", len(digits))
    values = [int(digit) for digit in digits]
    first = sum(weight * value for weight, value in zip(FIRST_WEIGHTS, values, strict=False)) % 11
    second = sum(weight * value for weight, value in zip(SECOND_WEIGHTS, values, strict=True)) % 11
    if first not in FIRST_REMAINDERS_FROM_2032 or second != 0:
        raise InvalidNumber("control")
    month = values[2] * 10 + values[3]
    synthetic = month > SYNTHETIC_MONTH
    if synthetic:
        month -= SYNTHETIC_MONTH
    elif month > H_MONTH:
        month -= H_MONTH
    day = values[0] * 10 + values[1]
    if day > D_DAY:
        day -= D_DAY
    try:
        return IdentityNumber(
            digits, date(_full_year(int(digits[4:6]), int(digits[6:9])), month, day), synthetic
        )
    except ValueError:
        raise InvalidNumber("date") from None


def _full_year(year: int, individual: int) -> int:
    """The century that the individual number says, by Skatteetaten's table."""
    if individual < 500:
        return 1900 + year
    if individual < 750 and year >= 54:
        return 1800 + year
    if year < 40:
        return 2000 + year
    if individual >= 900:
        return 1900 + year
    raise ValueError
