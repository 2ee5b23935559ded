"""What a leader, who reads no content, hands on and does not take over."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.case.models import Case
from cases.case.services import participant_add, participant_remove
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


def test_a_leader_does_not_take_a_part_that_he_ended_while_a_colleague_can_be_named(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.head.pk):
        participant_remove(case_id=case_id, person_id=cast.teacher.pk, unit_id=cast.school.pk)
    with as_system("test: the baton is somebody else's"):
        Case.objects.filter(pk=case_id).update(holder=cast.teacher)
    with as_user(cast.head.pk):
        with pytest.raises(PermissionDenied):
            participant_add(case_id=case_id, person=cast.head, unit=cast.school)
        participant_add(case_id=case_id, person=cast.other_teacher, unit=cast.school)
    assert seen_by(cast, "head", Case) == set()
