"""A unit is left out of an item: to its people it does not exist, on any page and in any answer of the database."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.case.services import participant_remove
from cases.grants.models import CaseUserGrant
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.notices.models import Notice
from municipality.organisation.models import Team
from municipality.people.models import MembershipRole
from municipality.people.services import membership_start
from teams.meetings.models import Meeting, Task
from teams.meetings.services import correction_add
from teams.members.models import SeatRole
from teams.referrals.models import Referral
from teams.tasks.services import task_do
from tests.access.scenes import (
    hand_over,
    is_refused,
    join,
    plain,
    seen_by,
    time_passes,
    value,
    withdraw,
    write,
)
from tests.access.team_scenes import (
    ALL_COVERED,
    OF_AN_ITEM,
    WITH_BARNEVERN,
    all_that_is_there,
    consent_again,
    grants_of,
    who_reads_case,
    works_at,
)  # fmt: skip
from tests.cast import Cast
from tests.logs.opening import SHARES, open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer, seat


@pytest.fixture
def team(cast: Cast) -> Team:
    return make_team(cast)


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    """Barnevern takes part for good, and its basis has the kind of the item."""
    case_id = open_log(cast, shares=WITH_BARNEVERN)
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    return case_id


def whole_meeting(cast: Cast, team: Team, referral: Referral) -> Meeting:
    """From the agenda to a correction: minutes, a curtain, tasks, one of them done."""
    meeting = begin(cast, team)
    with as_user(cast.adviser.pk):
        plain("select curtain_set(%s, %s, true)", meeting.pk, referral.pk)
    decide(cast, meeting, referral, responsible="nurse", informs="teacher")
    approve(cast, meeting)
    with as_user(cast.nurse.pk):
        task = Task.objects.filter(user=cast.nurse, done_at=None)[0]
        task_do(task, text="gjort")
    with as_user(cast.teacher.pk):
        correction_add(item=task.item, text="Det var mandag.")
    return meeting


def test_nothing_that_somebody_who_is_left_out_can_read_or_count_changes_at_any_time(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    before = all_that_is_there(cast, "child_welfare_worker", case_id)
    others = all_that_is_there(cast, "teacher", case_id)
    referral = refer(cast, case_id, team)
    assert all_that_is_there(cast, "child_welfare_worker", case_id) == before
    assert all_that_is_there(cast, "teacher", case_id) != others
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="nurse", follow_up_days=5)
    assert all_that_is_there(cast, "child_welfare_worker", case_id) == before
    approve(cast, meeting)
    assert all_that_is_there(cast, "child_welfare_worker", case_id) == before
    whole_meeting(cast, team, referral)
    assert all_that_is_there(cast, "child_welfare_worker", case_id) == before


def test_not_even_a_right_that_has_ended_is_written_for_whoever_is_left_out(cast: Cast, team: Team) -> None:
    case_id = open_log(cast, shares=WITH_BARNEVERN)
    refer(cast, case_id, team)
    with as_system("test: every right that was ever written"):
        of_the_case = CaseUserGrant.objects.filter(content_object=case_id)
        assert of_the_case.filter(user=cast.adviser, ended_at=None).exists()
        assert not of_the_case.filter(user=cast.child_welfare_worker).exists()


def test_the_meeting_itself_has_no_trace_of_the_item(cast: Cast, team: Team, case_id: uuid.UUID) -> None:
    """Those who sit there see the meeting. It says nothing of items, and the item says nothing to it."""
    without = begin(cast, team)
    approve(cast, without)
    with_item = whole_meeting(cast, team, refer(cast, case_id, team))
    with as_user(cast.child_welfare_worker.pk):
        rows = Meeting.objects.in_bulk([without.pk, with_item.pk])
        own = {"id", "starts_at", "started_at", "approved_at"}
        seen = [
            {key: value for key, value in row.__dict__.items() if key not in own | {"_state"}}
            for row in rows.values()
        ]
        assert seen[0] == seen[1]
        assert rows[with_item.pk].attendances.count() == rows[without.pk].attendances.count() == 3


def test_the_others_see_all_of_it(cast: Cast, team: Team, case_id: uuid.UUID) -> None:
    """Without this the first test would hold of an item that nobody can see."""
    join(cast, case_id, "nurse", "clinic")
    whole_meeting(cast, team, refer(cast, case_id, team))
    for person in ("nurse", "teacher", "mother"):
        for model in OF_AN_ITEM:
            assert seen_by(cast, person, model), (person, model)
    with as_user(cast.teacher.pk):
        assert Notice.objects.exclude(referral_id=None).exists()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_consent_that_comes_later_does_not_let_them_in(cast: Cast, team: Team, when: str) -> None:
    case_id = open_log(cast)
    referral = refer(cast, case_id, team)
    if when == "after":
        whole_meeting(cast, team, referral)
    consent_again(cast, case_id, {"child_welfare": ("school", "child_welfare")})
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    assert case_id in seen_by(cast, "child_welfare_worker", Case)
    for model in OF_AN_ITEM:
        assert seen_by(cast, "child_welfare_worker", model) == set(), model
    with as_user(cast.child_welfare_worker.pk):
        assert not plain("select 1 from case_participants(%s) where user_id = %s", case_id, cast.adviser.pk)


def test_a_consent_that_comes_later_names_nobody_of_them_for_the_item(cast: Cast, team: Team) -> None:
    case_id = open_log(cast)
    refer(cast, case_id, team)
    consent_again(cast, case_id, {"child_welfare": ("school",)})
    begin(cast, team)
    assert "child_welfare_worker" not in who_reads_case(cast, case_id)


def test_who_works_in_two_units_of_which_one_is_left_out_is_left_out(cast: Cast, team: Team) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "clinic")
    works_at(cast, "nurse", "child_welfare")
    before = all_that_is_there(cast, "nurse", case_id)
    referral = refer(cast, case_id, team)
    whole = begin(cast, team)
    decide(cast, whole, referral, follow_up_days=3)
    approve(cast, whole)
    assert all_that_is_there(cast, "nurse", case_id) == before
    with as_user(cast.adviser.pk):
        room = {
            row[0]: row[1]
            for row in plain(
                "select name, may_hear from referral_rooms(array[%s], %s)", referral.pk, whole.pk
            )
        }
    assert room == {"Adviser": True, "Nurse": False, "Child_welfare_worker": False}


def test_whoever_comes_to_work_in_a_unit_that_is_left_out_loses_what_the_item_gave(
    cast: Cast, team: Team
) -> None:
    case_id = open_log(cast)
    refer(cast, case_id, team)
    assert case_id in seen_by(cast, "nurse", Case)
    works_at(cast, "nurse", "child_welfare")
    assert seen_by(cast, "nurse", Case) == seen_by(cast, "nurse", Referral) == set()
    assert grants_of(cast, "nurse", case_id) == set()
    begin(cast, team)
    assert seen_by(cast, "nurse", Case) == set(), "nor named anew"


def test_a_job_in_a_unit_that_is_left_out_ends_it_also_when_it_begins_later(cast: Cast, team: Team) -> None:
    case_id = open_log(cast)
    refer(cast, case_id, team)
    with as_system("test: from next month"):
        membership_start(
            user=cast.nurse, unit=cast.child_welfare, role=MembershipRole.CASEWORKER,
            starts_at=timezone.now() + timedelta(days=30),
        )  # fmt: skip
    assert seen_by(cast, "nurse", Case) == set()


def test_who_reads_for_another_teams_item_is_not_offered_to_a_chair_who_is_left_out_of_that(
    cast: Cast, team: Team
) -> None:
    """NAV reads the case because of the second table, of which PPT must not know; PPT's chair leads the first."""
    case_id = open_log(cast, shares={**SHARES, "nav_office": ("school",)})
    with as_system("test: a second team"):
        second = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(second, cast.nav, cast.nav_office, SeatRole.CHAIR)
    seat(second, cast.ppt_colleague, cast.ppt)
    refer(cast, case_id, second, left_out=("ppt",))
    referral = refer(cast, case_id, team)
    meeting = begin(cast, team)
    with as_user(cast.adviser.pk):
        found = {
            row[0] for row in plain("select user_id from minutes_candidates(%s, %s)", meeting.pk, referral.pk)
        }
        assert found == {cast.teacher.pk, cast.adviser.pk, cast.nurse.pk}
    with pytest.raises(PermissionDenied):
        decide(cast, meeting, referral, responsible="nav")
    assert case_id in seen_by(cast, "nav", Case)


