"""Ways round a no, and round what was taken back, in the asking of a family."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.baton.services import log_rest_end
from cases.case.head import CaseHead
from cases.case.models import Case
from cases.case.selectors import log_at_rest
from cases.conversation.selectors import replies_told
from cases.conversation.services import conversation_begin, person_drop
from consent.models import Asked, Consent, LegalBasis, Withdrawal
from consent.models import Share as AskedShare
from consent.reading import form_of
from consent.services import (
    Share,
    answer_register,
    consent_conclude,
    period_keep,
    shares_keep,
    text_read,
)
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.notices.models import Notice
from tests.access.scenes import answer, everybody_who, join, plain, time_passes, withdraw
from tests.cast import EVERYBODY, Cast
from tests.conversation.asking import FATHER, ask
from tests.conversation.test_resting import ask_again
from tests.conversation.test_who_answers import born
from tests.logs.opening import open_log
from tests.persons.helpers import correct


def reads(cast: Cast) -> set[str]:
    return everybody_who(cast, EVERYBODY, Case.objects.exists)


def asked_in_log(cast: Cast, case_id: uuid.UUID, **units: list[str]) -> uuid.UUID:
    """The holder has read to the family what these units are to know; the mother has said yes."""
    with as_user(cast.teacher.pk):
        asked = conversation_begin(case=Case.objects.get(pk=case_id))
        shares = [Share(getattr(cast, unit), kinds) for unit, kinds in units.items()]
        shares_keep(consent_id=asked, shares=shares, for_plan=False)
        period_keep(consent_id=asked, ends=timezone.localdate() + timedelta(days=300), purpose="")
        text_read(consent_id=asked, text=form_of(Consent.objects.get(pk=asked)))
        mother = Asked.objects.get(consent=asked, relation="mor")
        answer_register(person_id=mother.pk, answer="yes", said_on=timezone.localdate(), how="telefon")
    return asked


@pytest.mark.parametrize(("unit", "kind"), [("ppt", ""), (None, "school"), ("ppt", "school")])
def test_what_is_taken_back_is_not_opened_by_a_yes_that_was_said_before(
    cast: Cast, unit: str | None, kind: str
) -> None:
    case_id = open_log(cast)
    asked = asked_in_log(cast, case_id, school=["school"], ppt=["school"])
    withdraw(cast, case_id, "mother", unit, kind)
    with as_user(cast.teacher.pk), pytest.raises(Refused):
        consent_conclude(consent_id=asked, case_id=case_id, own=cast.school)


def test_what_is_taken_back_of_something_else_leaves_the_question(cast: Cast) -> None:
    case_id = open_log(cast)
    asked = asked_in_log(cast, case_id, school=["school"], ppt=["school"])
    withdraw(cast, case_id, "mother", "clinic")
    with as_user(cast.teacher.pk):
        consent_conclude(consent_id=asked, case_id=case_id, own=cast.school)


@pytest.fixture
def half_over(cast: Cast) -> uuid.UUID:
    """A log of somebody who has turned 15: all but what health personnel know has ended; PPT takes part."""
    question = ask(cast, born(14, 11))
    question.say_all(mother="yes")
    case_id = question.open()
    join(cast, case_id, "adviser", "ppt")
    with as_system("test: the birthday has come"):
        plain(
            "update consent_legalbasis set starts = starts - interval '40 days', ends = statement_timestamp()"
            " where case_id = %s and basis_type = 'consent' and 'others' = any (sources)",
            case_id,
        )
        plain("update cases_case set subject_birth_date = %s where id = %s", born(15), case_id)
    return case_id


def test_another_birth_date_brings_back_no_unit_of_which_the_consent_was_taken_back(
    cast: Cast, half_over: uuid.UUID
) -> None:
    assert "adviser" in reads(cast)
    withdraw(cast, half_over, "teacher", "ppt")
    assert "adviser" not in reads(cast)
    correct(cast, half_over, birth_date=born(14, 6))
    assert "adviser" not in reads(cast)


def test_another_birth_date_brings_back_no_kind_that_was_taken_back(cast: Cast, half_over: uuid.UUID) -> None:
    withdraw(cast, half_over, "teacher", "ppt", "family")
    correct(cast, half_over, birth_date=born(14, 6))
    with as_user(cast.adviser.pk):
        mine = plain("select kinds from cases_caseusergrant where content_object_id = %s", half_over)
    assert mine
    assert all("family" not in kinds for (kinds,) in mine)


def test_whoever_has_said_no_is_not_taken_out_of_the_question(cast: Cast) -> None:
    """At 15½ the father's no stops what the parents answer for, and leaves something to ask about."""
    question = ask(cast, born(15, 6), father=True)
    question.say_all(mother="yes", child="yes")
    question.say(FATHER, "no", words="Ikke PPT.")
    with as_user(cast.teacher.pk), pytest.raises(Refused):
        person_drop(consent_id=question.consent_id, person_id=question.person(FATHER))
    with as_user(cast.teacher.pk):
        assert "Ikke PPT." in [one.words for one in replies_told(question.consent_id)]


