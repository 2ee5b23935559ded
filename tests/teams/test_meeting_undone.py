"""A meeting that is started before its time, whose start is undone, or that is called off."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import SENTENCES, NothingThere
from municipality.notices.models import Notice
from municipality.people.models import User
from teams.meetings.models import Attendance, Meeting, MinutesItem, Task
from teams.meetings.selectors import called_off_for
from teams.meetings.services import (
    curtain_set,
    meeting_approve,
    meeting_cancel,
    meeting_move,
    meeting_start,
    meeting_start_undo,
)
from teams.members.models import SeatRole
from teams.referrals.selectors import next_meeting
from tests.cast import Cast
from tests.teams.helpers import begin, decide, make_team, seat
from tests.teams.table import (
    NAME,
    as_,
    events,
    item_url,
    lay_table,
    lift,
    meeting_url,
    page,
    planned,
    said,
    words,
)  # fmt: skip
from tests.writing.opened import autosave
from tests.writing.pages import filled_in
from tests.writing.scenes import Scene

WHY = "For få kan komme."
ASKED = "Starte møtet før tiden?"


def now(meeting: Meeting) -> Meeting:
    with as_system("test: the row"):
        return Meeting.objects.get(pk=meeting.pk)


def cancel(cast: Cast, meeting: Meeting, *, by: str = "adviser") -> None:
    with as_user(getattr(cast, by).pk):
        meeting_cancel(meeting, why=WHY)


# Before its time


@pytest.mark.parametrize(("minutes", "asked"), [(31, True), (29, False), (-60, False)])
def test_a_start_long_before_its_time_is_asked_about(cast: Cast, minutes: int, asked: bool) -> None:
    meeting = planned(cast, make_team(cast), at=timezone.now() + timedelta(minutes=minutes, seconds=30))
    url = meeting_url(meeting, "start")
    assert (ASKED in page(cast.adviser, url)) is asked
    assert "Hvem er her?" in page(cast.adviser, f"{url}?na")


def test_a_meeting_that_goes_on_is_not_asked_about_when_somebody_comes(cast: Cast) -> None:
    team = make_team(cast)
    meeting = planned(cast, team, at=timezone.now() + timedelta(days=2))
    with as_user(cast.adviser.pk):
        meeting_start(meeting, present=[])
    assert ASKED not in page(cast.adviser, meeting_url(meeting, "start"))


def test_a_meeting_that_was_moved_meanwhile_is_not_started_unasked(cast: Cast) -> None:

    meeting = planned(cast, make_team(cast), at=timezone.now())
    with as_system("test: seats"):
        here = [str(one.pk) for one in meeting.team.seats.all()]
    chair = as_(cast.adviser)
    late = filled_in(chair, Scene("adviser", meeting_url(meeting, "start"), {"present": here}))
    with as_user(cast.adviser.pk):
        meeting_move(meeting, starts_at=timezone.now() + timedelta(days=9), place="")
    assert "Møtet er flyttet i mellomtiden" in words(late.send(chair))
    assert now(meeting).started_at is None


# Undoing a start


def test_a_start_is_undone_and_the_meeting_stands_as_before(cast: Cast) -> None:
    table = lay_table(cast)
    lift(cast, table.meeting, table.referral)
    assert "Angre at møtet er startet" in page(cast.adviser, meeting_url(table.meeting))
    chair = as_(cast.adviser)
    seen = words(chair.post(meeting_url(table.meeting, "undo"), {"confirmed": "1"}, follow=True))
    assert "Møtet er ikke i gang lenger." in seen
    assert "Flytt møtet" in seen
    assert now(table.meeting).started_at is None
    with as_system("test: rows"):
        assert not Attendance.objects.exists()
        assert MinutesItem.objects.get().lifted_at is None, "nobody has left the room of the next start"
    assert events("meeting.undo")


def test_a_start_stays_once_something_is_written(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.discussion)
    assert "Angre at møtet er startet" not in page(cast.adviser, meeting_url(table.meeting))
    with as_user(cast.adviser.pk), pytest.raises(NothingThere) as reason:
        meeting_start_undo(table.meeting)
    assert reason.value.code == "something_is_written"
    assert now(table.meeting).started_at


@pytest.mark.parametrize("written", [True, False])
def test_what_is_written_about_a_case_one_is_left_out_of_does_not_tell_of_it(
    cast: Cast, written: bool
) -> None:
    """Barnevern keeps the minutes, and is left out of Emma: the start is undone either way, and no word is lost."""
    table = lay_table(cast)
    with as_system("test: barnevern is the secretary"):
        table.team.seats.filter(user=cast.child_welfare_worker).update(role=SeatRole.SECRETARY)
    if written:
        decide(cast, table.meeting, table.referral)
    assert "Angre at møtet er startet" in page(cast.child_welfare_worker, meeting_url(table.meeting))
    with as_user(cast.child_welfare_worker.pk):
        meeting_start_undo(table.meeting)
    with as_system("test: another day"):
        MinutesItem.objects.update(held_on=timezone.localdate() - timedelta(days=1))
    with as_user(cast.adviser.pk):
        meeting_start(table.meeting, present=table.team.seats.all())
        kept = MinutesItem.objects.filter(referral=table.referral).values_list("advice", "held_on")
        assert list(kept) == ([("Prøv dette.", timezone.localdate())] if written else [])


def test_what_is_hidden_from_who_calls_off_goes_on_in_the_next_meeting_that_begins(cast: Cast) -> None:
    table = lay_table(cast)
    with as_system("test: barnevern is the secretary"):
        table.team.seats.filter(user=cast.child_welfare_worker).update(role=SeatRole.SECRETARY)
    decide(cast, table.meeting, table.referral, responsible="nurse")
    with as_user(cast.child_welfare_worker.pk):
        meeting_start_undo(table.meeting)
        meeting_cancel(table.meeting, why="For få kan komme.")
    following = begin(cast, table.team)
    with as_user(cast.adviser.pk):
        kept = MinutesItem.objects.get(referral=table.referral)
        assert (kept.meeting_id, kept.advice) == (following.pk, "Prøv dette.")
        meeting_approve(following)
    with as_system("test: what came of it"):
        assert Task.objects.get(item=kept).user_id == cast.nurse.pk


def test_a_start_stays_once_a_curtain_was_lifted(cast: Cast) -> None:
    """Somebody has heard of a child by then; who was there must not be forgotten."""
    table = lay_table(cast)
    with as_user(cast.adviser.pk):
        curtain_set(meeting=table.meeting, referral=table.referral, up=True)
    with as_user(cast.adviser.pk), pytest.raises(NothingThere):
        meeting_start_undo(table.meeting)


def test_what_was_typed_and_not_saved_is_there_when_the_meeting_begins_again(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.discussion)
    autosave(cast.adviser, url, {"version": "0", "summary": "Halvferdig", "advice": ""})
    with as_user(cast.adviser.pk):
        meeting_start_undo(table.meeting)
        meeting_start(table.meeting, present=table.team.seats.all())
    assert "Halvferdig" in page(cast.adviser, url)


# Calling off


def test_a_meeting_is_called_off_with_a_reason_and_its_items_wait_for_the_next(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    later = planned(cast, table.team, at=timezone.now() + timedelta(days=7))
    url = meeting_url(table.meeting, "cancel")
    chair = as_(cast.adviser)
    assert "Skriv hvorfor møtet avlyses." in words(chair.post(url, {"confirmed": "1"}))
    seen = words(chair.post(url, {"confirmed": "1", "why": WHY}, follow=True))
    assert "er avlyst" in seen
    assert WHY in seen
    assert meeting_url(later) in seen
    assert NAME not in seen
    assert "Emma Eksempel, 9 år" in page(cast.adviser, meeting_url(later))
    team = page(cast.nurse, reverse("teams:team", args=[table.team.pk]))
    assert "avlyst" in team
    assert "Emma Eksempel, 9 år" in team
    assert events("meeting.cancel")


def test_those_who_sit_there_and_those_with_an_item_are_told_and_nobody_else(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    with as_system("test: somebody outside the team has raised the issue"):
        type(table.issue).objects.update(author=cast.head)
    cancel(cast, table.meeting)
    with as_system("test: notices"):
        found = Notice.objects.filter(notice_type="meeting.cancelled")
        assert set(found.values_list("user__username", "meeting_id", "referral_id", "case_id")) == {
            ("nurse", table.meeting.pk, None, None),
            ("child_welfare_worker", table.meeting.pk, None, None),
            ("teacher", None, table.referral.pk, table.case_id),
            ("head", None, None, None),
        }


@pytest.mark.parametrize(
    ("who", "leads_to"), [("nurse", "/moter/"), ("teacher", "/henvisninger/"), ("nav", "/team/")]
)
def test_each_notice_leads_to_what_says_so(cast: Cast, who: str, leads_to: str) -> None:
    table = lay_table(cast, begun=False)
    with as_system("test: somebody outside the team has raised the issue"):
        type(table.issue).objects.update(author=cast.nav)
    cancel(cast, table.meeting)
    with as_system("test: notices"):
        notice = Notice.objects.get(user=getattr(cast, who), notice_type="meeting.cancelled")
    client = as_(getattr(cast, who))
    assert client.post(reverse("notices:open", args=[notice.pk])).url.startswith(leads_to)


def test_the_page_of_the_item_says_it_until_the_team_has_met(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    url = reverse("answers:referral", args=[table.referral.pk])
    assert WHY not in page(cast.teacher, url)
    cancel(cast, table.meeting)
    assert WHY in page(cast.teacher, url)
    assert WHY not in page(cast.mother, url)
    with as_user(cast.mother.pk):
        assert called_off_for(table.referral) is None
    with as_user(cast.child_welfare_worker.pk):
        assert called_off_for(table.referral) is None, "left out"
    begin(cast, table.team)
    assert WHY not in page(cast.teacher, url)


def test_a_referral_that_is_not_due_is_not_told_of(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    with as_system("test: put off"):
        type(table.referral).objects.update(follow_up_on=timezone.localdate() + timedelta(days=30))
    cancel(cast, table.meeting)
    with as_system("test: notices"):
        assert not Notice.objects.filter(notice_type="meeting.cancelled", user=cast.teacher).exists()


def test_a_meeting_that_is_called_off_is_neither_moved_nor_begun_nor_called_off_again(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    cancel(cast, table.meeting)
    chair = as_(cast.adviser)
    for name in ("move", "start", "cancel"):
        assert str(SENTENCES["meeting_is_cancelled"]) in words(
            chair.get(meeting_url(table.meeting, name), follow=True)
        ), name
    acts = (
        lambda: meeting_move(table.meeting, starts_at=timezone.now(), place=""),
        lambda: meeting_start(table.meeting, present=[]),
        lambda: meeting_cancel(table.meeting, why="Igjen"),
    )
    for act in acts:
        with as_user(cast.adviser.pk), pytest.raises(NothingThere) as reason:
            act()
        assert reason.value.code == "meeting_is_cancelled"
    assert now(table.meeting).cancelled_why == WHY
    planned(cast, table.team, at=table.meeting.starts_at)  # its time is free again


def test_it_waits_on_nobodys_day_and_is_nobodys_next_meeting(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    assert "Forbered møtet" in page(cast.nurse, "/")
    cancel(cast, table.meeting)
    assert "Forbered møtet" not in page(cast.nurse, "/")
    with as_user(cast.teacher.pk):
        assert next_meeting(table.team) is None


def test_a_meeting_that_has_begun_is_not_called_off(cast: Cast) -> None:
    table = lay_table(cast)
    assert str(SENTENCES["meeting_has_begun"]) in words(
        as_(cast.adviser).get(meeting_url(table.meeting, "cancel"), follow=True)
    )
    with as_user(cast.adviser.pk), pytest.raises(NothingThere):
        meeting_cancel(table.meeting, why=WHY)


def test_what_was_typed_for_it_is_given_back(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.discussion)
    autosave(cast.adviser, url, {"version": "0", "summary": "Halvferdig", "advice": ""})
    with as_user(cast.adviser.pk):
        meeting_start_undo(table.meeting)
    cancel(cast, table.meeting)
    assert url in page(cast.adviser, meeting_url(table.meeting))
    seen = page(cast.adviser, url, 404)
    assert "Halvferdig" in seen
    assert "Samtykket er trukket" not in seen
    seat(table.team, cast.ppt_colleague, cast.ppt, SeatRole.SECRETARY)
    assert as_(cast.ppt_colleague).post(url, said(summary="")).status_code in (302, 404)


def others(cast: Cast) -> list[User]:
    return [cast.nurse, cast.child_welfare_worker, cast.teacher, cast.mother, cast.stranger]


def test_nobody_but_chair_and_secretary_undoes_or_calls_off(cast: Cast) -> None:
    table = lay_table(cast)
    next_one = planned(cast, table.team)
    for user in others(cast):
        with as_user(user.pk), pytest.raises(PermissionDenied):
            meeting_start_undo(table.meeting)
        with as_user(user.pk), pytest.raises(PermissionDenied):
            meeting_cancel(next_one, why=WHY)
