"""Rules of what two must see, and of what was read, that a mistake in one condition would break unnoticed."""

import uuid

import pytest
from django.utils import timezone

from cases.case.exclusions import exclusions_told
from cases.case.models import Case, CaseKeptOut, ParentalResponsibility
from cases.checks.services import Shown, check_confirm, provision_register
from cases.consents.deputies import deputies_told, parents_were_shut_out
from cases.conversation.deputies import deputy_end
from cases.conversation.exclusions import exclusion_lift_ask
from cases.conversation.selectors import text_that_was_read
from cases.conversation.services import conversation_begin
from consent.models import Asked
from consent.selectors import readings_now
from consent.services import Share
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import call
from tests.access.scenes import join
from tests.cast import Cast, years_ago
from tests.checks.helpers import looked_at
from tests.checks.test_who_answers_instead import SEEN, is_over
from tests.consents.helpers import begin_asking, conclude, say
from tests.conversation.asking import FATHER, MOTHER, ask
from tests.conversation.test_deputies import enter
from tests.exclusions.helpers import excepts
from tests.exclusions.test_taking_away import lift, opened, with_father
from tests.logs.opening import open_log

OTHERS = ("adviser", "stranger", "mother", "nurse")


def test_what_was_read_and_in_which_language_is_told_to_nobody_who_does_not_see_the_question(
    cast: Cast,
) -> None:
    question = ask(cast, years_ago(9), father=True)
    with as_user(cast.teacher.pk):
        (read,) = readings_now(question.consent_id)
        assert text_that_was_read(read.id)
    for person in OTHERS:
        with as_user(getattr(cast, person).pk):
            assert readings_now(question.consent_id) == []
            assert text_that_was_read(read.id) == ""


def test_the_text_that_was_read_is_only_for_who_asks_in_a_log_too(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    asked = begin_asking(cast, case_id, [Share(cast.school, ["school"])])
    with as_user(cast.teacher.pk):
        (read,) = readings_now(asked)
    for person in ("adviser", "mother"):
        with as_user(getattr(cast, person).pk):
            assert text_that_was_read(read.id) == ""


def test_a_parent_who_answers_for_nothing_any_longer_takes_no_exception_away(cast: Cast) -> None:
    case_id = opened(cast)
    asked = begin_asking(cast, case_id, [Share(cast.school, ["school"])])
    with as_user(cast.teacher.pk):
        mother = Asked.objects.get(consent=asked, relation="mor").pk
        key = provision_register(
            person_id=mother, ground="sole", shown=Shown("folkeregisteret", timezone.localdate(), None, "")
        )
    with as_user(cast.head.pk):
        check_confirm(key)
    assert lift(cast, "mother", case_id) == "lifting_takes_a_question"


def test_a_person_whom_both_have_excepted_stays_kept_out_when_one_exception_goes(cast: Cast) -> None:
    asked = with_father(cast)
    for by in (MOTHER, FATHER):
        excepts(asked, by=by, user=cast.adviser)
    asked.say_all(mother="yes", father="yes")
    case_id = asked.open()
    for left in (1, 0):
        with as_user(cast.teacher.pk):
            again = conversation_begin(case=Case(pk=case_id))
            exclusion_lift_ask(consent_id=again, exclusion_id=exclusions_told(case_id)[0].id, is_asked=True)
        again = begin_asking(cast, case_id, [Share(cast.school, ["school"])])
        for relation in ("mor", "far"):
            say(cast, again, "yes", relation=relation)
        conclude(cast, again, case_id)
        with as_system("test: who is kept out"):
            assert CaseKeptOut.objects.filter(case=case_id, lifted_at=None).count() == left


def test_a_yes_from_before_it_was_asked_is_none_to_that_an_exception_goes(cast: Cast) -> None:
    case_id = opened(cast)
    asked = begin_asking(cast, case_id, [Share(cast.school, ["school"])])
    for relation in ("mor", "far"):
        say(cast, asked, "yes", relation=relation)
    with as_user(cast.teacher.pk):
        exclusion_lift_ask(consent_id=asked, exclusion_id=exclusions_told(case_id)[0].id, is_asked=True)
    with pytest.raises(Refused):
        conclude(cast, asked, case_id)
    with as_user(cast.teacher.pk):
        assert len(exclusions_told(case_id)) == 1


def test_that_a_mandate_is_registered_as_over_is_told_to_who_asks_alone(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    enter(cast, case_id, "verge")
    is_over(cast, case_id)
    for person, told in (("teacher", True), ("adviser", False), ("mother", False)):
        with as_user(getattr(cast, person).pk):
            (one,) = deputies_told(case_id=case_id)
            assert one.is_over is told


def test_that_parents_were_shut_out_is_told_to_the_relay_holder_alone(cast: Cast) -> None:
    case_id = open_log(cast)
    enter(cast, case_id)
    is_over(cast, case_id)
    looked_at(cast)
    for person, told in (("teacher", True), ("adviser", False), ("mother", False), ("head", False)):
        with as_user(getattr(cast, person).pk):
            assert parents_were_shut_out(case_id) is told


def test_what_two_have_seen_to_be_over_is_not_ended_once_more(cast: Cast) -> None:
    case_id = open_log(cast)
    enter(cast, case_id)
    with as_user(cast.teacher.pk):
        (deputy,) = deputies_told(case_id=case_id)
    is_over(cast, case_id)
    looked_at(cast)
    with as_user(cast.teacher.pk), pytest.raises(NothingThere):
        deputy_end(case_id=case_id, deputy_id=deputy.id, shown=SEEN)


def test_a_relation_is_a_parents_and_never_left_out(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_system("test: the mother"):
        mother = ParentalResponsibility.objects.get(case=case_id, relation="mor").pk
    for parent, relation in ((mother, None), (None, "mor")):
        with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
            correct(case_id, parent, relation)
        assert refused.value.code == "not_a_person_of_this_log"


def correct(case_id: uuid.UUID, parent: uuid.UUID | None, relation: str | None) -> None:
    call("person_correct", case=case_id, parent=parent, name="Ny Prøve", relation=relation)
