"""Tasks of somebody who leaves, handed on by who reads nothing of what they are about."""

from django.utils import timezone

from cases.case.models import Case
from municipality.access.identity import as_system, as_user
from teams.leaving.services import leaving_set
from teams.meetings.models import Task
from teams.members.models import Seat
from teams.members.services import seat_hand_over
from teams.tasks.services import tasks_hand_over
from tests.access.scenes import seen_by
from tests.cast import CASEWORKER, LEADER, Cast, make_staff
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer


def test_a_leader_who_does_not_read_an_item_hands_on_a_task_from_it(cast: Cast) -> None:
    case_id, team = open_log(cast), make_team(cast)
    meeting = begin(cast, team)
    decide(cast, meeting, refer(cast, case_id, team), responsible="nurse")
    approve(cast, meeting)
    with as_system("test: a colleague, and a leader"):
        cast.late = make_staff("second_nurse", cast.clinic, CASEWORKER)
        cast.older = make_staff("chief_nurse", cast.clinic, LEADER)
        theirs = Seat.objects.get(team=team, user=cast.nurse)
    with as_user(cast.older.pk):
        leaving_set(user=cast.nurse, unit=cast.clinic, last_day=timezone.localdate())
        seat_hand_over(seat=theirs, to_id=cast.late.pk)
        assert tasks_hand_over(user_id=cast.nurse.pk, unit_id=cast.clinic.pk, to_id=cast.late.pk) == 1
    with as_system("test: who has it"):
        assert Task.objects.get(purpose="decision").user_id == cast.late.pk
    assert seen_by(cast, "late", Case) == {case_id}
    assert seen_by(cast, "older", Case) == set()
