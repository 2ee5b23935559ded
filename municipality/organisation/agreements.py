"""Agreements with outside bodies: nobody of a body signs in without one (D16)."""

from datetime import date
from typing import Final

from municipality.access.verbs import call
from municipality.organisation.models import Agreement

_WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2)


def is_organisation_number(digits: str) -> bool:
    """Nine digits, of which the last controls the others (modulus 11, Brønnøysundregistrene)."""
    if len(digits) != 9 or not digits.isascii() or not digits.isdigit():
        return False
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    return (11 - rest) % 11 == int(digits[8])


def agreement_enter(*, organisation: str, name: str, agreed_on: date, ends_on: date | None) -> int:
    """Register an agreement of the current administrator's municipality, and return its key. Refused for others."""
    key: int = call(
        "agreement_enter", organisation=organisation, name=name, agreed_on=agreed_on, ends_on=ends_on
    )
    return key


def agreement_end(agreement: Agreement) -> None:
    """End an agreement at once: from now on nobody signs in by it. Raises NothingThere when it has ended."""
    call("agreement_end", agreement=agreement.pk)
