"""Minutes: who reads them and from when, who writes, what approval locks; and the tasks that come of it."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.notices.models import Notice
from municipality.organisation.models import Team
from municipality.versions import ChangedMeanwhile
from teams.meetings.models import Attendance, Correction, Meeting, MinutesItem, Task, TaskPurpose
from teams.meetings.services import (
    MinutesWords,
    correction_add,
    curtain_set,
    meeting_approve,
    meeting_move,
    meeting_plan,
    meeting_start,
    minutes_write,
)  # fmt: skip
from teams.members.models import SeatRole
from teams.referrals.models import Referral
from teams.tasks.services import task_do
from tests.access.scenes import answer, is_refused, join, name, plain, seen_by, value, withdraw
from tests.access.team_scenes import who_finds
from tests.cast import EVERYBODY, Cast
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer, seat

WRITE = "select minutes_write(%s, %s, null, null, %s, 'x', 'x', %s, null, %s, null, false)"


@pytest.fixture
def team(cast: Cast) -> Team:
    """The adviser chairs, the nurse keeps the minutes, barnevern sits there and is left out of the case."""
    team = make_team(cast)
    with as_system("test: a secretary"):
        team.seats.filter(user=cast.nurse).update(role=SeatRole.SECRETARY)
    return team


@pytest.fixture
def referral(cast: Cast, team: Team, log: uuid.UUID) -> Referral:
    return refer(cast, log, team)


@pytest.fixture
def meeting(cast: Cast, team: Team, referral: Referral) -> Meeting:
    return begin(cast, team)


def minutes(meeting: Meeting) -> MinutesItem:
    with as_system("test"):
        return MinutesItem.objects.select_related("referral").get(meeting=meeting)


# --- who reads, and from when ---
def test_before_approval_the_minutes_are_the_teams_and_then_everybodys_who_reads_the_item(
    cast: Cast, log: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(cast, meeting, referral)
    key = minutes(meeting).pk
    assert who_finds(cast, MinutesItem, key) == {"adviser", "nurse"}
    approve(cast, meeting)
    assert who_finds(cast, MinutesItem, key) == {"teacher", "adviser", "nurse", "mother"}
    assert who_finds(cast, Meeting, meeting.pk) == {"adviser", "nurse", "child_welfare_worker"}
    withdraw(cast, log, "mother", "clinic")
    assert who_finds(cast, MinutesItem, key) == {"teacher", "adviser", "mother"}


def test_who_sits_in_another_team_waits_for_the_approval_like_others(
    cast: Cast, log: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    with as_system("test: another team"):
        other = Team.objects.create(
            municipality=cast.home, team_type="OST", receives_system_issues=True, name="OST"
        )
    seat(other, cast.teacher, cast.school, SeatRole.CHAIR)
    decide(cast, meeting, referral)
    assert seen_by(cast, "teacher", MinutesItem) == set()


def test_minutes_are_not_read_by_participants_whose_basis_lacks_the_kind(cast: Cast, team: Team) -> None:
    case_id = open_log(
        cast,
        shares={"school": ("school",), "ppt": ("school",), "clinic": ("school",), "nav_office": ("economy",)},
    )
    name(cast, case_id, "nav", "nav", "nav_office")
    meeting_of_it = refer(cast, case_id, team)
    meeting = begin(cast, team)
    decide(cast, meeting, meeting_of_it, responsible="nurse")
    approve(cast, meeting)
    for model in (Referral, MinutesItem, Task):
        assert seen_by(cast, "nav", model) == set()
        assert seen_by(cast, "teacher", model)


def test_attendance_is_for_those_who_sit_there(cast: Cast, meeting: Meeting) -> None:
    with as_system("test"):
        row = Attendance.objects.filter(meeting=meeting)[0].pk
    assert who_finds(cast, Attendance, row) == {"adviser", "nurse", "child_welfare_worker"}


# --- who leads ---
@pytest.mark.parametrize("person", sorted(set(EVERYBODY) - {"adviser", "nurse"}))
def test_only_chair_and_secretary_plan_begin_and_write(
    cast: Cast, team: Team, referral: Referral, meeting: Meeting, person: str
) -> None:
    with as_user(getattr(cast, person).pk):
        assert is_refused("select meeting_plan(%s, %s, now(), '')", uuid.uuid4(), team.pk)
        assert is_refused("select meeting_move(%s, now(), '')", meeting.pk)
        assert is_refused("select meeting_start(%s, '{}')", meeting.pk)
        assert is_refused("select meeting_approve(%s)", meeting.pk)
        assert is_refused(WRITE, meeting.pk, referral.pk, 0, None, None)
        assert is_refused("select curtain_set(%s, %s, true)", meeting.pk, referral.pk)
        assert plain("select 1 from minutes_candidates(%s, %s)", meeting.pk, referral.pk) == []
        assert plain("select 1 from minutes_candidates(%s, null)", meeting.pk) == []
        assert plain("select 1 from referral_rooms(array[%s], %s)", referral.pk, meeting.pk) == []


def test_nobody_at_all_does_anything_with_a_meeting(
    cast: Cast, team: Team, referral: Referral, meeting: Meeting
) -> None:
    with as_user(None):
        assert is_refused("select meeting_plan(%s, %s, now(), '')", uuid.uuid4(), team.pk)
        assert is_refused("select meeting_approve(%s)", meeting.pk)
        assert is_refused(WRITE, meeting.pk, referral.pk, 0, None, None)
        assert is_refused("select correction_add(%s, %s, 'x')", uuid.uuid4(), uuid.uuid4())
        assert is_refused("select task_do(%s, 'x')", uuid.uuid4())


def test_the_chair_of_another_team_does_not_lead_this_item(
    cast: Cast, log: uuid.UUID, referral: Referral
) -> None:
    with as_system("test: another team"):
        other = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(other, cast.teacher, cast.school, SeatRole.CHAIR)
    elsewhere = begin(cast, other, by="teacher")
    with as_user(cast.teacher.pk):
        assert Referral.objects.filter(pk=referral.pk).exists(), "he reads it"
        assert is_refused(WRITE, elsewhere.pk, referral.pk, 0, None, None)
        assert is_refused("select curtain_set(%s, %s, true)", elsewhere.pk, referral.pk)
        assert plain("select 1 from minutes_candidates(%s, %s)", elsewhere.pk, referral.pk) == []
        assert plain("select 1 from referral_rooms(array[%s], %s)", referral.pk, elsewhere.pk) == []


def test_a_meeting_is_led_once_it_has_begun_and_moved_until_then(
    cast: Cast, team: Team, referral: Referral
) -> None:
    with as_user(cast.nurse.pk):
        planned = Meeting(pk=meeting_plan(team=team, starts_at=timezone.now(), place=""))
        meeting_move(planned, starts_at=timezone.now() + timedelta(days=1), place="Skolen")
        with pytest.raises(NothingThere):
            minutes_write(meeting=planned, item=referral, version=0, written=MinutesWords())
        meeting_start(planned, present=[])
        with pytest.raises(NothingThere):
            meeting_move(planned, starts_at=timezone.now(), place="")
    with as_user(cast.adviser.pk):
        later = Meeting(pk=meeting_plan(team=team, starts_at=timezone.now(), place=""))
        with pytest.raises(NothingThere):
            meeting_approve(later)


def test_what_somebody_else_saved_first_is_not_written_over(
    cast: Cast, referral: Referral, meeting: Meeting
) -> None:
    assert decide(cast, meeting, referral) == 1
    with pytest.raises(ChangedMeanwhile):
        decide(cast, meeting, referral, by="nurse")
    with as_user(cast.nurse.pk):
        assert (
            minutes_write(meeting=meeting, item=referral, version=1, written=MinutesWords(advice="Nytt")) == 2
        )
        assert value(WRITE, meeting.pk, referral.pk, None, None, None) is None
    assert minutes(meeting).advice == "Nytt"


def test_a_curtain_that_was_lifted_first_does_not_stop_the_minutes(
    cast: Cast, referral: Referral, meeting: Meeting
) -> None:
    with as_user(cast.adviser.pk):
        curtain_set(meeting=meeting, referral=referral, up=True)
    assert decide(cast, meeting, referral) == 1
    assert minutes(meeting).lifted_at is not None


# --- who can be responsible ---
@pytest.mark.parametrize(
    "person", ["nav", "child_welfare_worker", "mother", "stranger", "ppt_colleague", "head"]
)
def test_nobody_is_made_responsible_or_asked_to_inform_who_may_not_hear_the_item(
    cast: Cast, referral: Referral, meeting: Meeting, person: str
) -> None:
    for responsible, informs in ((person, None), (None, person)):
        with pytest.raises(PermissionDenied):
            decide(cast, meeting, referral, responsible=responsible, informs=informs)
    with as_system("test"):
        assert not MinutesItem.objects.exists()


def test_the_candidates_are_those_who_may_hear_it(cast: Cast, referral: Referral, meeting: Meeting) -> None:
    with as_user(cast.nurse.pk):
        found = plain("select user_id, unit from minutes_candidates(%s, %s)", meeting.pk, referral.pk)
        assert sorted(found) == sorted(
            [(cast.adviser.pk, "PPT"), (cast.nurse.pk, "Helsestasjonen"), (cast.teacher.pk, "Baksalen skole")]
        )
        of_no_case = {row[0] for row in plain("select user_id from minutes_candidates(%s, null)", meeting.pk)}
        assert of_no_case == {cast.adviser.pk, cast.nurse.pk, cast.child_welfare_worker.pk}


def test_who_lost_the_item_before_the_approval_gets_no_task(
    cast: Cast, log: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(cast, meeting, referral, responsible="nurse", informs="teacher")
    withdraw(cast, log, "mother", "clinic")
    approve(cast, meeting)
    with as_system("test"):
        assert [(task.purpose, task.user) for task in Task.objects.all()] == [
            (TaskPurpose.INFORM, cast.teacher)
        ]


def test_minutes_of_a_case_that_was_withdrawn_become_no_task_and_nobodys_reading(
    cast: Cast, log: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(cast, meeting, referral, responsible="nurse", informs="teacher")
    withdraw(cast, log, "mother")
    with as_user(cast.adviser.pk):
        assert is_refused(WRITE, meeting.pk, referral.pk, 1, None, None)
    approve(cast, meeting)
    with as_system("test"):
        assert not Task.objects.exists()
    assert who_finds(cast, MinutesItem, minutes(meeting).pk) == {"mother"}


def test_an_item_that_was_taken_off_the_table_gets_no_minutes_though_the_chair_still_reads_the_case(
    cast: Cast, log: uuid.UUID, team: Team
) -> None:
    join(cast, log, "adviser", "ppt")
    referral = refer(cast, log, team)
    meeting = begin(cast, team)
    with as_user(cast.teacher.pk):
        plain("select referral_close(%s)", referral.pk)
    assert who_finds(cast, Referral, referral.pk) >= {"teacher", "adviser"}
    with pytest.raises(PermissionDenied):
        decide(cast, meeting, referral)


def test_an_item_on_which_nothing_was_advised_stays_on_the_table(
    cast: Cast, referral: Referral, meeting: Meeting
) -> None:
    with as_user(cast.adviser.pk):
        written = MinutesWords(
            summary="Vi rakk ikke mer.", advice="", responsible=None, deadline=None, informs=None
        )
        minutes_write(meeting=meeting, item=referral, version=0, written=written)
    approve(cast, meeting)
    with as_user(cast.teacher.pk):
        referral.refresh_from_db()
    assert referral.closed_at is None


def test_who_sits_at_the_table_is_told_for_a_meeting_of_that_team_only(
    cast: Cast, team: Team, referral: Referral, meeting: Meeting
) -> None:
    with as_system("test: another team that the adviser leads"):
        other = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Vest")
    seat(other, cast.adviser, cast.ppt, SeatRole.CHAIR)
    elsewhere = begin(cast, other)
    with as_user(cast.adviser.pk):
        assert len(plain("select * from referral_rooms(array[%s], %s)", referral.pk, meeting.pk)) == 3
        assert plain("select * from referral_rooms(array[%s], %s)", referral.pk, elsewhere.pk) == []


# --- approval locks ---
def test_the_chair_approves_once(cast: Cast, referral: Referral, meeting: Meeting) -> None:
    decide(cast, meeting, referral, responsible="nurse")
    with pytest.raises(PermissionDenied):
        approve(cast, meeting, by="nurse")
    approve(cast, meeting)
    with pytest.raises(NothingThere):
        approve(cast, meeting)
    with as_system("test"):
        assert Task.objects.count() == 1


def test_after_approval_no_verb_and_no_statement_changes_anything(
    cast: Cast, team: Team, referral: Referral, meeting: Meeting
) -> None:
    decide(cast, meeting, referral, follow_up_days=9)
    approve(cast, meeting)
    item = minutes(meeting)
    verbs = {
        "minutes_write": (WRITE, meeting.pk, referral.pk, item.version, None, None),
        "curtain_set": ("select curtain_set(%s, %s, true)", meeting.pk, referral.pk),
        "meeting_start": ("select meeting_start(%s, '{}')", meeting.pk),
        "meeting_move": ("select meeting_move(%s, now(), '')", meeting.pk),
        "meeting_approve": ("select meeting_approve(%s)", meeting.pk),
    }
    for person in ("adviser", "nurse"):
        with as_user(getattr(cast, person).pk):
            for verb, (statement, *given) in verbs.items():
                said = answer(str(statement), *given)
                assert said.startswith(
                    ("meeting_is_not_open", "minutes_are_approved", "meeting_has_begun", "not_the_chair")
                ), verb
            for table in (
                "teams_minutesitem",
                "teams_meeting",
                "teams_correction",
                "teams_task",
                "teams_referral",
                "teams_attendance",
            ):
                assert is_refused(f"update {table} set id = id"), table
                assert is_refused(f"delete from {table}"), table
                assert is_refused(f"insert into {table} (id) values (gen_random_uuid())"), table
    assert minutes(meeting).__dict__ | {"_state": None} == item.__dict__ | {"_state": None}


def test_the_system_itself_does_not_change_approved_minutes_nor_a_correction(
    cast: Cast, referral: Referral, meeting: Meeting
) -> None:
    decide(cast, meeting, referral)
    with as_system("test: before approval"):
        assert MinutesItem.objects.update(summary="Skrivefeil") == 1
    approve(cast, meeting)
    with as_user(cast.adviser.pk):
        correction_add(item=minutes(meeting), text="Rettelse")
    with as_system("test: a mistake in a task"):
        for statement in (
            "update teams_minutesitem set summary = 'x'", "delete from teams_minutesitem",
            "update teams_correction set text = 'x'", "delete from teams_correction",
        ):  # fmt: skip
            assert is_refused(statement), statement


def test_a_correction_is_an_addition_by_whoever_reads_the_minutes(
    cast: Cast, team: Team, log: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(cast, meeting, referral)
    before = minutes(meeting)
    for person in ("adviser", "teacher", "mother"):
        with as_user(getattr(cast, person).pk):
            assert is_refused("select correction_add(%s, %s, 'x')", uuid.uuid4(), before.pk), (
                "not approved yet"
            )
    approve(cast, meeting)
    for person in ("adviser", "nurse", "teacher", "mother"):
        with as_user(getattr(cast, person).pk):
            correction_add(item=before, text=f"Rettet av {person}")
    for person in sorted(set(EVERYBODY) - {"adviser", "nurse", "teacher", "mother"}):
        with as_user(getattr(cast, person).pk):
            assert is_refused("select correction_add(%s, %s, 'x')", uuid.uuid4(), before.pk), person
    with as_system("test"):
        signed = dict(Correction.objects.values_list("author__username", "signature"))
    assert signed == {
        "adviser": "Adviser, PPT", "nurse": "Nurse, Helsestasjonen", "teacher": "Teacher, Baksalen skole",
        "mother": "Mother",
    }  # fmt: skip
    assert minutes(meeting).advice == before.advice
    assert len(seen_by(cast, "mother", Correction)) == 4
    assert seen_by(cast, "child_welfare_worker", Correction) == set()


# --- tasks ---
def test_a_task_is_done_by_its_person_and_once(cast: Cast, referral: Referral, meeting: Meeting) -> None:
    decide(cast, meeting, referral, responsible="nurse", informs="teacher")
    approve(cast, meeting)
    with as_system("test"):
        task = Task.objects.get(user=cast.nurse)
    assert who_finds(cast, Task, task.pk) == {"nurse", "teacher", "adviser", "mother"}, (
        "adviser takes part for good"
    )
    for person in sorted(set(EVERYBODY) - {"nurse"}):
        with as_user(getattr(cast, person).pk):
            assert is_refused("select task_do(%s, 'x')", task.pk), person
    with as_user(cast.nurse.pk):
        task_do(task, text="Gjort")
        with pytest.raises(NothingThere):
            task_do(task, text="Igjen")


def test_a_task_about_a_case_that_one_lost_is_neither_seen_nor_done(
    cast: Cast, log: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(cast, meeting, referral, responsible="nurse")
    approve(cast, meeting)
    withdraw(cast, log, "mother", "clinic")
    with as_system("test"):
        task = Task.objects.get()
    with as_user(cast.nurse.pk):
        assert not Task.objects.exists()
        assert is_refused("select task_do(%s, 'x')", task.pk)


def test_notices_about_an_item_go_to_those_who_read_it_and_vanish_with_the_reading(
    cast: Cast, log: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(cast, meeting, referral, responsible="nurse")
    approve(cast, meeting)
    with as_system("test"):
        told = set(Notice.objects.exclude(referral_id=None).values_list("user__username", "notice_type"))
    assert told == {
        ("adviser", "referral.sent"), ("nurse", "referral.sent"), ("nurse", "task.given"),
        ("teacher", "referral.answered"), ("mother", "referral.answered"),
    }  # fmt: skip
    about = Notice.objects.exclude(referral_id=None)
    with as_user(cast.nurse.pk):
        assert about.count() == 2
    withdraw(cast, log, "mother", "clinic")
    with as_user(cast.nurse.pk):
        assert about.count() == 0


def test_a_notice_about_a_meeting_is_for_those_who_still_sit_there(
    cast: Cast, team: Team, meeting: Meeting
) -> None:
    with as_user(cast.nurse.pk):
        assert Notice.objects.filter(meeting_id=meeting.pk).exists()
    with as_system("test: the seat ends"):
        plain("update teams_seat set ends_at = statement_timestamp() where user_id = %s", cast.nurse.pk)
    with as_user(cast.nurse.pk):
        assert not Notice.objects.filter(meeting_id=meeting.pk).exists()
        assert not Meeting.objects.exists()
