"""Leaving a unit: who hands on what, to whom, and what is left of somebody who comes back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.case.services import part_hand_over, participant_add, participant_remove
from cases.concerns.models import Concern
from cases.concerns.services import KeptOut, concern_give, concern_register
from cases.consents.tasks import settle_expired
from cases.keepout.services import case_keep_out
from cases.plans.models import IndividualPlan
from cases.work.models import Measure
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.notices.models import Notice
from municipality.organisation.municipality import Municipality
from municipality.people.models import Membership, User
from municipality.people.services import membership_start
from teams.leaving.services import leaving_set
from teams.leaving.tasks import settle_leavers
from teams.meetings.models import Task
from teams.members.models import Seat
from teams.members.services import seat_hand_over
from tests.access.scenes import seen_by
from tests.access.test_baton import holder
from tests.cast import CASEWORKER, Cast, make_staff, years_ago
from tests.leaving.pointing import astray
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.teams.table import words
from tests.work.helpers import set_goal, set_measure

TODAY = timezone.localdate()
IN_TWO_WEEKS = TODAY + timedelta(days=14)


def typed(to: User | None = None, **more: str) -> dict[str, str]:
    return {"last_day": f"{IN_TWO_WEEKS:%d.%m.%Y}", "all_to": str(to.pk) if to else "0", "sure": "on"} | more


def leaves(cast: Cast, person: str) -> None:
    """The last day is over, and the clock has come by."""
    with as_system("test: the day after"):
        Membership.objects.filter(user=getattr(cast, person)).update(
            ends_at=timezone.now() - timedelta(seconds=1)
        )
    settle_leavers()
    settle_expired()


def comes_back(cast: Cast, person: str, unit: str) -> None:
    with as_system("test: comes back"):
        membership_start(user=getattr(cast, person), unit=getattr(cast, unit), role=CASEWORKER)


def a_concern(cast: Cast) -> Concern:
    with as_user(cast.teacher.pk):
        return concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9), observed="x",
            since=TODAY,
        )  # fmt: skip


def test_the_leader_hands_on_what_a_leaver_has_and_sees_heads_only(cast: Cast) -> None:
    case_id, concern = open_log(cast), a_concern(cast)
    set_measure(cast, case_id, set_goal(cast, case_id))
    url = reverse("leaving:of", args=[cast.school.pk, cast.teacher.pk])
    page = as_(cast.head).get(url)
    [log] = page.context["portfolio"].logs
    assert (log.whom, log.holds, log.measures) == ("E.E.", True, 1)
    assert "Emma er mye alene" not in page.text
    said = words(as_(cast.head).post(url, typed(cast.other_teacher), follow=True))
    assert "1 stafettlogg, 1 stafettpinne og 1 undring" in said
    assert holder(cast, case_id) == ("other_teacher", "Baksalen skole")
    with as_user(cast.other_teacher.pk):
        assert Case.objects.filter(pk=case_id).exists()
        assert Measure.objects.get().responsible_id == cast.other_teacher.pk
        assert Concern.objects.get(pk=concern.pk).keeper_id == cast.other_teacher.pk
        told = set(Notice.objects.values_list("notice_type", flat=True))
        assert told >= {"case.handed", "baton.returned", "measure.yours", "concern.given"}
    assert not seen_by(cast, "head", Case)


def test_the_leader_hands_on_nothing_of_somebody_who_stays(cast: Cast) -> None:
    case_id, concern = open_log(cast), a_concern(cast)
    with as_user(cast.head.pk):
        with pytest.raises(PermissionDenied):
            part_hand_over(
                case_id=case_id, user_id=cast.teacher.pk, unit_id=cast.school.pk, to_id=cast.other_teacher.pk
            )
        with pytest.raises(PermissionDenied):
            concern_give(concern_id=concern.pk, unit_id=cast.school.pk, user_id=cast.other_teacher.pk)


@pytest.mark.parametrize("person", ["other_teacher", "nurse", "stranger", "administrator", "mother"])
def test_nobody_else_sees_or_hands_on_what_somebody_has(cast: Cast, person: str) -> None:
    case_id = open_log(cast)
    actor = getattr(cast, person)
    assert as_(actor).get(reverse("leaving:of", args=[cast.school.pk, cast.teacher.pk])).status_code == 404
    with as_user(actor.pk):
        with pytest.raises(PermissionDenied):
            leaving_set(user=cast.teacher, unit=cast.school, last_day=TODAY)
        with pytest.raises(PermissionDenied):
            part_hand_over(
                case_id=case_id, user_id=cast.teacher.pk, unit_id=cast.school.pk, to_id=cast.other_teacher.pk
            )


def test_only_somebody_of_the_unit_takes_over_since_the_family_said_yes_to_that_unit(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        part_hand_over(case_id=case_id, user_id=cast.teacher.pk, unit_id=cast.school.pk, to_id=cast.nurse.pk)
    assert refused.value.code == "not_of_the_unit"


def test_somebody_who_is_kept_out_does_not_take_over_and_the_page_says_what_is_left(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(cast.other_teacher.pk, "kin"))
        number = Case.objects.get(pk=case_id).number
    url = reverse("leaving:own", args=[cast.school.pk])
    said = words(as_(cast.teacher).post(url, typed(cast.other_teacher), follow=True))
    assert f"Kan ikke tas over av den du valgte: {number}." in said
    assert holder(cast, case_id)[0] == "teacher"
    assert not seen_by(cast, "other_teacher", Case)


def test_a_last_day_only_makes_less_and_never_lies_behind(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        leaving_set(user=cast.teacher, unit=cast.school, last_day=TODAY + timedelta(days=3))
        leaving_set(user=cast.teacher, unit=cast.school, last_day=IN_TWO_WEEKS)
        with pytest.raises(Refused):
            leaving_set(user=cast.teacher, unit=cast.school, last_day=TODAY - timedelta(days=1))
    with as_system("test: when it ends"):
        ends = Membership.objects.get(user=cast.teacher).ends_at
    assert timezone.localtime(ends).date() == TODAY + timedelta(days=4)  # at midnight


def test_each_thing_can_go_to_somebody_else_or_to_the_leader(cast: Cast) -> None:
    case_id, concern = open_log(cast), a_concern(cast)
    with as_system("test: one more colleague"):
        third = make_staff("third_teacher", cast.school, CASEWORKER)
    apart = {f"log-{case_id}": str(third.pk), f"concern-{concern.pk}": "0"}
    as_(cast.teacher).post(reverse("leaving:own", args=[cast.school.pk]), typed(cast.other_teacher, **apart))
    assert holder(cast, case_id)[0] == "third_teacher"
    leaves(cast, "teacher")
    with as_system("test: whose it is"):
        assert Concern.objects.get(pk=concern.pk).keeper_id is None
    with as_user(cast.head.pk):
        assert Notice.objects.filter(notice_type="concern.left").exists()


def test_nothing_is_handed_on_before_somebody_has_been_chosen_and_the_list_looked_through(cast: Cast) -> None:
    case_id = open_log(cast)
    url = reverse("leaving:own", args=[cast.school.pk])
    for missing in ("last_day", "all_to", "sure"):
        sent = typed(cast.other_teacher) | {missing: ""}
        form = as_(cast.teacher).post(url, sent).context["form"]
        assert list(form.errors) == [missing]
    assert holder(cast, case_id)[0] == "teacher"


def test_a_seat_and_its_tasks_go_to_a_colleague_of_the_unit(cast: Cast) -> None:
    case_id, team = open_log(cast), make_team(cast)
    join(cast, case_id, "nurse", "adviser")
    meeting = begin(cast, team)
    decide(cast, meeting, refer(cast, case_id, team), responsible="nurse")
    approve(cast, meeting)
    with as_system("test: a colleague"):
        second = make_staff("second_nurse", cast.clinic, CASEWORKER)
    said = words(
        as_(cast.nurse).post(reverse("leaving:own", args=[cast.clinic.pk]), typed(second), follow=True)
    )
    assert "1 plass i team og 1 oppgave" in said
    with as_system("test: who has it"):
        assert Task.objects.get(purpose="decision").user_id == second.pk
        assert Seat.objects.get(team=team, unit=cast.clinic, ends_at=None).user_id == second.pk
    leaves(cast, "nurse")
    assert astray() == []


def test_a_seat_goes_to_nobody_who_leads_the_team_or_sits_there_for_another_unit(cast: Cast) -> None:
    team = make_team(cast)
    with as_system("test: the adviser, who leads the team, works at the clinic too"):
        membership_start(user=cast.adviser, unit=cast.clinic, role=CASEWORKER)
        theirs = Seat.objects.get(team=team, user=cast.nurse)
        before = set(Seat.objects.filter(team=team, ends_at=None).values_list("user", "unit", "role"))
    with as_user(cast.nurse.pk), pytest.raises(Refused, match="en annen plass i teamet"):
        seat_hand_over(seat=theirs, to_id=cast.adviser.pk)
    with as_system("test"):
        assert set(Seat.objects.filter(team=team, ends_at=None).values_list("user", "unit", "role")) == before


def test_a_plan_is_coordinated_by_who_takes_over(cast: Cast) -> None:
    case_id = open_log(cast)
    make_plan(cast, case_id)
    with as_user(cast.coordinator.pk):
        part_hand_over(
            case_id=case_id, user_id=cast.coordinator.pk, unit_id=cast.coordinating.pk,
            to_id=cast.other_coordinator.pk,
        )  # fmt: skip
        assert IndividualPlan.objects.get(case=case_id).coordinator_id == cast.other_coordinator.pk


def test_somebody_who_comes_back_to_the_unit_has_nothing_of_what_they_left(cast: Cast) -> None:
    case_id, concern = open_log(cast), a_concern(cast)
    join(cast, case_id, "nurse")
    leaves(cast, "teacher")
    leaves(cast, "nurse")
    comes_back(cast, "teacher", "school")
    comes_back(cast, "nurse", "clinic")
    for person in ("teacher", "nurse"):
        assert not seen_by(cast, person, Case), person
        assert not seen_by(cast, person, CaseHead), person
    with as_user(cast.teacher.pk):
        assert not Concern.objects.filter(pk=concern.pk).exists()


def test_where_everybody_of_a_unit_has_left_its_leader_names_somebody(cast: Cast) -> None:
    """Also of the unit that opened the log, which nobody has invited."""
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    leaves(cast, "teacher")
    with as_user(cast.head.pk):
        assert CaseHead.objects.get().waits_for_reception
        participant_add(case_id=case_id, person=cast.other_teacher, unit=cast.school)
        assert not CaseHead.objects.get().waits_for_reception
    assert seen_by(cast, "other_teacher", Case) == {case_id}


def test_the_leader_names_nobody_while_somebody_of_the_unit_is_there(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.head.pk), pytest.raises(PermissionDenied):
        participant_add(case_id=case_id, person=cast.other_teacher, unit=cast.school)


def test_a_concern_that_lies_is_the_leaders_also_where_leaders_see_none(cast: Cast) -> None:
    with as_system("test: setting"):
        Municipality.objects.update(leader_sees_concerns=False)
    concern = a_concern(cast)
    page = as_(cast.head).get(reverse("leaving:of", args=[cast.school.pk, cast.teacher.pk]))
    assert (page.context["portfolio"].concerns, page.context["portfolio"].unread) == ([], 1)
    with as_system("test: the last day is over, and no clock has come by"):
        Membership.objects.filter(user=cast.teacher).update(ends_at=timezone.now() - timedelta(seconds=1))
    with as_user(cast.head.pk):
        concern_give(concern_id=concern.pk, unit_id=cast.school.pk, user_id=cast.other_teacher.pk)
    with as_user(cast.other_teacher.pk):
        assert Concern.objects.get().keeper_id == cast.other_teacher.pk


def test_a_leader_takes_no_log_no_seat_and_no_task_over_by_handing_it_to_oneself(cast: Cast) -> None:
    """Leaders read content only as participants, and setting a last day must be no way round."""
    case_id = open_log(cast)
    with as_user(cast.head.pk):
        leaving_set(user=cast.teacher, unit=cast.school, last_day=IN_TWO_WEEKS)
        with pytest.raises(Refused) as refused:
            part_hand_over(
                case_id=case_id, user_id=cast.teacher.pk, unit_id=cast.school.pk, to_id=cast.head.pk
            )
        assert refused.value.code == "not_of_the_unit"
    offered = as_(cast.head).get(reverse("leaving:of", args=[cast.school.pk, cast.teacher.pk]))
    assert cast.head.pk not in {one.user_id for one in offered.context["portfolio"].takers}
    assert not seen_by(cast, "head", Case)


def test_somebody_whose_last_day_another_sets_is_told(cast: Cast) -> None:
    with as_user(cast.head.pk):
        leaving_set(user=cast.teacher, unit=cast.school, last_day=IN_TWO_WEEKS)
    with as_user(cast.teacher.pk):
        assert Notice.objects.get().notice_type == "place.ends"
    with as_user(cast.other_teacher.pk):
        leaving_set(user=cast.other_teacher, unit=cast.school, last_day=IN_TWO_WEEKS)
        assert not Notice.objects.exists()


def test_a_leader_who_takes_the_baton_from_somebody_does_not_name_himself(cast: Cast) -> None:
    """Two posts, ending the holder's part and naming oneself, would let a leader read any log of the unit."""
    case_id = open_log(cast)
    with as_user(cast.head.pk):
        participant_remove(case_id=case_id, person_id=cast.teacher.pk, unit_id=cast.school.pk)
    assert holder(cast, case_id)[0] == "head"
    with as_user(cast.head.pk):
        with pytest.raises(Refused):
            participant_add(case_id=case_id, person=cast.head, unit=cast.school)
        participant_add(case_id=case_id, person=cast.other_teacher, unit=cast.school)
    assert not seen_by(cast, "head", Case)
