"""The two holders agree: one proposes, the other says yes; then they are one, and are parted again."""

import uuid
from collections.abc import Callable

import pytest
from django.db import Error, connection, transaction

from cases.case.models import Case
from cases.consents.join_answers import join_answers
from cases.joining.selectors import MINE, OTHER, joined_told, joining_shares, joining_told
from cases.joining.services import joining_accept, joining_decline, joining_part, joining_propose
from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import User
from tests.access.scenes import hand_over, join, plain
from tests.cast import Cast
from tests.conversation.helpers import Walk
from tests.joining.helpers import Two, agreed, joined, newer_log, proposed, says, states, two_logs
from tests.logs.opening import open_log


def holder_and_number(case_id: uuid.UUID) -> tuple[int, str]:
    with as_system("test: the row"):
        case = Case.objects.get(pk=case_id)
        return case.holder_id, case.number


def refused_accept(person: User, case_id: uuid.UUID, holder: str) -> str:
    with as_user(person.pk), pytest.raises((Refused, NothingThere)) as refused:
        joining_accept(case_id=case_id, holder=holder)
    return str(refused.value.code)


def test_what_one_proposes_the_other_accepts_and_then_they_are_one(cast: Cast) -> None:
    two = proposed(cast)
    with as_user(cast.nurse.pk):
        told = joining_told(two.newer)
        assert told
        assert (told.proposed, told.proposed_by) == (OTHER, OTHER)
        assert told.number == holder_and_number(two.older)[1]
        assert {(one.log, one.unit) for one in joining_shares(two.newer)} == {
            ("mine", "Helsestasjonen"), ("mine", "Koordinerende enhet"),
            ("other", "Baksalen skole"), ("other", "Helsestasjonen"), ("other", "PPT"),
        }  # fmt: skip
        assert joining_accept(case_id=two.newer, holder=OTHER) == two.older
        assert Entry.objects.filter(case=two.older, text="Emma sover lite.").exists()
        (after,) = joined_told(two.older)
    assert holder_and_number(two.older)[0] == cast.teacher.pk
    assert (after.number, after.last_day is not None) == (holder_and_number(two.newer)[1], True)


def test_the_other_side_can_hold_it(cast: Cast) -> None:
    two = agreed(cast)
    with as_user(cast.nurse.pk):
        joining_propose(case_id=two.newer, holder=MINE)
    with as_user(cast.teacher.pk):
        assert joining_accept(case_id=two.older, holder=OTHER) == two.older
    assert holder_and_number(two.older)[0] == cast.nurse.pk


def test_nobody_says_yes_to_another_proposal_than_was_shown_nor_to_the_own(cast: Cast) -> None:
    two = proposed(cast)
    assert refused_accept(cast.nurse, two.newer, MINE) == "joining_has_changed"
    assert refused_accept(cast.teacher, two.older, MINE) == "joining_has_changed"
    with as_user(cast.teacher.pk):
        joining_propose(case_id=two.older, holder=OTHER)
    assert refused_accept(cast.nurse, two.newer, OTHER) == "joining_has_changed"
    with as_user(cast.teacher.pk), pytest.raises(Refused):
        joining_propose(case_id=two.older, holder="x")


def test_a_proposal_is_over_when_the_baton_has_gone_on(cast: Cast) -> None:
    two = agreed(cast)
    join(cast, two.older, "adviser", "ppt")
    with as_user(cast.teacher.pk):
        joining_propose(case_id=two.older, holder=MINE)
    hand_over(cast, two.older, "teacher", "adviser", "ppt")
    assert refused_accept(cast.nurse, two.newer, OTHER) == "joining_has_changed"
    for old in (joining_propose, joining_accept):
        with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
            old(case_id=two.older, holder=MINE)
        assert refused.value.code == "not_relay_holder"
    with as_user(cast.adviser.pk):
        joining_propose(case_id=two.older, holder=MINE)
    with as_user(cast.nurse.pk):
        joining_accept(case_id=two.newer, holder=OTHER)
    assert holder_and_number(two.older)[0] == cast.adviser.pk


def test_one_who_does_not_want_it_ends_it_and_the_other_is_told(cast: Cast) -> None:
    two = proposed(cast)
    with as_user(cast.nurse.pk):
        joining_decline(case_id=two.newer)
        with pytest.raises(NothingThere) as refused:
            joining_decline(case_id=two.newer)
        assert refused.value.code == "no_joining_waits"
    with as_user(cast.teacher.pk):
        assert joining_told(two.older) is None
        assert Notice.objects.filter(notice_type=NoticeType.JOINING_CHANGED).count() == 1


def test_a_yes_that_is_taken_back_before_ends_it(cast: Cast) -> None:
    two = proposed(cast)
    says(cast.teacher, two.older, "no")
    assert refused_accept(cast.nurse, two.newer, OTHER) == "no_joining_waits"
    assert states() == ["declined"]