def test_the_relay_holder_of_a_unit_that_is_left_out_does_nothing_with_the_item(
    cast: Cast, team: Team
) -> None:
    case_id = open_log(cast, shares=ALL_COVERED)
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    referral = refer(cast, case_id, team)
    hand_over(cast, case_id, "teacher", "child_welfare_worker", "child_welfare")
    assert seen_by(cast, "child_welfare_worker", Referral) == set()
    with as_user(cast.child_welfare_worker.pk):
        assert value("select i_hold(%s)", case_id)
        assert is_refused("select referral_close(%s)", referral.pk)


@pytest.mark.parametrize("role", [SeatRole.CHAIR, SeatRole.SECRETARY])
def test_one_of_them_who_chairs_or_keeps_minutes_is_told_what_a_stranger_is_told(
    cast: Cast, team: Team, case_id: uuid.UUID, role: SeatRole
) -> None:
    referral = refer(cast, case_id, team)
    with as_system("test: another chair"):
        team.seats.filter(user=cast.child_welfare_worker).update(role=role)
    meeting = begin(cast, team)
    write_it = "select minutes_write(%s, %s, null, null, 0, '', '', null, null, null, null, false)"
    with as_user(cast.child_welfare_worker.pk):
        for key in (referral.pk, uuid.uuid4()):
            assert is_refused(write_it, meeting.pk, key)
            assert is_refused("select curtain_set(%s, %s, true)", meeting.pk, key)
            assert is_refused("select referral_close(%s)", key)
            assert plain("select * from referral_rooms(array[%s], %s)", key, meeting.pk) == []
            assert plain("select * from minutes_candidates(%s, %s)", meeting.pk, key) == []
            assert plain("select curtain_is_up(%s, %s)", meeting.pk, key) == [(False,)]


