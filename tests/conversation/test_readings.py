"""What is asked can be read in several languages, and each one answers on the one that was read to them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from consent.models import Asked, Reply
from consent.readings import Reading
from consent.selectors import registered_consents, texts_read
from consent.services import Share, answer_register, period_keep, text_read
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.consents.helpers import begin_asking, conclude
from tests.conversation.asking import FATHER, MOTHER, Question, ask
from tests.conversation.helpers import Walk
from tests.conversation.test_on_screen import hand_url
from tests.documents.test_consent_on_paper import address
from tests.formtexts.test_words import year_old
from tests.formtexts.words import translated, write
from tests.logs.opening import open_log
from tests.paper.pdf import faults, text_of


def living(question: Question) -> list[str]:
    """The languages in which what is asked now was read."""
    with as_system("test: what was read"):
        found = Reading.objects.filter(consent=question.consent_id, set_aside_at=None)
        return sorted(found.values_list("language", flat=True))


def everything_read(question: Question) -> int:
    with as_system("test: what was read"):
        return Reading.objects.filter(consent=question.consent_id).count()


def said_in(question: Question, name: str) -> str:
    person = question.person(name)
    with as_system("test: on what was answered"):
        reply = Reply.objects.filter(asked=person).latest("registered_at")
        return reply.reading.language if reply.reading else ""


@pytest.fixture
def question(cast: Cast) -> Question:
    """Both parents are asked, and were read the bokmål."""
    return ask(cast, year_old(9), father=True)


def test_reading_it_in_a_second_language_sets_no_answer_aside(question: Question) -> None:
    question.say(FATHER, "yes")
    question.read_aloud("en")
    question.say(MOTHER, "yes", language="en")
    assert living(question) == ["en", "nb"]
    assert question.open_areas()
    assert (said_in(question, FATHER), said_in(question, MOTHER)) == ("nb", "en")


def test_something_else_that_is_asked_must_be_read_anew_in_every_language(question: Question) -> None:
    question.read_aloud("en")
    question.say(FATHER, "yes", language="nb")
    with as_user(question.cast.teacher.pk):
        ends = timezone.localdate() + timedelta(days=50)
        period_keep(consent_id=question.consent_id, ends=ends, purpose="Noe annet.")
    assert living(question) == []
    assert everything_read(question) == 1  # what somebody answered on is kept
    question.read_aloud("en")
    assert living(question) == ["en"]
    assert not question.open_areas()


def test_a_text_made_of_what_was_asked_before_is_refused(question: Question) -> None:
    before = question.text("en")
    with as_user(question.cast.teacher.pk):
        ends = timezone.localdate() + timedelta(days=50)
        period_keep(consent_id=question.consent_id, ends=ends, purpose="Noe annet.")
        with pytest.raises(Refused, match="endret i mellomtiden"):
            text_read(consent_id=question.consent_id, text=before)


def test_a_language_that_the_municipality_does_not_have_is_refused(question: Question) -> None:
    text = question.text()
    text = replace(text, words=replace(text.words, language="zz"))
    with as_user(question.cast.teacher.pk), pytest.raises(NothingThere):
        text_read(consent_id=question.consent_id, text=text)


def test_a_new_version_is_another_question_to_whoever_has_answered_on_the_old_one(
    cast: Cast, question: Question
) -> None:
    write(cast)
    question.read_aloud("ar")
    question.say(FATHER, "yes", language="nb")
    write(cast, texts=translated("كلمات أخرى"))
    question.read_aloud("ar")  # nobody has answered on the first one
    question.say(MOTHER, "yes", language="ar")
    assert question.open_areas()
    write(cast, texts=translated("كلمات أخيرة"))
    question.read_aloud("ar")
    assert not question.open_areas()
    assert living(question) == ["ar"]


def test_where_it_was_read_in_several_languages_the_answer_names_one_of_them(
    cast: Cast, question: Question
) -> None:
    question.read_aloud("en")
    another = ask(cast, year_old(8))
    with as_system("test: a text of another question"):
        other = Reading.objects.get(consent=another.consent_id).pk
    with as_user(cast.teacher.pk):
        mother = Asked.objects.get(consent=question.consent_id, name=MOTHER).pk
        for reading in (None, other):
            with pytest.raises(Refused, match="Velg et språk"):
                answer_register(
                    person_id=mother, answer="yes", said_on=timezone.localdate(), how="samtale",
                    reading_id=reading,
                )  # fmt: skip


def test_who_was_not_reached_was_read_nothing(question: Question) -> None:
    question.read_aloud("en")
    question.say(MOTHER, "not_reached")
    assert said_in(question, MOTHER) == ""


def test_a_yes_is_no_older_than_the_day_on_which_it_was_read_in_that_language(question: Question) -> None:
    with as_system("test: time passes"):
        days = timezone.now() - timedelta(days=3)
        Reading.objects.filter(consent=question.consent_id).update(explained_at=days, read_at=days)
    question.read_aloud("en")
    yesterday = timezone.localdate() - timedelta(days=1)
    question.say(FATHER, "yes", on=yesterday, language="nb")
    with pytest.raises(Refused, match="leste teksten sammen"):
        question.say(MOTHER, "yes", on=yesterday, language="en")


def walk_of(question: Question) -> Walk:
    return Walk(question.cast.teacher, concern=question.concern.pk)


def test_the_form_asks_in_which_language_only_where_there_are_several(question: Question) -> None:
    walk = walk_of(question)
    assert "På hvilket språk ble det lest?" not in walk.get("svar").text
    question.read_aloud("en")
    page = walk.get("svar")
    assert page.text.count("På hvilket språk ble det lest?") == 3  # the child too
    first = page.context["blocks"][0].form
    languages = dict(first.fields["reading"].choices)
    assert languages[first["reading"].value()] == "Engelsk"  # the one that was read last
    nb = next(key for key, name in languages.items() if name == "Bokmål")
    walk.says({"Mona": "yes"}, **{f"says-{walk.person('Mona').pk}-reading": nb})
    assert said_in(question, MOTHER) == "nb"
    assert "på bokmål" in walk.get("svar").text


def test_the_text_on_the_screen_is_in_the_language_that_was_chosen(question: Question) -> None:
    question.read_aloud("en")
    walk = walk_of(question)
    hand = hand_url(walk, "Mona")
    choices = dict(walk.client.get(hand).context["form"].fields["reading"].choices)
    norwegian = ("dette er ditt svar", "Det er frivillig.", "Med egne ord", "Velg et svar.", "Du svarer nei")
    english = ("this is your answer", "It is voluntary.", "In your own words", "Choose an", "You answer no")
    for name, title, choice, own in (
        ("Bokmål", "Samtykke til stafettlogg", "Jeg vil tenke på det", norwegian),
        ("Engelsk", "Consent", "I want to think about it", english),
    ):
        key = next(key for key, said in choices.items() if said == name)
        walk.client.post(hand, {"code": "4711", "reading": key})
        page = walk.get("pa_skjermen")
        assert title in page.context["title"]
        assert choice in page.text
        asked = walk.send("pa_skjermen", {"answer": "", "words": ""}).text
        again = walk.send("pa_skjermen", {"answer": "no", "words": ""}).text
        for said, where in zip(own, (page.text, page.text, page.text, asked, again), strict=True):
            assert said in where
        walk.client.post(walk.url("pa_skjermen"), {"give_back": "1", "code": "4711"})
    walk.client.post(hand, {"code": "4711", "reading": key})
    answer = walk.send("pa_skjermen", {"answer": "yes", "words": ""})
    assert "Give the screen back now." in answer.text
    assert said_in(question, MOTHER) == "en"


def test_a_screen_says_that_something_else_is_asked_meanwhile(question: Question) -> None:
    walk = walk_of(question)
    hand = hand_url(walk, "Mona")
    walk.client.post(hand, {"code": "4711"})
    with as_user(question.cast.teacher.pk):
        ends = timezone.localdate() + timedelta(days=50)
        period_keep(consent_id=question.consent_id, ends=ends, purpose="Noe annet.")
    walk.send("pa_skjermen", {"answer": "yes", "words": ""})
    assert "Spørsmålet er endret" in walk.get("pa_skjermen").text
    with as_system("test: nothing was answered"):
        assert not Reply.objects.filter(asked__consent=question.consent_id).exists()


def test_an_answer_to_what_was_changed_meanwhile_is_not_lost_unseen(question: Question) -> None:
    walk = walk_of(question)
    with as_user(question.cast.teacher.pk):
        ends = timezone.localdate() + timedelta(days=50)
        period_keep(consent_id=question.consent_id, ends=ends, purpose="Noe annet.")
    page = walk.says({"Mona": "no"}, confirmed="1")
    assert page.redirect_chain[-1][0] == walk.url("les")
    assert "Svaret er ikke lagret, for det dere spør om, er endret i mellomtiden." in page.text


def test_each_is_told_what_was_read_to_them_and_the_paper_has_each_text(cast: Cast) -> None:
    case_id = open_log(cast)
    asked = begin_asking(cast, case_id, [Share(cast.ppt, ["school"])])
    question = Question(cast, None, asked)  # type: ignore[arg-type]  # there is a log
    for language in ("en", "nn"):
        question.read_aloud(language)
    question.say("Mona Eksempel", "yes", language="en")
    question.say("Emma Eksempel", "yes", language="nb")
    conclude(cast, asked, case_id)

    def told(person: int) -> list[str]:
        with as_user(person):
            newest = registered_consents(case_id)[0]
            return sorted(text.language for text in texts_read(newest))

    assert told(cast.teacher.pk) == ["en", "nb"]  # nobody answered on the nynorsk
    assert told(cast.mother.pk) == ["en"]
    pdf = browser(cast.mother).get(address(case_id, 1)).content
    assert faults(pdf) == []
    words = text_of(pdf)
    for said in ("på engelsk", "på bokmål", "Consent", "Dere bestemmer"):
        assert said in words
    assert words.index("Consent") < words.index("Dere bestemmer")  # hers comes first
