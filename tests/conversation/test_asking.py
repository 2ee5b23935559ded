"""What a family is asked is kept step by step; answers stay with the undring until enough is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.conversation.selectors import open_conversation, replies_told
from cases.conversation.services import (
    conversation_begin,
    conversation_drop,
    numbers_typed,
    person_drop,
    person_keep,
)
from cases.heads.selectors import my_invitations
from consent.models import Asked, Consent, ConsentState, Role
from consent.services import Share, answer_register, period_keep, shares_keep
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.notices.models import Notice
from tests.access.scenes import everybody_who
from tests.cast import EVERYBODY, Cast
from tests.conversation.asking import FATHER, MOTHER, Question, ask
from tests.conversation.test_who_answers import EVERYTHING, born


@pytest.fixture
def question(cast: Cast) -> Question:
    return ask(cast, born(9), father=True, number=cast.emma_number)


def state(question: Question) -> str:
    with as_system("test: the state"):
        return Consent.objects.get(pk=question.consent_id).state


def test_until_enough_is_said_nobody_but_the_readers_of_the_undring_learns_that_the_family_is_asked(
    cast: Cast, question: Question
) -> None:
    before = set(Notice.objects.values_list("pk"))
    question.say(MOTHER, "yes")
    sees = everybody_who(cast, EVERYBODY, Consent.objects.exists)
    assert sees == everybody_who(cast, EVERYBODY, Asked.objects.exists) == {"teacher", "head"}
    with as_system("test: who was told"):
        assert set(Notice.objects.filter(case_id__isnull=False).values_list("pk")) == before
    with as_user(cast.adviser.pk):
        assert my_invitations() == []


def test_a_no_that_leaves_nothing_open_ends_the_question_and_keeps_no_identity_number(
    cast: Cast, question: Question
) -> None:
    """D16; what was answered is kept with the undring, and asking again begins anew."""
    with as_user(cast.teacher.pk):
        assert list(numbers_typed(question.consent_id).values()) == [cast.emma_number]
    assert not question.say(FATHER, "no", words="Det er nok for nå.")
    assert state(question) == ConsentState.DECLINED
    with as_system("test: the numbers"):
        assert not Asked.objects.exclude(number_sealed=None).exists()
        assert not Asked.objects.exclude(number_begins="").exists()
    with as_user(cast.teacher.pk):
        assert [(one.answer, one.words) for one in replies_told(question.consent_id)] == [
            ("no", "Det er nok for nå.")
        ]
    with pytest.raises(Refused) as refused:
        question.say(MOTHER, "yes")
    assert refused.value.code == "not_who_asks_the_family"
    with as_user(cast.teacher.pk):
        assert conversation_begin(concern=question.concern) != question.consent_id


def test_answers_to_something_else_count_no_longer_and_are_kept(cast: Cast, question: Question) -> None:
    assert question.say_all(mother="yes", father="yes") == EVERYTHING
    with as_user(cast.teacher.pk):
        shares_keep(consent_id=question.consent_id, shares=[Share(cast.school, ["school"])], for_plan=False)
    assert state(question) == ConsentState.DRAFT
    assert question.open_areas() == set()
    question.read_aloud()
    assert question.open_areas() == set()
    with as_user(cast.teacher.pk):
        assert [one.counts for one in replies_told(question.consent_id)] == [False, False]


def test_going_back_and_changing_nothing_loses_nothing(cast: Cast, question: Question) -> None:
    question.say(MOTHER, "yes")
    with as_user(cast.teacher.pk):
        consent = Consent.objects.get(pk=question.consent_id)
        shares = [Share(cast.school, ["family", "school"]), Share(cast.ppt, ["school", "family"])]
        shares_keep(consent_id=consent.pk, shares=shares, for_plan=False)
        assert consent.ends is not None
        period_keep(
            consent_id=consent.pk, ends=timezone.localdate(consent.ends - timedelta(seconds=1)),
            purpose="Å finne ut hva som hjelper.",
        )  # fmt: skip
    question.read_aloud()
    question.say(FATHER, "yes")
    assert question.open_areas() == EVERYTHING


def test_nobody_answers_before_the_family_has_been_read_what_it_is_asked(
    cast: Cast, question: Question
) -> None:
    with as_user(cast.teacher.pk):
        shares_keep(consent_id=question.consent_id, shares=[Share(cast.ppt, ["school"])], for_plan=False)
    with pytest.raises(Refused) as refused:
        question.say(MOTHER, "yes")
    assert refused.value.code == "nothing_is_asked_yet"


def test_somebody_without_responsibility_is_written_down_and_not_asked(
    cast: Cast, question: Question
) -> None:
    with as_user(cast.teacher.pk):
        person_keep(
            consent_id=question.consent_id, person_id=question.person(FATHER), role=Role.PARENT, name=FATHER,
            relation="far", has_responsibility=False, ascertained="folkeregisteret",
        )  # fmt: skip
    question.read_aloud()
    with pytest.raises(Refused) as refused:
        question.say(FATHER, "yes")
    assert refused.value.code == "only_who_answers_is_asked"
    assert question.say_all(mother="yes") == EVERYTHING


def test_a_consent_lasts_three_years_at_most(cast: Cast, question: Question) -> None:
    for days in (-1, 366 * 3 + 5):
        with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
            period_keep(
                consent_id=question.consent_id, ends=timezone.localdate() + timedelta(days=days),
                purpose="",
            )  # fmt: skip
        assert refused.value.code == "consent_lasts_three_years_at_most"


def test_what_nobody_has_answered_can_be_forgotten_and_nothing_else(cast: Cast, question: Question) -> None:
    question.say(MOTHER, "not_reached")
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        conversation_drop(consent_id=question.consent_id)
    assert refused.value.code == "answers_are_kept"
    other = ask(cast, born(8))
    with as_user(cast.teacher.pk):
        conversation_drop(consent_id=other.consent_id)
        assert open_conversation(concern_id=other.concern.pk) is None


def test_a_grown_up_who_was_written_down_by_mistake_is_taken_out_once(cast: Cast, question: Question) -> None:
    key = question.person(FATHER)
    with as_user(cast.teacher.pk):
        person_drop(consent_id=question.consent_id, person_id=key)
        with pytest.raises(NothingThere):
            person_drop(consent_id=question.consent_id, person_id=key)


def test_others_neither_ask_nor_answer_in_somebodys_question(cast: Cast, question: Question) -> None:
    mother = question.person(MOTHER)
    for person in (cast.head, cast.other_teacher, cast.adviser, cast.mother):
        with as_user(person.pk), pytest.raises(Refused) as refused:
            answer_register(person_id=mother, answer="yes", said_on=timezone.localdate(), how="samtale")
        assert refused.value.code == "not_who_asks_the_family"
        with as_user(person.pk):
            assert numbers_typed(question.consent_id) == {}


def test_in_a_log_its_people_are_known_and_not_written_down_again(cast: Cast, question: Question) -> None:
    question.say_all(mother="yes", father="yes")
    case_id = question.open()
    with as_system("test: what the log knows"):
        consent = Consent.objects.get(case_id=case_id)
        assert (consent.state, consent.concern_id) == (ConsentState.IN_FORCE, question.concern.pk)
        assert not Asked.objects.filter(consent=consent, resident=None).exists()
        assert not Asked.objects.exclude(number_sealed=None).exists()
    with as_user(cast.teacher.pk):
        again = conversation_begin(case=Case.objects.get(pk=case_id))
        people = {one.name: one for one in Asked.objects.filter(consent=again)}
    assert set(people) == {"Kim Eksempel", MOTHER, FATHER}
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        person_keep(consent_id=again, person_id=None, role=Role.PARENT, name="Ny", relation="annen")
    assert refused.value.code == "people_of_a_log_are_kept_there"
