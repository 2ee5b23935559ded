"""What somebody was kept from reading does not come back by another way: a correction, a decision, another number."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.checks.services import Shown, check_confirm
from cases.concerns.services import concern_give
from cases.consents.deputies import deputies_told
from cases.consents.own_affairs import own_affairs_withdraw
from cases.conversation.deputies import deputy_end, deputy_enter
from cases.conversation.services import conversation_begin, log_open
from cases.logs.models import Entry
from consent.models import Answer, HowWithdrawn, LegalBasis
from consent.own_answers import OwnHow
from consent.services import Share, consent_withdraw, period_keep, shares_keep
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from tests.access.scenes import plain, seen_by
from tests.cast import Cast, years_ago
from tests.checks.helpers import looked_at, waits_for
from tests.checks.test_changes import protect
from tests.conversation.asking import FATHER, MOTHER, Question, ask
from tests.conversation.test_deputies import enter, instead, mandate, says
from tests.conversation.test_who_answers import EVERYTHING, born
from tests.exclusions.helpers import excepts, profession_of
from tests.exclusions.helpers import question as question_of
from tests.logs.opening import SHARES, one_yes_is_enough, open_log
from tests.logs.test_whose_affairs import about_father, adult, begun, log_of_two, own, says_of_self
from tests.persons.helpers import born_on, correct


@pytest.mark.parametrize("age", [9, 16])
def test_a_corrected_birth_date_does_not_let_a_parent_read_after_care_is_taken_over(
    cast: Cast, age: int
) -> None:
    """Also of 16, when what the mother read of health has ended by itself before."""
    log = open_log(cast, number=None, birth_date=years_ago(10))
    correct(cast, log, birth_date=years_ago(age))
    assert seen_by(cast, "mother", Case) == {log}
    enter(cast, log)
    assert seen_by(cast, "mother", Case) == set()
    correct(cast, log, birth_date=years_ago(8))
    assert seen_by(cast, "mother", Case) == set()
    with as_user(cast.teacher.pk):
        (told,) = deputies_told(case_id=log)
        deputy_end(case_id=log, deputy_id=told.id, shown=Shown("dokument", timezone.localdate()))
    looked_at(cast)
    correct(cast, log, birth_date=years_ago(7))
    assert seen_by(cast, "mother", Case) == set()


def test_a_parent_who_was_shut_out_does_not_read_as_a_verge_by_a_corrected_birth_date(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(9))
    enter(cast, log)
    enter(cast, log, "verge", number=cast.mother_number)
    correct(cast, log, birth_date=years_ago(8))
    assert seen_by(cast, "mother", Case) == set()


def test_a_decision_from_a_day_to_come_is_written_down_when_it_holds(cast: Cast) -> None:
    """Or the parents would read from the opening on, and nothing would end it on that day."""
    question = ask(cast, born(9))
    with pytest.raises(Refused) as refused:
        instead(question, starts=timezone.localdate() + timedelta(days=1))
    assert refused.value.code == "cannot_answer_instead"


def test_nobody_is_made_the_verge_of_oneself(cast: Cast) -> None:
    """A child under 15 would read by it."""
    log = open_log(cast, number=cast.emma_number)
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        deputy_enter(case_id=log, mandate=mandate(cast, "verge", number=cast.emma_number))
    assert refused.value.code == "cannot_answer_instead"


# --- consents


def test_a_kind_that_a_parent_took_back_for_some_sources_does_not_come_back_by_a_corrected_birth_date(
    cast: Cast,
) -> None:
    """At 16 she answers for what the school and barnevern know, the young person for the rest."""
    log = open_log(
        cast,
        number=None,
        birth_date=years_ago(16),
        child_answer=Answer.YES,
        shares={**SHARES, "clinic": ("health", "school")},
    )
    with as_user(cast.mother.pk):
        consent_withdraw(case_id=log, how=HowWithdrawn.SELF, unit_id=cast.clinic.pk, kind="health")
    assert given(cast, log, "school") == {"school"}
    correct(cast, log, birth_date=born(15, 11))
    assert given(cast, log, "school") == {"school"}
    assert given(cast, log, "health") == {"health", "school"}


def given(cast: Cast, log: uuid.UUID, source: str) -> set[str]:
    """The kinds that the clinic reads now of what is known by this source."""
    with as_system("test: what holds"):
        living = LegalBasis.objects.living().filter(case_id=log, unit=cast.clinic, sources__contains=[source])
        kinds = "select unnest(kinds) from consent_legalbasis where id = any (%s)"
        return {kind for (kind,) in plain(kinds, list(living.values_list("pk", flat=True)))}


def test_that_somebody_is_not_reached_any_more_does_not_take_back_that_persons_no(cast: Cast) -> None:
    """Where one yes is enough, whoever asks would set a no aside by it, alone."""
    one_yes_is_enough(cast)
    question = ask(cast, born(9), father=True)
    assert question.say(FATHER, "no") is False
    with as_user(cast.teacher.pk):
        again = Question(cast, question.concern, conversation_begin(concern=question.concern))
        shares_keep(consent_id=again.consent_id, shares=[Share(cast.ppt, ["school"])], for_plan=False)
        period_keep(
            consent_id=again.consent_id, ends=timezone.localdate() + timedelta(days=90), purpose="Å hjelpe."
        )
    again.read_aloud()
    again.say(FATHER, "not_reached")
    again.say(MOTHER, "yes")
    assert again.open_areas() == set()
    again.say(FATHER, "not_yet")  # he has said something else himself
    assert again.open_areas() == EVERYTHING


# --- protection, and what waits for a second person


def test_protection_that_is_set_shuts_out_a_verge_too(cast: Cast) -> None:
    question = ask(cast, born(9))
    verge = instead(question, "verge", number=cast.father_number)
    question.say(MOTHER, "yes")
    says(question, verge, "yes")
    log = question.open()
    assert seen_by(cast, "father", Case) == {log}
    protect(cast, log)
    assert seen_by(cast, "father", Case) == set()


def test_a_birth_date_that_waited_is_nothing_to_confirm_when_another_was_seen_meanwhile(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(9))
    born_on(cast, log, years_ago(5))
    (mistyped,) = waits_for(cast.head)
    born_on(cast, log, years_ago(8))
    (right,) = waits_for(cast.head)
    with as_user(cast.head.pk), pytest.raises(Refused):
        check_confirm(mistyped)
    assert right != mistyped


# --- an adult's own affairs


def test_taking_back_one_thing_gives_no_unit_back_that_the_adult_has_left_out_since(cast: Cast) -> None:
    """What is taken back is taken back in several consents at once, of which the older one still names the unit."""
    log = log_of_two(cast)
    says_of_self(cast, log, "ppt", "school")
    says_of_self(cast, log, "school")
    entry = about_father(cast, log)
    for _time in range(6):  # which of the answers came first was left to chance
        with as_user(cast.father.pk):
            own_affairs_withdraw(case_id=log, parent_id=adult(log), how=OwnHow.SELF, of_child=True)
        assert entry.pk not in seen_by(cast, "adviser", Entry)


def test_an_adult_who_names_fewer_units_is_read_by_fewer_before_the_question_is_answered(cast: Cast) -> None:
    log = log_of_two(cast)
    says_of_self(cast, log, "ppt", "school")
    entry = about_father(cast, log)
    asked = begun(cast, log).person("Fredrik").pk
    own(cast, asked, cast.school.pk, cast.clinic.pk)
    assert entry.pk not in seen_by(cast, "adviser", Entry)
    assert entry.pk in seen_by(cast, "teacher", Entry)
    own(cast, asked, cast.school.pk, cast.ppt.pk)
    assert entry.pk in seen_by(cast, "adviser", Entry)


# --- what a family excepts


@pytest.mark.parametrize("excepted", ["person", "profession"])
def test_nobody_opens_a_log_by_a_yes_from_which_that_person_is_excepted(cast: Cast, excepted: str) -> None:
    """Who has the undring after the one who asked: the family's exception would be lost, and nobody would see it."""
    asked = question_of(cast)
    if excepted == "person":
        excepts(asked, user=cast.other_teacher)
    else:
        profession_of(cast, "other_teacher", "lærer i familien")
        excepts(asked, profession="lærer i familien")
    asked.say_all(mother="yes")
    with as_user(cast.teacher.pk):
        concern_give(concern_id=asked.concern.pk, unit_id=cast.school.pk, user_id=cast.other_teacher.pk)
    with as_user(cast.other_teacher.pk), pytest.raises(Refused) as refused:
        log_open(
            consent_id=asked.consent_id, opener=cast.other_teacher, concern=asked.concern, level=1,
            first_kind="school", first_text="Det vi er bekymret for.",
        )  # fmt: skip
    assert refused.value.code == "excepted_yourself"
    with as_system("test: nothing opened"):
        assert not Case.objects.exists()