def test_their_leader_and_reception_learn_nothing_from_case_heads(cast: Cast, team: Team) -> None:
    """Who leads PPT and works in barnevern too: PPT's adviser is named, but for nobody of barnevern."""
    case_id = open_log(cast)
    for unit, role in (("ppt", "leader"), ("ppt", "reception"), ("child_welfare", "caseworker")):
        with as_system("test: three jobs"):
            membership_start(user=cast.nav, unit=getattr(cast, unit), role=MembershipRole(role))
    before = all_that_is_there(cast, "nav", case_id)
    refer(cast, case_id, team)
    assert all_that_is_there(cast, "nav", case_id) == before
    with as_system("test: no longer in barnevern"):
        plain(
            "update municipality_membership set ends_at = statement_timestamp() where user_id = %s and unit_id = %s",
            cast.nav.pk,
            cast.child_welfare.pk,
        )
    with as_user(cast.nav.pk):
        assert [row[0] for row in plain("select user_id from named_of_my_units(%s)", case_id)] == [
            cast.adviser.pk
        ]


def test_a_leader_sees_the_head_of_a_case_that_somebody_of_the_unit_reads_for_an_item(
    cast: Cast, team: Team
) -> None:
    case_id = open_log(cast)
    with as_system("test: leaders"):
        membership_start(user=cast.ppt_colleague, unit=cast.ppt, role=MembershipRole.LEADER)
    assert seen_by(cast, "ppt_colleague", CaseHead) == set()
    refer(cast, case_id, team)
    assert seen_by(cast, "ppt_colleague", CaseHead) == {case_id}
    works_at(cast, "ppt_colleague", "child_welfare")
    assert seen_by(cast, "ppt_colleague", CaseHead) == set()