def test_nobody_else_takes_part_in_it(cast: Cast) -> None:
    two = proposed(cast)
    join(cast, two.older, "adviser", "ppt")
    verbs: list[tuple[Callable[..., object], dict[str, str]]] = [
        (joining_propose, {"holder": MINE}), (joining_accept, {"holder": OTHER}), (joining_decline, {}),
        (joining_part, {}),
    ]  # fmt: skip
    for person in (cast.adviser, cast.mother, cast.father, cast.stranger, cast.administrator):
        with as_user(person.pk):
            for case_id in (two.older, two.newer):
                assert joining_told(case_id) is None
                assert joining_shares(case_id) == []
                for verb, more in verbs:
                    with pytest.raises((Refused, NothingThere)):
                        verb(case_id=case_id, **more)


def test_all_who_read_it_are_told_that_two_have_become_one(cast: Cast) -> None:
    two = joined(cast)
    for one in (cast.teacher, cast.mother):
        with as_user(one.pk):
            assert (
                Notice.objects.filter(notice_type=NoticeType.JOINING_JOINED, case_id=two.older).count() == 1
            )
            assert len(joined_told(two.older)) == 1
    with as_user(cast.mother.pk):
        assert joined_told(two.older)[0].number == ""
    for one in (cast.father, cast.stranger):
        with as_user(one.pk):
            assert joined_told(two.older) == []


@pytest.mark.parametrize("who", ["teacher", "nurse", "mother"])
def test_the_holder_who_held_the_other_and_one_who_answers_part_them_within_thirty_days(
    cast: Cast, who: str
) -> None:
    two = joined(cast)
    join(cast, two.older, "nurse", "clinic")
    join(cast, two.older, "adviser", "ppt")
    with as_user(cast.adviser.pk), pytest.raises(NothingThere) as refused:
        joining_part(case_id=two.older)
    assert refused.value.code == "nothing_to_part"
    with as_user(getattr(cast, who).pk):
        joining_part(case_id=two.older)
        with pytest.raises(NothingThere):
            joining_part(case_id=two.older)
    assert states() == ["undone"]
    assert holder_and_number(two.newer)[0] == cast.nurse.pk
    with as_user(cast.teacher.pk):
        assert [one.says for one in join_answers(two.older)] == ["no" if who == "mother" else "yes"]


def test_after_thirty_days_it_stays(cast: Cast) -> None:
    two = joined(cast)
    with as_system("test: time passes"), connection.cursor() as cursor:
        cursor.execute("update cases_joining set joined_at = joined_at - interval '30 days'")
    with as_user(cast.teacher.pk):
        assert joined_told(two.older)[0].until is None
        with pytest.raises(NothingThere):
            joining_part(case_id=two.older)


def test_what_must_be_put_right_first_is_said_to_both_and_refused(cast: Cast) -> None:
    two = proposed(cast)
    Walk(cast.nurse, case=two.newer).units([(cast.clinic, ["health"])])
    for person, case_id in ((cast.teacher, two.older), (cast.nurse, two.newer)):
        with as_user(person.pk):
            told = joining_told(case_id)
            assert told
            assert told.hindrance_words
    assert refused_accept(cast.nurse, two.newer, OTHER) == "a_question_is_under_way"


def test_a_question_about_barnevern_of_which_the_holder_must_not_know_is_not_told_by_what_stands_in_the_way(
    cast: Cast,
) -> None:
    shares = {"school": ("school", "child_welfare"), "ppt": ("school",)}
    two = Two(open_log(cast, shares=shares), newer_log(cast))
    join(cast, two.older, "adviser", "ppt")
    Walk(cast.teacher, case=two.older).units([(cast.child_welfare, ["child_welfare"])])
    says(cast.nurse, two.newer)
    says(cast.teacher, two.older)
    with as_user(cast.nurse.pk):
        told = joining_told(two.newer)
    assert told
    assert told.hindrance == "a_question_is_under_way"
    hand_over(cast, two.older, "teacher", "adviser", "ppt")
    for person, case_id in ((cast.adviser, two.older), (cast.nurse, two.newer)):
        with as_user(person.pk):
            told = joining_told(case_id)
            assert told
            assert told.hindrance == ""
    with as_user(cast.adviser.pk):
        joining_propose(case_id=two.older, holder=MINE)
    with as_user(cast.nurse.pk):
        assert joining_accept(case_id=two.newer, holder=OTHER) == two.older


def test_the_application_reads_nothing_of_it_with_statements_of_its_own(cast: Cast) -> None:
    two = two_logs(cast)
    says(cast.nurse, two.newer)
    for person in (cast.nurse, cast.teacher, cast.mother):
        with as_user(person.pk):
            for table in ("cases_joining", "cases_joinedrow", "consent_joinanswer"):
                with pytest.raises(Error), transaction.atomic():
                    plain(f"select * from {table}")
