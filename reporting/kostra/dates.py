"""Dates in a file: ddmmyyyy, read as the official program reads them."""

import re
from datetime import date
from typing import Final

YEAR: Final = slice(4, 8)
# The 31st is taken for the last day of every month, and the year 0000 does not exist.
LENIENT: Final = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?!0000)[0-9]{4}")


def lenient_year(text: str) -> int | None:
    """The year of a date; None when it cannot be read even leniently."""
    return int(text[YEAR]) if LENIENT.fullmatch(text) else None


def strict_year(text: str) -> int | None:
    """The year of a day that exists; None for every other."""
    if not LENIENT.fullmatch(text):
        return None
    try:
        return date(int(text[YEAR]), int(text[2:4]), int(text[:2])).year
    except ValueError:
        return None