def test_a_second_item_from_which_they_are_not_left_out_shows_who_reads_for_it(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    refer(cast, case_id, team)
    with as_system("test: a second team"):
        second = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(second, cast.nurse, cast.clinic, SeatRole.CHAIR)
    other = refer(cast, case_id, second, left_out=())
    begin(cast, second, by="nurse")
    assert seen_by(cast, "child_welfare_worker", Referral) == {other.pk}
    with as_user(cast.child_welfare_worker.pk):
        seen = {
            row[0]
            for row in plain(
                "select user_id from case_participants(%s) where unit_id = %s", case_id, cast.clinic.pk
            )
        }
        assert seen == {cast.nurse.pk}
        assert not plain("select 1 from case_participants(%s) where user_id = %s", case_id, cast.adviser.pk)


def another_table(cast: Cast, **roles: SeatRole) -> Team:
    """Where these sit, for the nurse's clinic and PPT."""
    with as_system("test: a second team"):
        second = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    for person, role in roles.items():
        seat(second, getattr(cast, person), cast.clinic if person == "nurse" else cast.ppt, role)
    return second


def test_an_item_shows_nobody_who_was_removed_from_another_to_those_who_are_left_out_of_it(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    """The adviser is named for the item of the second table alone, until the first one meets."""

    def the_nurse_sees_the_adviser() -> bool:
        with as_user(cast.nurse.pk):
            asked = "select count(*) > 0 from case_participants(%s) where user_id = %s"
            return bool(value(asked, case_id, cast.adviser.pk))

    join(cast, case_id, "nurse", "clinic")
    refer(cast, case_id, team)
    assert the_nurse_sees_the_adviser()
    with as_user(cast.teacher.pk):
        participant_remove(case_id=case_id, person_id=cast.adviser.pk, unit_id=cast.ppt.pk)
    second = another_table(cast, adviser=SeatRole.CHAIR, nurse=SeatRole.MEMBER)
    refer(cast, case_id, second, left_out=("clinic",))
    assert "adviser" in who_reads_case(cast, case_id)
    assert not the_nurse_sees_the_adviser()
    begin(cast, team)
    assert the_nurse_sees_the_adviser()


def test_an_item_names_nobody_of_those_who_are_left_out_of_it_for_another(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    """Who has got a seat since a case came to the table is named for it when the team meets, and not before."""
    refer(cast, case_id, team)
    seat(team, cast.ppt_colleague, cast.ppt)
    second = another_table(cast, nurse=SeatRole.CHAIR, ppt_colleague=SeatRole.MEMBER)
    refer(cast, case_id, second, left_out=("ppt",))
    assert "ppt_colleague" not in who_reads_case(cast, case_id)
    begin(cast, team)
    assert "ppt_colleague" in who_reads_case(cast, case_id)


def test_since_when_somebody_reads_for_an_item_is_told_to_nobody_who_is_left_out_of_another(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    """The adviser reads for one item before there is one that barnevern hears; named for good, since then."""

    def since() -> Any:
        with as_user(cast.child_welfare_worker.pk):
            return value(
                "select since from case_participants(%s) where user_id = %s", case_id, cast.adviser.pk
            )

    refer(cast, case_id, team)
    with as_system("test: a second team"):
        second = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(second, cast.adviser, cast.ppt, SeatRole.CHAIR)
    refer(cast, case_id, second, left_out=())
    assert since() is None
    before = value("select clock_timestamp()")
    join(cast, case_id, "adviser", "ppt")
    assert since() > before


def test_the_item_leaves_no_event_that_a_family_member_who_may_not_read_it_sees(
    cast: Cast,
) -> None:
    """R7 (d): from 16 the parents read nothing about health, and are not told that a team spoke of it."""
    case_id = open_log(cast, shares={"school": ("school",), "clinic": ("school", "health")})
    with as_system("test: a team of the clinic"):
        team = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Helse")
    seat(team, cast.nurse, cast.clinic, SeatRole.CHAIR)
    rooms = "('referral', 'minutes', 'curtain', 'task')"
    acts = f"select act from family_events(%s) where split_part(act, '.', 1) in {rooms}"
    referral = refer(cast, case_id, team, kind="health", left_out=())
    meeting = begin(cast, team, by="nurse")
    with as_user(cast.nurse.pk):
        plain("select curtain_set(%s, %s, true)", meeting.pk, referral.pk)
    decide(cast, meeting, referral, by="nurse", responsible="nurse")
    approve(cast, meeting, by="nurse")
    with as_user(cast.nurse.pk):
        task = Task.objects.get()
        task_do(task, text="x")
    with as_user(cast.teacher.pk):
        correction_add(item=task.item, text="x")
    with as_user(cast.mother.pk):
        assert {row[0] for row in plain(acts, case_id)} == {
            "referral.send",
            "minutes.write",
            "minutes.correct",
            "task.do",
        }
    time_passes(case_id, "family", years=7)
    with as_user(cast.mother.pk):
        assert Case.objects.exists()
        assert plain(acts, case_id) == []


def test_entries_and_counts_are_the_same_for_those_who_are_left_out(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    write(cast, case_id, "teacher", "school", "economy")
    with as_user(cast.child_welfare_worker.pk):
        hidden = value("select hidden_entry_count(%s)", case_id)
    whole_meeting(cast, team, refer(cast, case_id, team))
    with as_user(cast.child_welfare_worker.pk):
        assert value("select hidden_entry_count(%s)", case_id) == hidden > 0


def test_a_withdrawal_while_they_are_left_out_changes_nothing_for_the_item(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    referral = refer(cast, case_id, team)
    withdraw(cast, case_id, "mother", "child_welfare")
    assert referral.pk in seen_by(cast, "nurse", Referral)


def test_a_holder_who_is_left_out_of_an_item_brings_the_case_as_if_it_were_not_there(
    cast: Cast, team: Team
) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "clinic")
    unseen = refer(cast, case_id, team, left_out=("clinic", "child_welfare"))
    hand_over(cast, case_id, "teacher", "nurse", "clinic")
    mine = refer(cast, case_id, team, by="nurse")
    assert seen_by(cast, "nurse", Referral) == {mine.pk}
    assert seen_by(cast, "adviser", Referral) == {unseen.pk, mine.pk}
    with pytest.raises(Refused) as refused:
        refer(cast, case_id, team, by="nurse")
    assert refused.value.code == "on_that_table_already"
