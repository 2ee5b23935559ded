"""A team's table on two connections: whoever comes second waits and sees what the first one did."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from cases.case.models import Case
from cases.concerns.services import KeptOut
from cases.keepout.services import case_keep_out
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.organisation.models import Team
from municipality.people.models import User
from municipality.versions import ChangedMeanwhile
from teams.meetings.models import Correction, Meeting, MinutesItem, Task
from teams.meetings.services import (
    MinutesWords,
    correction_add,
    meeting_approve,
    meeting_plan,
    meeting_start,
    minutes_write,
)  # fmt: skip
from teams.members.models import Seat, SeatRole
from teams.members.services import seat_end, seat_give, seat_hand_over
from teams.referrals.models import Referral, Wish
from teams.referrals.services import referral_close, referral_send
from teams.tasks.services import task_do
from tests.access.race import Act, Race, end_state_is_right, may_read, withdrawing
from tests.access.scenes import join, value
from tests.cast import CASEWORKER, Cast, make_staff
from tests.logs.opening import SHARES, open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer

pytestmark = pytest.mark.slow(20)


@pytest.fixture
def team(committed: Cast) -> Team:
    """The adviser chairs, the nurse keeps the minutes."""
    team = make_team(committed)
    with as_system("test: a secretary"):
        team.seats.filter(user=committed.nurse).update(role=SeatRole.SECRETARY)
    return team


@pytest.fixture
def case_id(committed: Cast) -> uuid.UUID:
    case_id = open_log(committed)
    join(committed, case_id, "adviser", "ppt")
    return case_id


@pytest.fixture
def referral(committed: Cast, case_id: uuid.UUID, team: Team) -> Referral:
    return refer(committed, case_id, team)


@pytest.fixture
def meeting(committed: Cast, team: Team, referral: Referral) -> Meeting:
    return begin(committed, team)


def writing(meeting: Meeting, referral: Referral, version: int = 0, responsible: User | None = None) -> Act:
    written = MinutesWords(summary="x", advice="Prøv dette.", responsible=responsible)
    return lambda: minutes_write(meeting=meeting, item=referral, version=version, written=written)


def approving(meeting: Meeting) -> Act:
    return lambda: meeting_approve(meeting)


def sending(cast: Cast, case_id: uuid.UUID, team: Team) -> Act:
    return lambda: referral_send(
        case=Case.objects.get(pk=case_id), team=team, wish=Wish.ADVICE, question="x", kind="school", urgent=False,
        left_out=[cast.child_welfare.pk],
    )  # fmt: skip


def count(model: type[Task] | type[MinutesItem] | type[Referral] | type[Correction]) -> int:
    with as_system("test: count"):
        return model.objects.count()


def nobody_reads_on_a_dead_basis(case_id: uuid.UUID) -> None:
    end_state_is_right(case_id)
    with as_system("test: whoever reads for an item has an item"):
        assert not value(
            "select count(*) from cases_caseusergrant g join teams_referral r on r.id = any (g.named_for)"
            " where g.ended_at is null and r.closed_at is not null and not exists ("
            " select from teams_task t join teams_minutesitem i on i.id = t.item_id"
            " where i.referral_id = r.id and t.user_id = g.user_id and t.done_at is null)"
        )


def test_of_two_approvals_at_the_same_instant_one_counts(
    committed: Cast, case_id: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(committed, meeting, referral, responsible="nurse", informs="teacher")
    race = Race((committed.adviser, approving(meeting)), (committed.adviser, approving(meeting)))
    assert race.waited
    assert race.results["first"] is None
    assert isinstance(race.results["second"], NothingThere)
    assert count(Task) == 2
    with as_system("test"):
        assert value("select count(*) from municipality_notice where notice_type = 'task.given'") == 2
    nobody_reads_on_a_dead_basis(case_id)


@pytest.mark.parametrize("unit", [None, "ppt"])
def test_minutes_wait_for_a_withdrawal_and_are_refused(
    committed: Cast, case_id: uuid.UUID, referral: Referral, meeting: Meeting, unit: str | None
) -> None:
    withdrawal = withdrawing(case_id, getattr(committed, unit) if unit else None)
    race = Race((committed.mother, withdrawal), (committed.adviser, writing(meeting, referral)))
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert count(MinutesItem) == 0
    nobody_reads_on_a_dead_basis(case_id)


def test_nobody_is_made_responsible_on_a_consent_that_is_being_withdrawn(
    committed: Cast, case_id: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    race = Race(
        (committed.mother, withdrawing(case_id, committed.clinic)),
        (committed.adviser, writing(meeting, referral, responsible=committed.nurse)),
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert count(MinutesItem) == 0


def test_a_withdrawal_waits_for_minutes_that_are_being_written_and_no_task_comes_of_them(
    committed: Cast, case_id: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    race = Race(
        (committed.adviser, writing(meeting, referral, responsible=committed.nurse)),
        (committed.mother, withdrawing(case_id)),
    )
    assert race.waited
    assert race.results == {"first": 1, "second": None}
    approve(committed, meeting)
    assert count(Task) == 0
    with as_user(committed.adviser.pk):
        assert not MinutesItem.objects.exists()
    nobody_reads_on_a_dead_basis(case_id)


@pytest.mark.parametrize(("unit", "tasks"), [(None, 0), ("clinic", 1), ("school", 1)])
def test_an_approval_waits_for_a_withdrawal_and_gives_no_task_to_whom_it_concerns(
    committed: Cast,
    case_id: uuid.UUID,
    referral: Referral,
    meeting: Meeting,
    unit: str | None,
    tasks: int,
) -> None:
    decide(committed, meeting, referral, responsible="nurse", informs="teacher")
    withdrawal = withdrawing(case_id, getattr(committed, unit) if unit else None)
    race = Race((committed.mother, withdrawal), (committed.adviser, approving(meeting)))
    assert race.waited
    assert race.results == {"first": None, "second": None}
    assert count(Task) == tasks
    nobody_reads_on_a_dead_basis(case_id)


def test_a_withdrawal_waits_for_an_approval_and_hides_the_task(
    committed: Cast, case_id: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(committed, meeting, referral, responsible="nurse")
    race = Race((committed.adviser, approving(meeting)), (committed.mother, withdrawing(case_id)))
    assert race.waited
    assert race.results == {"first": None, "second": None}
    assert count(Task) == 1
    with as_user(committed.nurse.pk):
        assert not Task.objects.exists()
    nobody_reads_on_a_dead_basis(case_id)


def test_of_two_who_write_about_one_item_the_second_is_told(
    committed: Cast, referral: Referral, meeting: Meeting
) -> None:
    race = Race(
        (committed.adviser, writing(meeting, referral)), (committed.nurse, writing(meeting, referral))
    )
    assert race.waited
    assert race.results["first"] == 1
    assert isinstance(race.results["second"], ChangedMeanwhile)
    again = Race(
        (committed.nurse, writing(meeting, referral, 1)), (committed.adviser, writing(meeting, referral, 1))
    )
    assert again.waited
    assert again.results["first"] == 2
    assert isinstance(again.results["second"], ChangedMeanwhile)


def test_minutes_wait_for_the_approval_and_are_locked(
    committed: Cast, referral: Referral, meeting: Meeting
) -> None:
    decide(committed, meeting, referral, follow_up_days=3)
    race = Race((committed.adviser, approving(meeting)), (committed.nurse, writing(meeting, referral, 1)))
    assert race.waited
    assert isinstance(race.results["second"], NothingThere)


def test_a_referral_waits_for_a_withdrawal_and_is_refused(
    committed: Cast, case_id: uuid.UUID, team: Team
) -> None:
    race = Race(
        (committed.mother, withdrawing(case_id, committed.clinic)),
        (committed.teacher, sending(committed, case_id, team)),
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert count(Referral) == 0
    nobody_reads_on_a_dead_basis(case_id)


def test_a_withdrawal_waits_for_a_referral_and_ends_what_it_gave(
    committed: Cast, case_id: uuid.UUID, team: Team
) -> None:
    race = Race(
        (committed.teacher, sending(committed, case_id, team)),
        (committed.mother, withdrawing(case_id, committed.clinic)),
    )
    assert race.waited
    assert race.results["second"] is None
    assert count(Referral) == 1
    assert not may_read(committed.nurse, case_id)
    nobody_reads_on_a_dead_basis(case_id)


def test_of_two_referrals_to_one_table_the_second_finds_the_first(
    committed: Cast, case_id: uuid.UUID, team: Team
) -> None:
    race = Race(
        (committed.teacher, sending(committed, case_id, team)),
        (committed.teacher, sending(committed, case_id, team)),
    )
    assert race.waited
    assert getattr(race.results["second"], "code", "") == "on_that_table_already"
    assert count(Referral) == 1


def test_a_referral_waits_for_somebody_who_is_getting_a_seat(
    committed: Cast, case_id: uuid.UUID, team: Team
) -> None:
    """NAV has no consent: had the referral gone first, NAV would not have been in the room, and it had been right."""

    def seating() -> None:
        seat_give(team=team, user=committed.nav, unit=committed.nav_office, role=SeatRole.MEMBER)

    race = Race((committed.administrator, seating), (committed.teacher, sending(committed, case_id, team)))
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)


def race_with_a_lost_seat(committed: Cast, sitting: User, other: tuple[User, Act], seat_first: bool) -> Race:
    """The seat of `sitting` ends beside the `other` act, which comes before or after it."""
    with as_system("test"):
        seat = Seat.objects.get(user=sitting)
    ending = (committed.administrator, lambda: seat_end(seat))
    return Race(ending, other) if seat_first else Race(other, ending)


@pytest.mark.parametrize("seat_first", [True, False])
def test_whoever_loses_the_seat_while_a_case_is_referred_does_not_keep_it(
    committed: Cast, case_id: uuid.UUID, team: Team, seat_first: bool
) -> None:
    sends = (committed.teacher, sending(committed, case_id, team))
    race = race_with_a_lost_seat(committed, committed.nurse, sends, seat_first)
    assert race.waited
    assert not [result for result in race.results.values() if isinstance(result, Exception)]
    assert not may_read(committed.nurse, case_id)


def test_whoever_is_being_kept_out_does_not_get_the_case_with_a_seat(
    committed: Cast, case_id: uuid.UUID, team: Team
) -> None:
    with as_system("test: a colleague of the nurse"):
        second = make_staff("second_nurse", committed.clinic, CASEWORKER)
        theirs = Seat.objects.get(user=committed.nurse)
    refer(committed, case_id, team)
    race = Race(
        (committed.teacher, lambda: case_keep_out(case_id=case_id, kept_out=KeptOut(second.pk, "kin"))),
        (committed.nurse, lambda: seat_hand_over(seat=theirs, to_id=second.pk)),
    )
    assert race.waited
    assert race.results == {"first": None, "second": None}
    assert not may_read(second, case_id)


@pytest.fixture
def for_nav(committed: Cast, team: Team) -> uuid.UUID:
    """NAV may hear the item, and got its seat after the case was sent: the next meeting names whoever sits there."""
    case_id = open_log(committed, shares={**SHARES, "nav_office": ("school",)})
    refer(committed, case_id, team)
    with as_user(committed.administrator.pk):
        seat_give(team=team, user=committed.nav, unit=committed.nav_office, role=SeatRole.MEMBER)
    return case_id


@pytest.fixture
def planned(committed: Cast, team: Team) -> Meeting:
    with as_user(committed.adviser.pk):
        return Meeting(pk=meeting_plan(team=team, starts_at=timezone.now(), place=""))


@pytest.mark.parametrize("seat_first", [True, False])
def test_whoever_loses_the_seat_while_a_meeting_begins_does_not_keep_the_case(
    committed: Cast, for_nav: uuid.UUID, planned: Meeting, seat_first: bool
) -> None:
    begins = (committed.adviser, lambda: meeting_start(planned, present=[]))
    race = race_with_a_lost_seat(committed, committed.nav, begins, seat_first)
    assert race.waited
    assert race.results == {"first": None, "second": None}
    assert not may_read(committed.nav, for_nav)


def test_a_meeting_that_begins_waits_for_a_withdrawal_and_names_nobody_on_it(
    committed: Cast, for_nav: uuid.UUID, planned: Meeting
) -> None:
    case_id = for_nav
    race = Race(
        (committed.mother, withdrawing(case_id, committed.nav_office)),
        (committed.adviser, lambda: meeting_start(planned, present=[])),
    )
    assert race.waited
    assert race.results == {"first": None, "second": None}
    assert not may_read(committed.nav, case_id)
    nobody_reads_on_a_dead_basis(case_id)


def test_a_task_and_a_correction_wait_for_a_withdrawal_and_are_refused(
    committed: Cast, case_id: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(committed, meeting, referral, responsible="nurse")
    approve(committed, meeting)
    with as_system("test"):
        task = Task.objects.select_related("item__referral").get()
    connection.close()

    def doing() -> None:
        with as_user(committed.nurse.pk):
            task_do(task, text="x")

    def correcting() -> None:
        correction_add(item=task.item, text="x")

    race = Race((committed.mother, withdrawing(case_id, committed.clinic)), (committed.nurse, doing))
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    race = Race((committed.mother, withdrawing(case_id, committed.ppt)), (committed.adviser, correcting))
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert count(Correction) == 0


def test_a_task_is_done_once(
    committed: Cast, case_id: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(committed, meeting, referral, responsible="nurse", informs="nurse")
    approve(committed, meeting)
    with as_system("test"):
        tasks = list(Task.objects.select_related("item__referral"))
    first, second = (lambda one=one: task_do(one, text="x") for one in tasks)
    race = Race((committed.nurse, first), (committed.nurse, first))
    assert race.waited
    assert isinstance(race.results["second"], NothingThere)
    assert may_read(committed.nurse, case_id)
    Race((committed.nurse, second), (committed.nurse, second))
    assert not may_read(committed.nurse, case_id)
    nobody_reads_on_a_dead_basis(case_id)


def test_two_tasks_done_at_the_same_instant_end_the_reading(
    committed: Cast, case_id: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    decide(committed, meeting, referral, responsible="nurse", informs="nurse")
    approve(committed, meeting)
    with as_system("test"):
        tasks = list(Task.objects.select_related("item__referral"))
    first, second = (lambda one=one: task_do(one, text="x") for one in tasks)
    Race((committed.nurse, first), (committed.nurse, second))
    assert not may_read(committed.nurse, case_id)
    nobody_reads_on_a_dead_basis(case_id)


def test_an_item_that_is_being_taken_off_the_table_gets_no_minutes(
    committed: Cast, case_id: uuid.UUID, referral: Referral, meeting: Meeting
) -> None:
    race = Race(
        (committed.teacher, lambda: referral_close(referral)), (committed.adviser, writing(meeting, referral))
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert count(MinutesItem) == 0
    nobody_reads_on_a_dead_basis(case_id)
