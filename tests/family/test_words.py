"""How we speak to a family: short sentences, the child's name, du to the child itself, and no numbers of cases."""

import re
import uuid
from typing import Final

import pytest

from consent.form_words import product_words
from tests.cast import Cast
from tests.family.reading import pages_of, sentences

Pages = dict[str, str]
READ: Final[dict[str, tuple[uuid.UUID, Pages]]] = {}
MOST_WORDS: Final = 20
NUMBER: Final = re.compile(r"\bS-[0-9A-Z]{5}\b")


def read(cast: Cast, case_id: uuid.UUID, person: str) -> tuple[uuid.UUID, Pages]:
    """The log and all pages that the person reaches: what the first test finds, since the others lay the same."""
    return READ.get(person) or READ.setdefault(person, (case_id, dict(pages_of(getattr(cast, person)))))


def told_to(cast: Cast, case_id: uuid.UUID, person: str) -> set[str]:
    _log, pages = read(cast, case_id, person)
    return {sentence for page in pages.values() for sentence in sentences(page)}


@pytest.mark.parametrize("person", ["mother", "youth"])
def test_no_sentence_to_the_family_is_longer_than_20_words_or_has_the_number_of_the_case(
    cast: Cast, case_id: uuid.UUID, person: str
) -> None:
    log, pages = read(cast, case_id, person)
    for below in ("", "samtykke/", "samtykke/trekk/", "innsyn/", "plan/"):
        assert f"/stafettlogger/{log}/{below}" in pages
    told = {(sentence, path) for path, page in pages.items() for sentence in sentences(page)}
    assert len(told) > 150
    assert not [one for one in told if len(one[0].split()) > MOST_WORDS]
    assert not [one for one in told if NUMBER.search(one[0])]


def test_the_child_is_spoken_to_as_du_and_never_of_as_the_child(cast: Cast, case_id: uuid.UUID) -> None:
    words = re.compile(r"\b(barnet|barnets|ungdommen|dere|deres|familien din)\b", re.IGNORECASE)
    told = told_to(cast, case_id, "youth")
    assert "Stafettloggen din" in told
    assert not [one for one in told if words.search(one)]


def test_a_mother_reads_the_name_and_not_the_child(cast: Cast, case_id: uuid.UUID) -> None:
    told = told_to(cast, case_id, "mother")
    assert "Stafettloggen til Nora" in told
    assert not [one for one in told if re.search(r"\b(barnet|barnets|ungdommen)\b", one, re.IGNORECASE)]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_the_family_is_read_has_short_sentences_too(language: str) -> None:
    words = product_words(language)
    names = {
        "name": "Nora Eksempel",
        "first_name": "Nora",
        "unit": "Koordinerende enhet",
        "kinds": "helse, skole og annet",
        "what": words.texts["area_school"],
        "day": "20. november 2027",
        "years": 16,
    }
    told = [one for key in words.texts for line in words.lines(key, **names) for one in sentences(line)]
    assert len(told) > 30
    assert not [one for one in told if len(one.split()) > MOST_WORDS]


def test_sentences_are_found_as_a_reader_meets_them() -> None:
    page = (
        '<main><h1>Hei, Nora</h1><p>Ring <a class="ds-link" href="/x">112</a>. Kom tirsdag 24. november kl. 10.</p>'
        '<p class="app-text">Skrevet av en lærer.</p><ul><li>Én</li><li>To</li></ul></main>'
    )
    assert sentences(page) == ["Hei, Nora", "Ring 112.", "Kom tirsdag 24 november kl 10.", "Én", "To"]