@pytest.mark.parametrize("shown", ["opplyst", "dokument", "folkeregisteret"])
def test_whoever_has_said_no_goes_on_being_asked_whatever_one_person_has_seen(cast: Cast, shown: str) -> None:
    question = ask(cast, born(15, 6), father=True)
    question.say(FATHER, "no")
    father = question.person(FATHER)
    with as_user(cast.teacher.pk):
        said = answer(
            "select person_keep(%s, %s, 'parent', %s, 'far', false, %s, '', null, '')",
            father, question.consent_id, FATHER, shown,
        )  # fmt: skip
    assert "answers_are_kept" in said


@pytest.mark.parametrize("protection", ["fortrolig", "strengt_fortrolig"])
def test_a_question_names_no_unit_to_the_family_of_a_child_with_a_protected_address(
    cast: Cast, protection: str
) -> None:
    case_id = open_log(cast, address_protection=protection)
    with as_system("test: the mother reads it"):
        assert LegalBasis.objects.filter(case_id=case_id).exists()
    asked_in_log(cast, case_id, school=["school"], ppt=["school"])
    with as_user(cast.mother.pk):
        assert not AskedShare.objects.filter(unit_id__isnull=False).exists()


def test_whoever_no_longer_took_part_when_the_log_fell_to_rest_does_not_wake_with_it(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    time_passes(case_id, "consent", days=201)
    ask_again(cast, case_id, "yes", "school")
    time_passes(case_id, "consent", days=101)
    ask_again(cast, case_id, "yes", "school", "ppt")
    assert "teacher" in reads(cast)
    assert "adviser" not in reads(cast)


@pytest.mark.parametrize(
    "shares", ['[{"unit": %s}]', '[{"unit": %s, "kinds": []}]', '[{"unit": %s, "kinds": [null]}]']
)
def test_nothing_is_asked_for_a_unit_without_a_kind(cast: Cast, shares: str) -> None:
    question = ask(cast, born(9))
    with as_user(cast.teacher.pk):
        said = answer("select shares_keep(%s, %s, false)", question.consent_id, shares % cast.ppt.pk)
    assert "basis_needs_a_kind" in said or "does not fit" in said


def test_the_holder_of_a_log_that_rests_is_not_told_that_barnevern_loses_its_consent(cast: Cast) -> None:
    kinds = ["school", "child_welfare"]
    case_id = open_log(cast, shares={"school": ["school"], "child_welfare": kinds})
    with as_system("test: barnevern reads on"):
        plain(
            "update consent_legalbasis set starts = starts - interval '201 days', ends = ends - interval '201 days'"
            " where case_id = %s and basis_type = 'consent' and unit_id <> %s",
            case_id, cast.child_welfare.pk,
        )  # fmt: skip
    withdraw(cast, case_id, "mother")
    with as_user(cast.teacher.pk):
        assert not Notice.objects.filter(notice_type="consent.withdrawn").exists()


@pytest.mark.parametrize("taken_back", [True, False])
def test_who_asks_anew_does_not_see_whether_barnevern_was_taken_back(cast: Cast, taken_back: bool) -> None:
    case_id = open_log(cast, shares={"school": ["school"], "child_welfare": ["school", "child_welfare"]})
    if taken_back:
        withdraw(cast, case_id, "mother", "child_welfare")
    time_passes(case_id, "consent", days=201)
    with as_user(cast.teacher.pk):
        case = log_at_rest(case_id)
        assert case is not None
        asked = conversation_begin(case=case)
        units = set(AskedShare.objects.filter(consent=asked).values_list("unit", flat=True))
    assert units == {cast.school.pk, cast.child_welfare.pk}


def test_a_rest_is_over_also_where_barnevern_reads_on_and_has_nobody(cast: Cast) -> None:
    case_id = open_log(cast, shares={"school": ["school"], "child_welfare": ["school", "child_welfare"]})
    with as_system("test: barnevern reads on, and everybody there has left"):
        plain(
            "update consent_legalbasis set starts = starts - interval '201 days', ends = ends - interval '201 days'"
            " where case_id = %s and basis_type = 'consent' and unit_id <> %s",
            case_id, cast.child_welfare.pk,
        )  # fmt: skip
        cast.child_welfare_worker.memberships.update(ends_at=timezone.now())
    with as_user(cast.teacher.pk):
        log_rest_end(case_id)
    with as_user(cast.teacher.pk):
        assert not CaseHead.objects.exists()


def test_what_only_barnevern_could_read_is_taken_back_unseen(cast: Cast) -> None:
    case_id = open_log(
        cast, shares={"school": ["school"], "child_welfare": ["school", "economy", "child_welfare"]}
    )
    withdraw(cast, case_id, "mother", None, "economy")
    with as_user(cast.teacher.pk):
        assert not Withdrawal.objects.exists()
        assert not Notice.objects.filter(notice_type="consent.withdrawn").exists()


def test_the_words_of_a_child_are_not_for_the_parents(cast: Cast) -> None:
    case_id = open_log(cast)
    asked = asked_in_log(cast, case_id, school=["school"])
    with as_user(cast.teacher.pk):
        child = Asked.objects.get(consent=asked, role="subject")
        mother = Asked.objects.get(consent=asked, relation="mor")
        for person, words in ((child, "Jeg er redd hjemme."), (mother, "Gjerne.")):
            answer_register(
                person_id=person.pk, answer="yes", said_on=timezone.localdate(), how="samtale", words=words
            )
        assert {"Jeg er redd hjemme.", "Gjerne."} <= {one.words for one in replies_told(asked)}
    with as_user(cast.mother.pk):
        assert {one.words for one in replies_told(asked)} == {"", "Gjerne."}


def test_an_answer_does_not_count_for_what_is_changed_in_the_same_statement(cast: Cast) -> None:
    """As when two sessions wait for each other: the moment of a statement is that before it waited."""
    question = ask(cast, born(9))
    with as_user(cast.teacher.pk):
        plain(
            "select answer_register(%s, %s, 'yes', %s, 'samtale', '', null), shares_keep(%s, %s, false)",
            uuid.uuid4(), question.person("Mona Eksempel"), timezone.localdate(), question.consent_id,
            f'[{{"unit": {cast.clinic.pk}, "kinds": ["health"]}}]',
        )  # fmt: skip
    question.read_aloud()
    assert question.open_areas() == set()


def test_a_family_that_takes_all_back_closes_a_log_that_rests(cast: Cast) -> None:
    case_id = open_log(cast)
    time_passes(case_id, "consent", days=201)
    withdraw(cast, case_id, "mother")
    with as_system("test: the reason"):
        assert Case.objects.get(pk=case_id).closed_because == "withdrawn"


def test_nothing_comes_into_force_without_a_parent_whom_the_log_has_got_meanwhile(cast: Cast) -> None:
    case_id = open_log(cast)
    asked = asked_in_log(cast, case_id, school=["school"])
    other = uuid.uuid4()
    with as_user(cast.teacher.pk):
        plain("select resident_register_unnumbered(%s)", other)
        plain(
            "select parent_enter(%s, %s, %s, 'Ny Forelder', 'annen', false, 'folkeregisteret')",
            uuid.uuid4(), case_id, other,
        )  # fmt: skip
    with as_system("test: two persons have seen it"):
        plain("update cases_parentalresponsibility set has_responsibility = true where parent_id = %s", other)
    with as_user(cast.teacher.pk), pytest.raises(Refused):
        consent_conclude(consent_id=asked, case_id=case_id, own=cast.school)


def test_a_parent_does_not_take_back_the_yes_of_somebody_who_is_16(cast: Cast) -> None:
    question = ask(cast, born(16, 6))
    question.say_all(mother="yes", child="yes")
    case_id = question.open()
    with as_system("test: whoever has the mother's account"):
        plain(
            "insert into municipality_familyaccount (resident_id, user_id) select parent_id, %s"
            " from cases_parentalresponsibility where case_id = %s on conflict do nothing",
            cast.mother.pk, case_id,
        )  # fmt: skip
        plain("select family_link(%s, parent_id) from cases_parentalresponsibility where case_id = %s",
              cast.mother.pk, case_id)  # fmt: skip
    withdraw(cast, case_id, "mother")
    assert "teacher" in reads(cast)


def test_a_no_is_not_forgotten_by_asking_anew_without_him_who_said_it(cast: Cast) -> None:
    question = ask(cast, born(9), father=True)
    question.say(FATHER, "no")
    with as_user(cast.teacher.pk):
        again = conversation_begin(concern=question.concern)
        assert Asked.objects.filter(consent=again, name=FATHER).exists()
