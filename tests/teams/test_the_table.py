"""From the referral to the decision, as a whole."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.case.models import Case
from municipality.access.identity import as_system, as_user
from teams.meetings.models import MinutesItem, Task
from teams.referrals.models import Referral
from tests.access.scenes import seen_by
from tests.cast import Cast
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer


def test_a_referral_names_those_in_the_room_until_it_is_closed(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast)
    assert case_id not in seen_by(cast, "nurse", Case)
    referral = refer(cast, case_id, team)
    assert {p for p in ("adviser", "nurse", "child_welfare_worker") if case_id in seen_by(cast, p, Case)} == {
        "adviser", "nurse",
    }  # fmt: skip
    assert referral.pk not in seen_by(cast, "child_welfare_worker", Referral)
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="nurse", informs="teacher")
    assert seen_by(cast, "child_welfare_worker", MinutesItem) == set()
    assert seen_by(cast, "teacher", MinutesItem) == set(), "not before approval"
    approve(cast, meeting)
    assert len(seen_by(cast, "teacher", MinutesItem)) == 1
    assert case_id not in seen_by(cast, "adviser", Case), "the item is closed"
    assert case_id in seen_by(cast, "nurse", Case), "has a task to do"
    assert len(seen_by(cast, "nurse", Task)) == 2
    with as_system("test"):
        assert Task.objects.count() == 2


def test_a_referral_is_refused_while_barnevern_in_the_room_has_no_consent(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast)
    with pytest.raises(PermissionDenied):
        refer(cast, case_id, team, left_out=())
    with as_user(cast.teacher.pk):
        assert Referral.objects.count() == 0
