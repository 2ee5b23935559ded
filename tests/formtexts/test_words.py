"""The words of the form: the product's own, those that a municipality has written, and what is read in them."""

import re
import uuid
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from consent.form_edition import FormEdition
from consent.form_words import (
    PLACEHOLDER,
    WITH_THE_PRODUCT,
    languages,
    letters_without_drawing,
    product_words,
    words_of,
    wrong_placeholders,
)
from consent.models import Consent
from consent.reading import form_of
from consent.readings import Reading
from consent.services import form_edition_check, form_edition_enter, text_read
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.organisation.choices import Area, KindOfInformation
from tests.attacks.helpers import browser
from tests.cast import EVERYBODY, Cast
from tests.conversation.asking import Question, ask
from tests.documents.test_consent_on_paper import address
from tests.documents.test_consent_on_paper import words_of as paper_words
from tests.formtexts.words import ARABIC_WORDS, translated, write
from tests.paper.pdf import faults, text_of


def year_old(years: int) -> date:
    return date(timezone.localdate().year - years, 1, 1)


def today(cast: Cast) -> dict[str, str]:
    """By language the version that is read today."""
    with as_user(cast.teacher.pk):
        return {one.language: one.version for one in languages(cast.home.pk).values()}


@pytest.mark.parametrize("language", WITH_THE_PRODUCT)
def test_each_language_of_the_product_has_every_text_its_placeholders_and_letters_that_paper_draws(
    language: str,
) -> None:
    words = product_words(language)
    assert set(words.texts) == set(product_words("nb").texts)
    for key, text in words.texts.items():
        assert text.strip(), key
        assert not wrong_placeholders(key, text), key
        assert not letters_without_drawing(text), key


def test_the_bokmal_calls_kinds_and_areas_as_the_pages_do() -> None:
    texts = product_words("nb").texts
    for kind in KindOfInformation:
        assert texts[f"kind_{kind}"] == str(kind.label)
    for area in Area:
        assert texts[f"area_{area}"] == str(area.label)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Samtykke", ["{name}"]),
        ("{name} {first_name}", ["{first_name}"]),
        ("{name} }", ["}"]),
        ("{name} {Name}", ["{", "}"]),
        ("{name} og {name}", []),
    ],
)
def test_a_text_has_the_placeholders_of_the_bokmal_and_no_others(text: str, wrong: list[str]) -> None:
    assert wrong_placeholders("title", text) == wrong


def test_letters_that_no_font_draws_are_named_one_by_one() -> None:
    assert letters_without_drawing("Ja, Олена, مريم, Hạnh ✓") == []
    assert letters_without_drawing("a\U00012000b\U00012001a") == ["\U00012000", "\U00012001"]


def test_a_version_is_read_from_its_day_on_and_the_product_before(cast: Cast) -> None:
    write(cast, "nn", name="nynorsk", own_name="norsk nynorsk", on=timezone.localdate() + timedelta(days=1))
    assert today(cast)["nn"] == product_words("nn").version
    with as_system("test: the day comes"):
        FormEdition.objects.update(valid_from=timezone.localdate())
    assert today(cast)["nn"] == "nn-1"
    write(cast, "nn", name="nynorsk", own_name="norsk nynorsk", texts=translated("andre ord"))
    assert today(cast)["nn"] == "nn-2"
    assert next(iter(today(cast))) == "nb"


def test_only_the_administrator_writes_and_only_for_the_own_municipality(cast: Cast) -> None:
    key = write(cast)
    for person in EVERYBODY:
        if person == "administrator":
            continue
        with as_user(getattr(cast, person).pk), pytest.raises(Refused):
            form_edition_enter(
                language="uk",
                name="x",
                own_name="x",
                texts={},
                valid_from=timezone.localdate(),
                checked_by="",
            )
        with as_user(getattr(cast, person).pk), pytest.raises(Refused):
            form_edition_check(FormEdition(pk=key), "Meg")
    with as_user(cast.stranger.pk):
        assert not FormEdition.objects.exists()


