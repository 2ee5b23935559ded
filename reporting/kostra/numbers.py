"""Numbers in a file: amounts, and the numbers of persons, judged as the official program judges them.

The weights of the control digits are those of municipality.people.identity_number. The judgement is not: there it is
what an identity number is, here a number is to be found faulty exactly when Statistics Norway finds it so.
"""

import re
from operator import mul
from typing import Final

from municipality.people.identity_number import DUF_WEIGHTS, FIRST_WEIGHTS, SECOND_WEIGHTS

# What counts as blank: the space, and the no-break space of ISO-8859-1.
BLANK: Final = " \xa0"

IDENTITY_LENGTH, DUF_LENGTH = 11, 12
# Persons who have no number get their birth date and one of these.
SPECIAL_ENDINGS: Final = ("00100", "00200", "99999")
BIRTH: Final = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}")


def is_blank(text: str) -> bool:
    return not text.strip(BLANK)


def whole_number(text: str) -> int | None:
    """A whole number with blanks around it, zeros and a sign before it; None for a blank and for anything else."""
    if text.isspace() or "_" in text:  # Python reads 1_000 as a number
        return None
    try:
        return int(text)
    except ValueError:
        return None


def _digits(text: str, length: int) -> list[int] | None:
    return list(map(int, text)) if len(text) == length and text.isdigit() and text.isascii() else None


def has_control_digits(number: str) -> bool:
    """Eleven digits, both control digits right; the date is not looked at, so 00000000000 has them."""
    digits = _digits(number, IDENTITY_LENGTH)
    return (
        digits is not None
        and sum(map(mul, FIRST_WEIGHTS, digits)) % 11 == 0
        and sum(map(mul, SECOND_WEIGHTS, digits)) % 11 == 0
    )


def is_accepted(number: str, year: int) -> bool:
    """Right control digits, or a special ending after a birth date that can be read."""
    return has_control_digits(number) or (
        number.endswith(SPECIAL_ENDINGS) and birth_year(number, year) is not None
    )


def birth_year(number: str, year: int) -> int | None:
    """The year of birth that an identity number says to a file about `year`; None when no date can be read."""
    if _digits(number, IDENTITY_LENGTH) is None:
        return None
    if number.endswith(SPECIAL_ENDINGS):
        born = 2000 + int(number[4:6])
        if not BIRTH.match(number):
            return None
        return born - 100 if born > year + 1 else born
    day, month = int(number[0]), int(number[2])
    plain = f"{day - 4 if day > 3 else day}{number[1]}{month - 8 if month >= 8 else month}{number[3:6]}"
    return _with_century(int(number[4:6]), int(number[6:9])) if BIRTH.fullmatch(plain) else None


def _with_century(yy: int, individual: int) -> int:
    if 500 <= individual <= 749 and yy >= 54:
        return 1800 + yy
    if individual <= 499 or (individual >= 900 and yy >= 40):
        return 1900 + yy
    return 2000 + yy


def is_duf(number: str) -> bool:
    """Whether it is a DUF number, which asylum seekers have: twelve digits, the last two of them control digits."""
    digits = _digits(number, DUF_LENGTH)
    return digits is not None and sum(map(mul, DUF_WEIGHTS, digits)) % 11 == digits[10] * 10 + digits[11]
