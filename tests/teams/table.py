"""A table with three things on it: Emma's referral without barnevern, a discussion without names, a systemsak."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Team, Theme
from municipality.people.models import User
from teams.discussions.models import AnonymousDiscussion
from teams.discussions.services import discussion_ask, fresh_code
from teams.items.item import Item, about_of
from teams.meetings.models import Meeting
from teams.meetings.services import meeting_plan
from teams.systemissues.models import SystemIssue
from teams.systemissues.services import system_issue_raise
from tests.access_log import Noted, noted
from tests.cast import Cast
from tests.logs.helpers import as_ as signed_in
from tests.logs.opening import open_log
from tests.teams.helpers import begin, make_team, refer

NAME = "Emma"


def lay_table(cast: Cast, *, begun: bool = True) -> SimpleNamespace:
    """The team, the three items, and a meeting of today that has begun with everybody there, or is only planned."""
    team = make_team(cast)
    with as_system("test: theme"):
        theme = Theme.objects.create(municipality=cast.home, name="Vennskap")
    case_id = open_log(cast)
    referral = refer(cast, case_id, team)
    meeting = begin(cast, team) if begun else planned(cast, team)
    return SimpleNamespace(
        team=team,
        case_id=case_id,
        referral=referral,
        discussion=ask(cast, team, theme),
        issue=raise_issue(cast, team),
        meeting=meeting,
    )


def planned(cast: Cast, team: Team, *, by: str = "adviser", at: datetime | None = None) -> Meeting:
    with as_user(getattr(cast, by).pk):
        key = meeting_plan(
            team=team, starts_at=at or timezone.now() + timedelta(minutes=20), place="Rådhuset"
        )
        return Meeting.objects.get(pk=key)


def ask(cast: Cast, team: Team, theme: Theme, *, by: str = "teacher") -> AnonymousDiscussion:
    with as_user(getattr(cast, by).pk):
        discussion_ask(
            claim=fresh_code(),
            team=team,
            unit=cast.school,
            age_band="6-9",
            theme=theme,
            arena="school",
            tried="",
            question="Hva hjelper?",
        )
    with as_system("test: the row"):
        return AnonymousDiscussion.objects.select_related("theme").get(team=team)


def raise_issue(cast: Cast, team: Team, *, by: str = "nurse") -> SystemIssue:
    with as_user(getattr(cast, by).pk):
        key = system_issue_raise(
            team=team,
            unit=cast.clinic,
            title="Overganger",
            what_fails="Vi får vite det for sent.",
            suggestion="",
        )
        return SystemIssue.objects.get(pk=key)


def as_(user: User) -> Any:
    """A browser in which this person has signed in; the answers are of many classes, so of no type."""
    return signed_in(user)


def item_url(meeting: Meeting, item: Item) -> str:
    return reverse("meetings:item", args=[meeting.pk, about_of(item).value, item.pk])


def meeting_url(meeting: Meeting, page: str = "read") -> str:
    return reverse(f"meetings:{page}", args=[meeting.pk])


def lift(cast: Cast, meeting: Meeting, item: Item, *, by: str = "adviser", **more: str) -> Any:
    """The button «De har gått ut»."""
    client = as_(getattr(cast, by))
    return client.post(meeting_url(meeting, "lift"), {"sak": str(item.pk), **more})


def words(response: Any, status: int = 200) -> str:
    """What the page says, with single spaces."""
    assert response.status_code == status, response.status_code
    return " ".join(response.content.decode().split())


def page(user: User, url: str, status: int = 200) -> str:
    return words(as_(user).get(url), status)


def said(**changes: str) -> dict[str, str]:
    """The minutes form as it is sent."""
    return {
        "version": "0",
        "summary": "Vi drøftet det.",
        "advice": "Prøv en vennegruppe.",
        "go": "next",
    } | changes


def events(act: str, **filters: Any) -> list[Noted]:
    return noted(act=act, **filters)