def test_a_version_begins_today_or_later_and_is_checked_once(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        write(cast, on=timezone.localdate() - timedelta(days=1))
    assert refused.value.code == "form_valid_before_today"
    key = write(cast)
    with as_user(cast.administrator.pk):
        form_edition_check(FormEdition(pk=key), "Språksenteret")
        with pytest.raises(NothingThere):
            form_edition_check(FormEdition(pk=key), "En annen")
        assert FormEdition.objects.get().checked_by == "Språksenteret"


def test_a_key_that_came_after_a_version_is_said_in_bokmal() -> None:
    old = FormEdition(
        language="uk", number=1, name="ukrainsk", own_name="українська", texts={"title": "Згода {name}"}
    )
    assert words_of(old).texts["title"] == "Згода {name}"
    assert words_of(old).texts["reads"] == product_words("nb").texts["reads"]


def read_in(question: Question, language: str) -> Any:
    with as_user(question.cast.teacher.pk):
        words = languages(question.cast.home.pk)[language]
        return form_of(Consent.objects.get(pk=question.consent_id), words)


def kept(consent_id: uuid.UUID) -> tuple[str, str, str]:
    with as_system("test: what was kept"):
        one = Reading.objects.filter(consent=consent_id).latest("read_at")
        return one.language, one.version, one.text


def test_a_consent_keeps_the_text_and_the_version_in_which_it_was_read(cast: Cast) -> None:
    write(cast)
    question = ask(cast, year_old(9))
    read = read_in(question, "ar")
    with as_user(cast.teacher.pk):
        text_read(consent_id=question.consent_id, text=read)
    write(cast, texts=translated("كلمات أخرى"))
    language, version, text = kept(question.consent_id)
    assert (language, version) == ("ar", "ar-1")
    assert ARABIC_WORDS in text
    assert cast.school.name in text
    assert "Ikke kontrollert oversettelse" in text


def test_the_whole_form_is_in_the_language_but_what_the_asker_wrote(cast: Cast) -> None:
    write(cast, checked_by="Språksenteret")
    read = read_in(ask(cast, year_old(9)), "ar")
    own = [section for section in read.sections if section.is_own]
    assert [section.lines for section in own] == [["Å finne ut hva som hjelper."]]
    for line in (line for section in read.sections if not section.is_own for line in section.lines):
        assert line.startswith(ARABIC_WORDS), line
    assert "Ikke kontrollert" not in read.plain
    assert read.words.direction == "rtl"
    assert product_words("en").direction == "ltr"


def test_who_does_not_see_the_question_is_given_no_text(cast: Cast) -> None:
    question = ask(cast, year_old(9))
    with as_system("test: the question"):
        consent = Consent.objects.get(pk=question.consent_id)
    with as_user(cast.nurse.pk), pytest.raises(Refused):
        form_of(consent)


def test_an_adult_is_read_to_as_du(cast: Cast) -> None:
    lines = read_in(ask(cast, year_old(19)), "nb").plain.splitlines()
    assert "Du bestemmer" in lines
    assert "Dere bestemmer" not in lines
    assert "Stafettloggen er en felles logg for dem som hjelper deg." in lines


def test_every_placeholder_of_the_bokmal_is_filled_in(cast: Cast) -> None:
    for years in (9, 19):
        assert not PLACEHOLDER.findall(read_in(ask(cast, year_old(years)), "nb").plain)


def page(cast: Cast, question: Question, ask_for: str = "") -> Any:
    answer = browser(cast.teacher).get(f"/undringer/{question.concern.pk}/samtykke/les/{ask_for}")
    assert answer.status_code == 200
    return answer


def test_the_page_is_read_in_the_chosen_language_with_the_bokmal_below(cast: Cast) -> None:
    write(cast)
    question = ask(cast, year_old(9))
    assert 'lang="nb" dir="ltr"' in page(cast, question).text
    shown = page(cast, question, "?sprak=ar").text
    assert '<article class="app-aloud" lang="ar" dir="rtl">' in shown
    assert "Ikke kontrollert oversettelse" in shown
    assert "Vis teksten på bokmål" in shown
    assert 'lang="nb" dir="ltr"' in page(cast, question, "?sprak=xx").text


def send(cast: Cast, question: Question, **typed: str) -> Any:
    where = f"/undringer/{question.concern.pk}/samtykke/les/"
    with as_system("test: what is asked"):
        asked = Consent.objects.get(pk=question.consent_id).changed_at.isoformat()
    return browser(cast.teacher).post(where, {"interpreter": "", "asked": asked, **typed})


def test_what_is_saved_is_the_version_that_was_shown_or_it_is_shown_again(cast: Cast) -> None:
    write(cast)
    question = ask(cast, year_old(9))
    write(cast, texts=translated("كلمات أخرى"))
    again = send(cast, question, language="ar", edition="ar-1")
    assert "Teksten er endret i mellomtiden" in again.text
    assert "كلمات أخرى" in again.text
    assert kept(question.consent_id)[0] == "nb"
    assert send(cast, question, language="ar", edition="ar-2").status_code == 302
    assert kept(question.consent_id)[:2] == ("ar", "ar-2")


def languages_said(pdf: bytes) -> set[str]:
    """Those that the file tells a screen reader, line by line."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        drawn = b"".join(page.Contents.read_bytes() for page in opened.pages)
    return {one.decode() for one in re.findall(rb"/Lang \((\w+)\)", drawn)}


def test_the_paper_says_the_text_in_its_language_and_that_nobody_has_checked_it(cast: Cast) -> None:
    write(cast)
    question = ask(cast, year_old(9))
    with as_user(cast.teacher.pk):
        text_read(consent_id=question.consent_id, text=read_in(question, "ar"))
    question.say_all(mother="yes")
    case_id = question.open()
    pdf = browser(cast.teacher).get(address(case_id)).content
    assert faults(pdf) == []
    assert languages_said(pdf) == {"nb", "ar"}
    words = paper_words(cast, "teacher", address(case_id))
    for said in (ARABIC_WORDS, "Skjema ar-1", "på arabisk", "Ikke kontrollert oversettelse"):
        assert said in words, said


def test_the_empty_form_comes_in_each_language(cast: Cast) -> None:
    write(cast)
    for language, said in (("en", "Consent is voluntary."), ("ar", ARABIC_WORDS), ("nn", "De bestemmer")):
        pdf = browser(cast.teacher).get(f"/samtykkeskjema/?sprak={language}").content
        assert faults(pdf) == []
        assert said in text_of(pdf)
    assert browser(cast.teacher).get("/samtykkeskjema/?sprak=xx").status_code == 404


@pytest.mark.parametrize(
    ("language", "kinds", "said"),
    [
        ("nb", ["helse", "annet"], "helse og annet"),
        ("nb", ["helse", "skole og barnehage"], "helse, skole og barnehage"),
        ("nb", ["skole og barnehage", "annet"], "skole og barnehage, og annet"),
        ("en", ["health", "school and kindergarten"], "health, school and kindergarten"),
        ("nb", ["skole og barnehage"], "skole og barnehage"),
    ],
)
def test_kinds_that_have_an_and_of_their_own_are_told_apart(
    language: str, kinds: list[str], said: str
) -> None:
    assert product_words(language).in_a_row(kinds) == said
