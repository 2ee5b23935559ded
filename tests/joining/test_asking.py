"""Whether another log is asked: when all who answer have said yes, silently, and not again after a no."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cases.case.models import KeptOutBecause
from cases.checks.services import Shown, provision_register
from cases.concerns.services import KeptOut
from cases.consents.join_answers import join_answer_register, join_answer_take_back, join_answers
from cases.joining.selectors import joining_shares, joining_told, my_joinings
from cases.keepout.services import case_keep_out
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import User
from tests.cast import Cast
from tests.checks.helpers import confirm, looked_at
from tests.checks.test_changes import lose
from tests.conversation.helpers import Walk
from tests.joining.helpers import agreed, both_parents, newer_log, says, states, two_logs
from tests.logs.opening import open_log


def asked(holder: User) -> list[tuple[uuid.UUID, str]]:
    with as_user(holder.pk):
        return [(one.case_id, one.state) for one in my_joinings()]


def told_by_notice(user: User) -> set[str]:
    with as_user(user.pk):
        found = Notice.objects.filter(notice_type__startswith="joining.")
        return set(found.values_list("notice_type", flat=True))


def test_the_yes_of_all_who_answer_asks_the_holder_of_the_other_log_and_tells_the_one_who_asked_nothing(
    cast: Cast,
) -> None:
    two = two_logs(cast)
    assert (asked(cast.teacher), states()) == ([], [])
    says(cast.nurse, two.newer)
    assert asked(cast.teacher) == [(two.older, "asked")]
    assert told_by_notice(cast.teacher) == {NoticeType.JOINING_ASKED}
    with as_user(cast.teacher.pk):
        told = joining_told(two.older)
        assert told
        assert (told.unit, told.holder, told.number) == (cast.clinic.name, "", "")
        assert joining_told(two.newer) is None
    assert (asked(cast.nurse), told_by_notice(cast.nurse)) == ([], set())
    with as_user(cast.nurse.pk):
        assert joining_told(two.newer) is None
        assert joining_told(two.older) is None


def test_the_older_log_asks_the_newer_too(cast: Cast) -> None:
    two = two_logs(cast)
    says(cast.teacher, two.older)
    assert (asked(cast.nurse), asked(cast.teacher)) == ([(two.newer, "asked")], [])


def test_of_two_parents_one_is_not_enough_and_the_no_of_one_stops(cast: Cast) -> None:
    open_log(cast)
    newer = newer_log(cast, parents=both_parents(cast))
    says(cast.nurse, newer)
    assert states() == []
    says(cast.nurse, newer, "no", "Fredrik")
    assert states() == []
    says(cast.nurse, newer, "yes", "Fredrik")
    assert asked(cast.teacher) != []


def test_a_parent_who_lost_the_responsibility_stops_it_until_two_have_seen_that_and_then_it_can_be_asked(
    cast: Cast,
) -> None:
    older = open_log(cast, parents=both_parents(cast))
    newer_log(cast)
    says(cast.teacher, older)
    lose(cast, older)
    with as_user(cast.teacher.pk):
        assert [one.can_say_yes for one in join_answers(older)] == [True, False]
    with pytest.raises(Refused):
        says(cast.teacher, older, "yes", "Fredrik")
    says(cast.teacher, older)
    assert states() == []
    looked_at(cast)
    with as_user(cast.teacher.pk):
        assert [one.name for one in join_answers(older)] == ["Mona Eksempel"]
    says(cast.teacher, older)
    assert states() == ["asked"]


def test_whoever_need_not_answer_for_anything_is_not_asked(cast: Cast) -> None:
    older = open_log(cast, parents=both_parents(cast))
    newer_log(cast)
    walk = Walk(cast.teacher, case=older)
    walk.units([(cast.clinic, ["health"])])
    with as_user(cast.teacher.pk):
        shown = Shown("folkeregisteret", timezone.localdate(), None, "")
        key = provision_register(person_id=walk.person("Fredrik").pk, ground="lives_with", shown=shown)
    confirm(cast.head, key)
    says(cast.teacher, older)
    assert states() == []  # he answers for health and barnevern still
    with as_user(cast.teacher.pk):
        key = provision_register(person_id=walk.person("Fredrik").pk, ground="sole", shown=shown)
    confirm(cast.head, key)
    says(cast.teacher, older)
    assert states() == ["asked"]


def test_a_no_of_the_family_there_ends_it_and_the_one_who_asked_never_learns(cast: Cast) -> None:
    two = two_logs(cast)
    says(cast.nurse, two.newer)
    says(cast.teacher, two.older, "no")
    assert (asked(cast.teacher), asked(cast.nurse), states()) == ([], [], ["declined"])
    assert told_by_notice(cast.nurse) == set()


def test_after_a_no_it_is_not_asked_again_until_the_family_says_yes_anew(cast: Cast) -> None:
    two = two_logs(cast)
    says(cast.nurse, two.newer)
    says(cast.teacher, two.older, "no")
    with as_user(cast.nurse.pk), connection.cursor() as cursor:
        cursor.execute("select join_ask(%s)", [two.newer])
    assert states() == ["declined"]
    says(cast.nurse, two.newer)
    assert asked(cast.teacher) == [(two.older, "asked")]


def test_when_both_have_said_yes_both_holders_learn_of_each_other(cast: Cast) -> None:
    two = agreed(cast)
    assert asked(cast.teacher) == [(two.older, "agreed")]
    assert asked(cast.nurse) == [(two.newer, "agreed")]
    assert told_by_notice(cast.nurse) == {NoticeType.JOINING_CHANGED}
    with as_user(cast.nurse.pk):
        told = joining_told(two.newer)
    assert told
    assert (told.unit, told.holder) == (cast.school.name, "Teacher")


def test_what_nobody_answers_is_over_after_sixty_days(cast: Cast) -> None:
    two = two_logs(cast)
    says(cast.nurse, two.newer)
    with as_system("test: time passes"), connection.cursor() as cursor:
        cursor.execute("update cases_joining set asked_at = asked_at - interval '60 days'")
    assert asked(cast.teacher) == []
    says(cast.teacher, two.older)
    assert states()[0] == "lapsed"


def test_a_mother_takes_her_yes_back_and_what_was_asked_is_over(cast: Cast) -> None:
    two = two_logs(cast)
    says(cast.nurse, two.newer)
    with as_user(cast.mother.pk):
        join_answer_take_back(case_id=two.newer)
        with pytest.raises(NothingThere):
            join_answer_take_back(case_id=two.newer)
    assert (asked(cast.teacher), states()) == ([], ["declined"])
    assert told_by_notice(cast.nurse) == {NoticeType.JOINING_CHANGED}


def test_a_log_that_is_opened_later_is_not_asked(cast: Cast) -> None:
    older = open_log(cast)
    says(cast.teacher, older)
    newer_log(cast)
    assert (asked(cast.nurse), states()) == ([], [])


def test_where_an_address_is_protected_the_unit_is_its_service_and_nobody_is_named(cast: Cast) -> None:
    protected: dict[str, Any] = {"address_protection": "fortrolig"}
    older, newer = open_log(cast, **protected), newer_log(cast, **protected)
    says(cast.nurse, newer)
    says(cast.teacher, older)
    with as_user(cast.teacher.pk):
        told = joining_told(older)
        assert told
        assert (told.unit, told.holder) == (cast.clinic.service.name, "")
        assert cast.clinic.name not in {one.unit for one in joining_shares(older) if one.log == "other"}


def test_barnevern_in_the_other_log_is_told_to_nobody_who_must_not_know(cast: Cast) -> None:
    older = open_log(cast)
    shares = {"clinic": ("health", "child_welfare"), "child_welfare": ("child_welfare",), "ppt": ("school",)}
    newer = open_log(cast, opener="nurse", unit="clinic", shares=shares)
    says(cast.nurse, newer)
    says(cast.teacher, older)
    with as_user(cast.teacher.pk):
        others = [one for one in joining_shares(older) if one.log == "other"]
    assert {(one.unit, tuple(one.kinds)) for one in others} == {
        ("Helsestasjonen", ("health",)),
        ("PPT", ("school",)),
    }


def test_of_a_yes_that_is_written_down_the_family_is_told_whether_there_is_another_log_or_not(
    cast: Cast,
) -> None:
    alone = newer_log(cast)
    with as_user(cast.mother.pk):
        of_this = Notice.objects.filter(notice_type=NoticeType.CONSENT_REGISTERED, case_id=alone)
        before = of_this.count()
    says(cast.nurse, alone)
    says(cast.nurse, alone, "no")
    with as_user(cast.mother.pk):
        assert of_this.count() == before + 1


def test_of_several_the_oldest_is_asked(cast: Cast) -> None:
    older = open_log(cast)
    newer_log(cast)
    third = open_log(cast, opener="adviser", unit="ppt", shares={"ppt": ("school",)})
    says(cast.adviser, third)
    assert asked(cast.teacher) == [(older, "asked")]
    assert asked(cast.nurse) == []


def test_nobody_is_asked_where_somebody_is_kept_out_who_reads_the_other(cast: Cast) -> None:
    two = two_logs(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=two.older, kept_out=KeptOut(cast.nurse.pk, KeptOutBecause.OTHER))
    says(cast.nurse, two.newer)
    assert (asked(cast.teacher), states()) == ([], [])


def test_only_the_holder_writes_down_what_those_say_who_answer(cast: Cast) -> None:
    two = two_logs(cast)
    with as_user(cast.teacher.pk):
        mother = next(one.who for one in join_answers(two.older))
        said: dict[str, Any] = {
            "who": mother,
            "says": "yes",
            "said_on": timezone.localdate(),
            "how": "samtale",
        }
        with pytest.raises(Refused) as refused:
            join_answer_register(case_id=two.newer, **said)
        assert refused.value.code == "not_relay_holder"
        for wrong in (
            {"who": uuid.uuid4()},
            {"how": "self"},
            {"said_on": timezone.localdate() + timedelta(days=1)},
        ):
            with pytest.raises(Refused):
                join_answer_register(case_id=two.older, **said | wrong)
    for other in (cast.nurse, cast.adviser, cast.mother, cast.stranger, cast.administrator):
        with as_user(other.pk), pytest.raises(Refused):
            join_answer_register(case_id=two.older, **said)


def test_the_father_without_responsibility_does_not_answer_and_learns_nothing(cast: Cast) -> None:
    two = two_logs(cast)
    with as_user(cast.teacher.pk):
        assert [one.name for one in join_answers(two.older)] == ["Mona Eksempel"]
    for other in (cast.father, cast.adviser, cast.stranger):
        with as_user(other.pk):
            assert join_answers(two.older) == []
    with as_user(cast.mother.pk):
        assert [one.mine for one in join_answers(two.older)] == [True]


@pytest.mark.parametrize(("young", "mother", "allowed"), [("", "yes", False), ("yes", "", False), ("yes", "yes", True),
                                                          ("no", "yes", False)])  # fmt: skip
def test_from_fifteen_the_young_person_and_the_parents_all_say_yes(
    cast: Cast, young: str, mother: str, allowed: bool
) -> None:
    given: dict[str, Any] = {
        "number": cast.youth_number,
        "child_name": "Ulrik Eksempel",
        "child_answer": Answer.YES,
    }
    open_log(cast, **given)
    newer = newer_log(cast, **given)
    for who, answer in (("Ulrik", young), ("Mona", mother)):
        if answer:
            says(cast.nurse, newer, answer, who)
    assert bool(asked(cast.teacher)) == allowed
