"""Where there is no log of the right child: a note becomes an undring, and an undring gets the right child."""

import uuid
from datetime import date
from typing import Any

import pytest

from cases.concerns.models import Concern
from cases.concerns.selectors import concern_heads
from cases.concerns.services import KeptOut, concern_let_in, concern_share
from cases.conversation.services import conversation_drop
from cases.deviations.models import Deviation
from cases.logs.models import Entry
from cases.wrongchild.services import RightChild, concern_correct, note_to_concern
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.notices.models import Notice
from municipality.people.models import User
from tests.access_log import noted
from tests.cast import Cast
from tests.concerns.helpers import a_concern
from tests.conversation.asking import MOTHER, ask
from tests.conversation.test_who_answers import born
from tests.logs.opening import open_log
from tests.work.helpers import evaluate, set_goal, set_measure
from tests.wrongchild.helpers import TEXT, TwoLogs, only_deviation, refused, two_logs
from tests.wrongchild.test_moving import ends_membership

ADA = RightChild("Ada Eksempel", date(2018, 5, 4))


@pytest.fixture
def logs(cast: Cast) -> TwoLogs:
    return two_logs(cast)


def take_out(cast: Cast, by: User, note: uuid.UUID, **other: Any) -> uuid.UUID:
    with as_user(by.pk):
        return note_to_concern(entry_id=note, unit=cast.school, child=ADA, **other)


def reads(person: User) -> set[tuple[str, str]]:
    with as_user(person.pk):
        return set(Concern.objects.values_list("child_name", "observed"))


def test_the_note_becomes_an_undring_of_its_author_and_is_nowhere_else(cast: Cast, logs: TwoLogs) -> None:
    take_out(cast, cast.teacher, logs.note)
    assert reads(cast.teacher) == reads(cast.head) == {("Ada Eksempel", TEXT)}
    assert reads(cast.other_teacher) == set()
    with as_system("test: the rows"):
        assert not Entry.objects.filter(text=TEXT).exists()
        told = Notice.objects.filter(notice_type="concern.registered").values_list(
            "user__username", flat=True
        )
        assert list(told) == ["head"]
    (event,) = noted(act=Act.CONCERN_REGISTER)
    assert event.case_ids == []
    assert only_deviation().number_to == ""


def test_a_leader_is_kept_out_before_anybody_is_told(cast: Cast, logs: TwoLogs) -> None:
    take_out(cast, cast.teacher, logs.note, kept_out=KeptOut(cast.head.pk, "kin"))
    assert reads(cast.head) == set()
    with as_system("test: the rows"):
        assert not Notice.objects.filter(notice_type="concern.registered", user=cast.head).exists()


@pytest.mark.parametrize("person", ["nurse", "other_teacher", "head", "mother", "stranger"])
def test_nobody_else_takes_it_out(cast: Cast, logs: TwoLogs, person: str) -> None:
    for keeper in (None, cast.other_teacher.pk):
        with refused("not_your_note"):
            take_out(cast, getattr(cast, person), logs.note, keeper_id=keeper)


def test_a_leader_gives_it_to_somebody_of_the_unit_and_reads_nothing_before_that_person_says_so(
    cast: Cast, logs: TwoLogs
) -> None:
    ends_membership(cast.teacher)
    for keeper in (None, cast.head.pk, cast.nurse.pk, cast.teacher.pk):
        with refused("not_of_the_unit"):
            take_out(cast, cast.head, logs.note, keeper_id=keeper)
    made = take_out(cast, cast.head, logs.note, keeper_id=cast.other_teacher.pk)
    assert reads(cast.other_teacher) == {("Ada Eksempel", TEXT)}
    assert reads(cast.head) == set()
    with as_user(cast.head.pk):
        assert concern_heads() == []
    with as_system("test: the rows"):
        told = set(Notice.objects.filter(concern_id=made).values_list("user__username", "notice_type"))
    assert told == {("other_teacher", "concern.given")}
    with as_user(cast.other_teacher.pk):
        concern_let_in(concern=Concern.objects.get(), user_id=cast.head.pk)
    assert reads(cast.head) == {("Ada Eksempel", TEXT)}


# --- an undring


def correct(by: User, concern: Concern) -> None:
    with as_user(by.pk):
        concern_correct(concern=concern, version=concern.version, child=ADA)


def test_an_undring_is_about_another_child_from_now_on(cast: Cast) -> None:
    concern = a_concern(cast)
    correct(cast.teacher, concern)
    with as_user(cast.teacher.pk):
        one = Concern.objects.get()
    assert (one.child_name, one.birth_date, one.observed, one.version) == (
        "Ada Eksempel", date(2018, 5, 4), concern.observed, 2,
    )  # fmt: skip
    deviation = only_deviation()
    assert (deviation.about, deviation.unit, deviation.numbers_from, deviation.concern_id) == (
        "concern", cast.school, [], concern.pk,
    )  # fmt: skip
    assert "Emma" not in str(vars(deviation))
    assert noted(act=Act.CONCERN_CORRECT)[0].objects == [f"concern:{concern.pk}"]


@pytest.mark.parametrize("person", ["other_teacher", "head", "nurse", "stranger", "mother"])
def test_only_who_has_it_says_so(cast: Cast, person: str) -> None:
    concern = a_concern(cast)
    with as_user(cast.teacher.pk):
        concern_share(concern=concern, colleague_id=cast.other_teacher.pk)
    with refused("not_your_concern"):
        correct(getattr(cast, person), concern)
    with as_system("test: none"):
        assert not Deviation.objects.exists()


def test_not_when_the_family_is_being_asked(cast: Cast) -> None:
    question = ask(cast, born(9))
    with refused("the_family_is_being_asked"):
        correct(cast.teacher, question.concern)
    question.say(MOTHER, "not_yet")
    with refused("the_family_has_answered"):
        correct(cast.teacher, question.concern)


def test_when_the_question_is_forgotten_it_is_corrected(cast: Cast) -> None:
    question = ask(cast, born(9))
    with as_user(cast.teacher.pk):
        conversation_drop(consent_id=question.consent_id)
    correct(cast.teacher, question.concern)
    assert only_deviation().about == "concern"


def test_not_when_a_log_came_of_it(cast: Cast) -> None:
    concern, case_id = a_concern(cast), open_log(cast)
    with as_system("test: a log"):
        Concern.objects.filter(pk=concern.pk).update(log_id=case_id)
    with refused("a_log_came_of_it"):
        correct(cast.teacher, concern)


def test_an_evaluation_stays_with_its_measure(cast: Cast, logs: TwoLogs) -> None:
    measure = set_measure(cast, logs.wrong, set_goal(cast, logs.wrong))
    evaluate(cast, measure)
    with as_system("test: the row"):
        entry = Entry.objects.get(role="evaluation")
    with refused("it_evaluates_a_measure"):
        take_out(cast, cast.teacher, entry.pk)
