"""The words of the consent form: those that come with the product (data/*.yaml), and those that a municipality has
written instead or in other languages. A municipality's own go first.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from django.utils import timezone
from django.utils.dateformat import format as date_format

from consent.form_edition import FormEdition
from municipality.paper.letters import drawable_letter
from municipality.paper.typography import direction_of
from municipality.ui.dates import day_text

DATA: Final = Path(__file__).parent / "data"
BOKMAL: Final = "nb"
NORWEGIAN: Final = ("nb", "nn")
WITH_THE_PRODUCT: Final = ("nb", "nn", "en")
PRODUCT_VERSION: Final = "2026-7"
PLACEHOLDER: Final = re.compile(r"\{([a-z_]*)\}")
BRACE: Final = re.compile(r"[{}]")


@dataclass(frozen=True)
class Words:
    """One version in one language. `name` is the Norwegian name of the language."""

    language: str
    name: str
    own_name: str
    version: str
    texts: Mapping[str, str]
    is_checked: bool = True

    @property
    def direction(self) -> str:
        """ltr or rtl."""
        return direction_of(self.texts["told"])

    def say(self, key: str, **values: object) -> str:
        """The text with what its placeholders stand for."""
        return PLACEHOLDER.sub(lambda found: str(values[found[1]]), self.texts[key])

    def lines(self, key: str, **values: object) -> list[str]:
        return self.say(key, **values).splitlines()

    def in_a_row(self, words: list[str]) -> str:
        """«helse og annet»; and where one of them has an «og» of its own: «helse, skole og barnehage»."""
        *first, last = words
        if not first:
            return last
        joined, word = ", ".join(first), f" {self.texts['and']} "
        if word in last:
            return f"{joined}, {last}"
        return f"{joined}{',' if word in joined else ''}{word}{last}"

    def day(self, day: date) -> str:
        """As Norwegians write it, and in other languages by numbers alone."""
        if self.language in NORWEGIAN:
            return day_text(day, timezone.localdate())
        return date_format(day, "d.m.Y")


@cache
def product_words(language: str) -> Words:
    """Of a language of WITH_THE_PRODUCT."""
    said = yaml.safe_load((DATA / f"{language}.yaml").read_text(encoding="utf-8"))
    return Words(language, said["language"], said["own_name"], PRODUCT_VERSION, said["texts"])


def languages(municipality_id: int, on: date | None = None) -> dict[str, Words]:
    """What a family can be read in on this day (today), by code; bokmål first, others by their Norwegian names."""
    day = on or timezone.localdate()
    found = {language: product_words(language) for language in WITH_THE_PRODUCT}
    for edition in FormEdition.objects.filter(municipality=municipality_id, valid_from__lte=day).order_by(
        "valid_from", "number"
    ):
        found[edition.language] = words_of(edition)
    ordered = sorted(found.values(), key=lambda one: (one.language != BOKMAL, one.name))
    return {one.language: one for one in ordered}


def bokmal(municipality_id: int) -> Words:
    """What a family is read in unless another language is chosen, today."""
    return languages(municipality_id)[BOKMAL]


def words_of(edition: FormEdition) -> Words:
    """What an edition leaves out is said as in the product's bokmål: one that was written before the key came."""
    texts = {**product_words(BOKMAL).texts, **edition.texts}
    is_checked = edition.language == BOKMAL or bool(edition.checked_by)
    return Words(edition.language, edition.name, edition.own_name, str(edition), texts, is_checked)


def language_name(language: str, told: str) -> str:
    """The Norwegian name of a language: as the municipality calls it (`told`), or the product."""
    return told or (product_words(language).name if language in WITH_THE_PRODUCT else language)


def wrong_placeholders(key: str, text: str) -> list[str]:
    """The placeholders that are missing or that bokmål does not have, as they are written."""
    meant, found = set(PLACEHOLDER.findall(product_words(BOKMAL).texts[key])), set(PLACEHOLDER.findall(text))
    wrong = sorted(f"{{{name}}}" for name in meant ^ found)
    return wrong or sorted(set(BRACE.findall(PLACEHOLDER.sub("", text))))


def letters_without_drawing(text: str) -> list[str]:
    """The letters that no font of ours draws, so that they would be missing on paper."""
    composed = unicodedata.normalize("NFC", text)
    return sorted({one for one in composed if not drawable_letter(one)})
