"""Who answers in the place of the parents, or of somebody of age: by a decision or a mandate (D2)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.checks.services import Shown
from cases.consents.deputies import deputies_told, parents_answer
from cases.conversation.deputies import Mandate, deputy_end, deputy_enter, deputy_keep
from cases.conversation.selectors import parts_now, who_answers
from cases.conversation.services import conversation_begin
from consent.models import Asked, BasisType, Consent, LegalBasis
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
from tests.access.scenes import join
from tests.cast import Cast
from tests.checks.helpers import looked_at
from tests.conversation.asking import FATHER, MOTHER, Question, ask
from tests.conversation.test_who_answers import EVERYTHING, born, ends
from tests.logs.helpers import as_
from tests.logs.opening import open_log

SEEN = Shown("dokument", timezone.localdate())
CALLED = "Den som svarer etter vedtak"


def mandate(cast: Cast, kind: str = "care_order", **more: Any) -> Mandate:
    by_barnevern = kind in ("care_order", "acute", "moving_ban")
    said: dict[str, Any] = {
        "unit": cast.child_welfare if by_barnevern else None,
        "name": "" if by_barnevern else "Vera Verge",
        "ascertained": "dokument",
        "starts": timezone.localdate(),
        "ends": None,
    }
    return Mandate(kind, **(said | more))


def instead(question: Question, kind: str = "care_order", **more: Any) -> uuid.UUID:
    """Somebody answers instead, in a question that was read aloud again."""
    with as_user(question.cast.teacher.pk):
        before = set(Asked.objects.filter(consent=question.consent_id).values_list("pk", flat=True))
        deputy_keep(consent_id=question.consent_id, mandate=mandate(question.cast, kind, **more))
        new = Asked.objects.filter(consent=question.consent_id).exclude(pk__in=before).get().pk
    question.read_aloud()
    return new


def says(question: Question, person: uuid.UUID, answer: str) -> None:
    with as_user(question.cast.teacher.pk):
        answer_register(person_id=person, answer=answer, said_on=timezone.localdate(), how="samtale")


@pytest.mark.parametrize("kind", ["care_order", "acute", "moving_ban"])
def test_care_that_is_taken_over_moves_the_answer_from_the_parents_to_barnevern(
    cast: Cast, kind: str
) -> None:
    question = ask(cast, born(9), father=True)
    barnevern = instead(question, kind)
    for parent in (MOTHER, FATHER):
        with pytest.raises(Refused) as refused:
            question.say(parent, "no")
        assert refused.value.code == "only_who_answers_is_asked"
    with as_user(cast.teacher.pk):
        assert who_answers(question.consent_id) == {question.person("Kim Eksempel"), barnevern}
    says(question, barnevern, "yes")
    assert question.open_areas() == EVERYTHING


def test_a_no_of_who_answers_instead_stops(cast: Cast) -> None:
    question = ask(cast, born(9))
    says(question, instead(question), "no")
    assert question.open_areas() == set()


def test_care_that_is_taken_over_does_not_take_the_young_persons_own_answer(cast: Cast) -> None:
    question = ask(cast, born(15, 6))
    barnevern = instead(question)
    says(question, barnevern, "yes")
    assert question.open_areas() == {"health"}
    question.say("Kim Eksempel", "yes")
    assert question.open_areas() == EVERYTHING


@pytest.mark.parametrize("kind", ["foster", "institution"])
def test_who_has_the_daily_care_answers_only_beside_barnevern_and_not_for_health(
    cast: Cast, kind: str
) -> None:
    question = ask(cast, born(9))
    daily = instead(question, kind)
    with as_user(cast.teacher.pk):
        assert daily not in who_answers(question.consent_id)
    barnevern = instead(question)
    says(question, barnevern, "yes")
    assert question.open_areas() == {"health", "child_welfare"}
    says(question, daily, "yes")
    assert question.open_areas() == EVERYTHING


def test_a_verge_answers_beside_a_parent_with_responsibility(cast: Cast) -> None:
    question = ask(cast, born(9))
    verge = instead(question, "verge")
    says(question, verge, "yes")
    assert question.open_areas() == set()
    question.say(MOTHER, "yes")
    assert question.open_areas() == EVERYTHING


def test_what_a_mandate_opens_ends_with_the_mandate(cast: Cast) -> None:
    question = ask(cast, born(9))
    until = timezone.localdate() + timedelta(days=40)
    verge = instead(question, "verge", ends=until)
    question.say(MOTHER, "yes")
    says(question, verge, "yes")
    assert {timezone.localtime(end).date() for end in ends(question).values()} == {until + timedelta(days=1)}


def test_a_mandate_that_is_over_answers_nothing(cast: Cast) -> None:
    question, today = ask(cast, born(18)), timezone.localdate()
    verge = instead(question, "verge_adult", starts=today - timedelta(days=9), ends=today - timedelta(days=1))
    with pytest.raises(Refused):
        says(question, verge, "yes")


def test_a_verge_of_somebody_of_age_answers_within_the_mandate_and_the_persons_own_no_stops(
    cast: Cast,
) -> None:
    question = ask(cast, born(18))
    verge = instead(question, "verge_adult")
    says(question, verge, "yes")
    assert question.open_areas() == EVERYTHING
    question.say("Kim Eksempel", "no")
    assert question.open_areas() == set()


@pytest.mark.parametrize(
    ("age", "kind", "more"),
    [
        (9, "verge_adult", {}),
        (18, "verge", {}),
        (18, "care_order", {}),
        (9, "care_order", {"unit": "school"}),
        (9, "made_up", {}),
    ],
)
def test_a_capacity_of_another_age_or_of_a_unit_that_is_not_barnevern_is_refused(
    cast: Cast, age: int, kind: str, more: dict[str, str]
) -> None:
    question = ask(cast, born(age))
    units = {name: getattr(cast, unit) for name, unit in more.items()}
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        deputy_keep(consent_id=question.consent_id, mandate=mandate(cast, kind, **units))
    assert refused.value.code == "cannot_answer_instead"


# --- what others are told ---
def test_only_who_wrote_it_down_is_told_which_decision_it_is(cast: Cast) -> None:
    question = ask(cast, born(9))
    instead(question)
    with as_user(cast.teacher.pk):
        (told,) = deputies_told(consent_id=question.consent_id)
        assert (told.unit, told.kind) == ("Barneverntjenesten", "care_order")
    with as_user(cast.head.pk):  # reads the undring
        (told,) = deputies_told(consent_id=question.consent_id)
        assert (told.is_known, told.called, told.kind, told.unit, told.name, told.starts) == (
            False, CALLED, "", "", "", None,
        )  # fmt: skip
    with as_user(cast.nurse.pk):
        assert deputies_told(consent_id=question.consent_id) == []


# --- in a log ---
def enter(cast: Cast, case_id: uuid.UUID, kind: str = "care_order", **more: Any) -> None:
    with as_user(cast.teacher.pk):
        deputy_enter(case_id=case_id, mandate=mandate(cast, kind, **more))


def test_when_care_is_taken_over_the_parents_read_no_more_and_the_log_rests_until_somebody_answers(
    cast: Cast,
) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    assert as_(cast.mother).get(f"/stafettlogger/{case_id}/").status_code == 200
    enter(cast, case_id)
    for nobody in (cast.mother, cast.adviser):
        assert as_(nobody).get(f"/stafettlogger/{case_id}/").status_code == 404
    with as_user(cast.teacher.pk):
        assert parents_answer(case_id) is False
        asked = conversation_begin(case=Case(pk=case_id))
        assert [one.name for one in Asked.objects.filter(consent=asked, role="deputy")] == [CALLED]
        assert not Asked.objects.filter(consent=asked, role="parent").exists()


def test_the_yes_that_the_parents_had_given_does_not_come_back_when_it_is_over(cast: Cast) -> None:
    case_id = open_log(cast)
    enter(cast, case_id)
    with as_user(cast.teacher.pk):
        (told,) = deputies_told(case_id=case_id)
        deputy_end(case_id=case_id, deputy_id=told.id, shown=SEEN)
    looked_at(cast)
    with as_user(cast.teacher.pk):
        assert parents_answer(case_id) is True
    with as_system("test: what lives"):
        assert not LegalBasis.objects.filter(
            case_id=case_id, ends__gt=timezone.now(), basis_type="consent"
        ).exists()
        assert not LegalBasis.objects.filter(
            case_id=case_id,
            basis_type=BasisType.FAMILY,
            resident__in=cast.mother.resident_ids,
            withdrawn_at=None,
        ).exists()
    with as_user(cast.teacher.pk):
        asked = conversation_begin(case=Case(pk=case_id))
        assert Asked.objects.filter(consent=asked, role="parent").exists()
        assert not parts_now(asked)


def test_who_answers_instead_wakes_the_log_and_the_parents_still_read_nothing(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    enter(cast, case_id)
    wake(cast, case_id)
    assert as_(cast.adviser).get(f"/stafettlogger/{case_id}/").status_code == 200
    assert as_(cast.mother).get(f"/stafettlogger/{case_id}/").status_code == 404
    page = as_(cast.adviser).get(f"/stafettlogger/{case_id}/samtykke/").text
    assert CALLED in page
    assert "omsorgsovertakelse" not in page


def wake(cast: Cast, case_id: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        asked = conversation_begin(case=Case(pk=case_id))
        shares = [Share(cast.school, ["school", "family"]), Share(cast.ppt, ["school", "family"])]
        shares_keep(consent_id=asked, shares=shares, for_plan=False)
        period_keep(consent_id=asked, ends=timezone.localdate() + timedelta(days=90), purpose="Å hjelpe.")
        text_read(consent_id=asked, text=form_of(Consent.objects.get(pk=asked)))
        for person in Asked.objects.filter(consent=asked, role="deputy"):
            answer_register(person_id=person.pk, answer="yes", said_on=timezone.localdate(), how="samtale")
        consent_conclude(consent_id=asked, case_id=case_id, own=cast.school)


def test_nobody_but_the_relay_holder_writes_down_or_ends_who_answers_instead(cast: Cast) -> None:
    case_id = open_log(cast)
    for person in (cast.nurse, cast.mother, cast.head):
        with as_user(person.pk), pytest.raises(Refused):
            deputy_enter(case_id=case_id, mandate=mandate(cast))
        with as_user(person.pk), pytest.raises(Refused):
            deputy_end(case_id=case_id, deputy_id=uuid.uuid4(), shown=SEEN)


def test_a_verge_who_was_shown_before_the_log_was_opened_reads_as_a_parent_within_the_mandate(
    cast: Cast,
) -> None:
    question = ask(cast, born(9))
    until = timezone.localdate() + timedelta(days=40)
    verge = instead(question, "verge", ends=until, number=cast.father_number)
    question.say(MOTHER, "yes")
    says(question, verge, "yes")
    case_id = question.open()
    assert as_(cast.father).get(f"/stafettlogger/{case_id}/").status_code == 200
    with as_system("test: until when"):
        found = LegalBasis.objects.filter(
            case_id=case_id, basis_type="family", resident__in=cast.father.resident_ids
        )
        assert {timezone.localtime(one.ends).date() for one in found if one.ends} == {
            until + timedelta(days=1)
        }
