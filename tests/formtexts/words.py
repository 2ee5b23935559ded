"""A translation that the administrator has written, for tests: bokmål in the letters of another script."""

from datetime import date
from typing import Any

from django.utils import timezone

from consent.form_words import PLACEHOLDER, product_words
from consent.services import form_edition_enter
from municipality.access.identity import as_user
from tests.cast import Cast

ARABIC_WORDS = "نقرأ هذا معا"


def translated(words: str) -> dict[str, str]:
    """Each text of the form as these words and the placeholders that it needs."""
    bokmal = product_words("nb").texts
    return {
        key: "\n".join(
            " ".join([words, *(f"{{{name}}}" for name in PLACEHOLDER.findall(line))])
            for line in text.splitlines()
        )
        for key, text in bokmal.items()
    }


def write(
    cast: Cast, language: str = "ar", *, on: date | None = None, checked_by: str = "", **named: Any
) -> int:
    """The administrator of the cast's municipality has written it; returns the edition's key."""
    said = {"name": "arabisk", "own_name": "العربية", "texts": translated(ARABIC_WORDS)} | named
    with as_user(cast.administrator.pk):
        return form_edition_enter(
            language=language, valid_from=on or timezone.localdate(), checked_by=checked_by, **said
        )
