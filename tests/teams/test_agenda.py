"""The agenda builds itself, for each reader without a gap."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Theme
from teams.meetings.agenda import AgendaItem, agenda_of
from teams.meetings.models import Meeting, Task
from teams.meetings.rhythm import suggested_start
from teams.meetings.selectors import earlier_meetings, next_meeting, unapproved_meetings
from teams.referrals.models import Referral
from tests.cast import Cast, synthetic_number, years_ago
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.teams.table import (
    NAME,
    as_,
    ask,
    events,
    lay_table,
    meeting_url,
    page,
    planned,
    raise_issue,
)  # fmt: skip
from tests.work.helpers import set_goal, set_measure, staff


def agenda(cast: Cast, person: str, team: object, days: int = 0) -> list[AgendaItem]:
    with as_user(getattr(cast, person).pk):
        return agenda_of(team, timezone.localdate() + timedelta(days=days))  # type: ignore[arg-type]


def titles(items: list[AgendaItem]) -> list[str]:
    return [f"{one.number} {one.title}" for one in items]


def marks(items: list[AgendaItem]) -> list[list[str]]:
    return [[str(mark.text) for mark in one.marks] for one in items]


def test_the_agenda_has_referrals_then_discussions_then_systemsaker(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    assert titles(agenda(cast, "adviser", table.team)) == [
        "1 Emma Eksempel, 9 år",
        "2 Anonym drøfting · 6–9 år · Vennskap",
        "3 Overganger",
    ]
    assert marks(agenda(cast, "adviser", table.team))[0] == ["ny"]


def test_the_agenda_leads_to_each_item_and_whoever_holds_the_meeting_to_leading_it(cast: Cast) -> None:
    table = lay_table(cast)
    to_read = [f"/henvisninger/{table.referral.pk}/", f"/systemsaker/{table.issue.pk}/"]
    to_lead = [
        f"{meeting_url(table.meeting)}sak/{one.about.value}/{one.item.pk}/"
        for one in agenda(cast, "adviser", table.team)
    ]
    for who, links in (("nurse", to_read), ("adviser", to_lead)):
        shown = page(getattr(cast, who), meeting_url(table.meeting))
        assert [f'href="{link}"' in shown for link in links] == [True] * len(links), who


def test_who_is_left_out_of_an_item_counts_the_others_without_a_gap(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    assert titles(agenda(cast, "child_welfare_worker", table.team)) == [
        "1 Anonym drøfting · 6–9 år · Vennskap",
        "2 Overganger",
    ]


@pytest.mark.parametrize("who", ["other_teacher", "nav", "stranger", "mother", "privacy_officer"])
def test_who_does_not_sit_in_the_team_has_no_agenda(cast: Cast, who: str) -> None:
    table = lay_table(cast, begun=False)
    seen = titles(agenda(cast, who, table.team))
    # The mother reads what is asked about her child, and the team's other things not.
    assert seen == (["1 Emma Eksempel, 9 år"] if who == "mother" else [])


def test_new_referrals_come_by_urgency_and_then_as_they_were_sent(cast: Cast) -> None:
    team = make_team(cast)
    first, second, urgent = (
        refer(cast, open_log(cast, number=synthetic_number(years_ago(9), row)), team, urgent=row == 3)
        for row in (1, 2, 3)
    )
    found = agenda(cast, "adviser", team)
    assert [one.item.pk for one in found] == [urgent.pk, first.pk, second.pk]
    assert marks(found)[0] == ["ny", "haster"]


def test_an_answered_referral_comes_back_on_its_day_and_not_before(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast)
    referral, meeting = refer(cast, case_id, team), begin(cast, team)
    decide(cast, meeting, referral, follow_up_days=14)
    approve(cast, meeting)
    assert agenda(cast, "adviser", team) == []
    assert agenda(cast, "adviser", team, days=13) == []
    assert marks(agenda(cast, "adviser", team, days=14)) == [["oppfølging"]]


def test_a_case_whose_task_is_overdue_comes_back_before_its_day(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast)
    referral, meeting = refer(cast, case_id, team), begin(cast, team)
    decide(cast, meeting, referral, responsible="nurse", follow_up_days=40)
    approve(cast, meeting)
    assert agenda(cast, "adviser", team, days=10) == [], "due on that day, and not late"
    assert marks(agenda(cast, "adviser", team, days=11)) == [["oppfølging", "uten framdrift"]]
    with as_system("test: done"):
        Task.objects.update(done_at=timezone.now())
    assert agenda(cast, "adviser", team, days=11) == []


def test_an_answered_discussion_and_a_finished_systemsak_are_off_the_table(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.discussion)
    decide(cast, table.meeting, table.issue)
    approve(cast, table.meeting)
    assert titles(agenda(cast, "adviser", table.team)) == ["1 Emma Eksempel, 9 år"]


def test_a_discussion_that_was_put_off_waits_until_its_day(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.discussion, follow_up_days=7)
    decide(cast, table.meeting, table.issue, follow_up_days=21)
    approve(cast, table.meeting)
    assert titles(agenda(cast, "adviser", table.team, days=6)) == ["1 Emma Eksempel, 9 år"]
    assert len(agenda(cast, "adviser", table.team, days=7)) == 2
    assert len(agenda(cast, "adviser", table.team, days=21)) == 3


def test_what_comes_after_a_meeting_is_not_on_its_agenda(cast: Cast) -> None:
    team = make_team(cast)
    meeting = begin(cast, team)
    with as_system("test: time passes"):
        Meeting.objects.filter(pk=meeting.pk).update(started_at=timezone.now() - timedelta(days=3))
    refer(cast, open_log(cast), team)
    raise_issue(cast, team)
    with as_system("test: theme"):
        theme = Theme.objects.create(municipality=cast.home, name="Vennskap")
    ask(cast, team, theme)
    assert agenda(cast, "adviser", team, days=-3) == []
    assert NAME not in page(cast.adviser, meeting_url(meeting))
    assert len(agenda(cast, "adviser", team)) == 3


def test_a_closed_referral_is_on_no_agenda(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    with as_system("test: closed"):
        Referral.objects.update(closed_at=timezone.now())
    assert titles(agenda(cast, "adviser", table.team))[0].startswith("1 Anonym")


def test_meetings_are_told_apart_as_next_unapproved_and_earlier(cast: Cast) -> None:
    team = make_team(cast)
    old = begin(cast, team)
    approve(cast, old)
    held, next_one = begin(cast, team), planned(cast, team)
    planned(cast, team, at=timezone.now() + timedelta(days=9))
    with as_user(cast.nurse.pk):
        assert next_meeting(team) == next_one
        assert list(unapproved_meetings(team)) == [held]
        assert list(earlier_meetings(team)) == [old]
    with as_user(cast.teacher.pk):
        assert next_meeting(team) is None
        assert not unapproved_meetings(team)


@pytest.mark.parametrize(
    ("meets", "days"),
    [
        ({"every": "2 weeks"}, 14),
        ({"every": "month"}, 28),
        ({"every": "week"}, 7),
        ({"times_per_half_year": 3}, 56),
        ({"times_per_year": 6}, 56),
        ({"note": "jevnlig"}, 7),
    ],
)
def test_the_next_meeting_follows_the_rhythm_of_the_team(
    cast: Cast, meets: dict[str, object], days: int
) -> None:
    team = make_team(cast)
    team.meets = meets
    monday = timezone.localtime().replace(hour=10, minute=30, second=0, microsecond=0)
    monday -= timedelta(days=monday.weekday())
    planned(cast, team, at=monday)
    with as_user(cast.adviser.pk):
        found = timezone.localtime(suggested_start(team))
    assert found.date() == monday.date() + timedelta(days=days)
    assert (found.hour, found.minute) == (10, 30)


def test_a_first_meeting_is_suggested_on_a_working_day_a_week_ahead(cast: Cast) -> None:
    team = make_team(cast)
    with as_user(cast.adviser.pk):
        found = timezone.localtime(suggested_start(team))
    assert 7 <= (found.date() - timezone.localdate()).days <= 9
    assert found.weekday() < 5
    assert (found.hour, found.minute) == (9, 0)


def test_a_member_sees_on_the_agenda_what_to_prepare(cast: Cast) -> None:
    table = lay_table(cast, begun=False)
    goal = set_goal(cast, table.case_id)
    measure = set_measure(
        cast, table.case_id, goal, responsible=staff(cast, "teacher", "school"), what="Vennegruppe"
    )
    assert "Forbered dette" not in page(cast.nurse, meeting_url(table.meeting))
    with as_system("test: the nurse is responsible"):
        type(measure).objects.filter(pk=measure.pk).update(
            responsible=cast.nurse, responsible_unit=cast.clinic
        )
    seen = page(cast.nurse, meeting_url(table.meeting))
    assert "Forbered dette" in seen
    assert "Vennegruppe" in seen
    assert reverse("work:measure_read", args=[table.case_id, measure.pk]) in seen
    assert "Vennegruppe" not in page(cast.adviser, meeting_url(table.meeting)), "that is the nurse's to say"


def test_reading_an_agenda_is_an_event_with_the_referrals_shown_and_no_discussion(
    cast: Cast,
) -> None:
    table = lay_table(cast, begun=False)
    as_(cast.child_welfare_worker).get(meeting_url(table.meeting))
    as_(cast.adviser).get(meeting_url(table.meeting))
    shown = {event.user_id: event.objects for event in events("agenda.read")}
    assert shown[cast.adviser.pk] == [f"referral:{table.referral.pk}"]
    assert shown[cast.child_welfare_worker.pk] == []
