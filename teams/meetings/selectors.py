"""What stands on a team's table on a day, and which meetings it has. Row security leaves out what is not the reader's.

An agenda is counted on what the one who asks may see, so that its numbers have no gap where something is left out.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.organisation.models import Team
from municipality.ui.dates import age_text
from teams.discussions.models import AnonymousDiscussion
from teams.meetings.models import Meeting, MinutesItem
from teams.meetings.services import Item
from teams.referrals.models import Referral
from teams.referrals.selectors import told
from teams.systemissues.models import SystemIssue
from teams.tasks.models import Task


class About(StrEnum):
    """What an item is about, as the word in its address."""

    REFERRAL = "henvisning"
    DISCUSSION = "drofting"
    ISSUE = "systemsak"


@dataclass(frozen=True)
class Mark:
    """A word beside an item, and its colour (`{% tag %}`)."""

    text: Promise
    kind: str = ""


NEW: Final = Mark(gettext_lazy("ny"), "info")
URGENT: Final = Mark(gettext_lazy("haster"), "waiting")
FOLLOW_UP: Final = Mark(gettext_lazy("oppfølging"))
STANDING_STILL: Final = Mark(gettext_lazy("uten framdrift"), "late")


@dataclass(frozen=True)
class AgendaItem:
    """One thing on the table, with its number on this reader's agenda. `title`: the child, the theme, the flaw."""

    number: int
    about: About
    item: Item
    title: str
    marks: tuple[Mark, ...] = ()

    @property
    def marks_in_words(self) -> str:
        """« · ny · haster», to stand after something else."""
        return "".join(f" · {mark.text}" for mark in self.marks)

    @property
    def referral(self) -> Referral | None:
        return self.item if isinstance(self.item, Referral) else None

    @property
    def reading_url(self) -> str:
        """The page of its own that it has outside a meeting; an anonymous discussion has none."""
        if isinstance(self.item, Referral):
            return reverse("referrals:read", args=[self.item.pk])
        return reverse("systemissues:read", args=[self.item.pk]) if isinstance(self.item, SystemIssue) else ""

    def leading_url(self, meeting: Meeting) -> str:
        """The page on which the chair leads this item in a meeting."""
        return reverse("meetings:item", args=[meeting.pk, self.about.value, self.item.pk])


def about_of(item: Item) -> About:
    if isinstance(item, Referral):
        return About.REFERRAL
    return About.DISCUSSION if isinstance(item, AnonymousDiscussion) else About.ISSUE


def title_of(item: Item) -> str:
    """What an item is called in a list; of a child the first name and age, and nothing about the case."""
    if isinstance(item, Referral):
        return f"{item.case.first_name}, {age_text(item.case.subject_birth_date, timezone.localdate())}"
    if isinstance(item, AnonymousDiscussion):
        return f"{_('Anonym drøfting')} · {item.get_age_band_display()} · {item.theme.name}"
    return item.title


def agenda_of(team: Team, day: date) -> list[AgendaItem]:
    """What the team takes up on `day`, as the one who asks may see it. Always five queries.

    New referrals first, by urgency, then by when they came; decisions due for follow-up; cases in which a task is
    overdue; anonymous discussions without an answer; systemsaker. What came after `day` is not on it.
    """
    put_off = _put_off(team, day)
    discussions = AnonymousDiscussion.objects.filter(team=team, answered_on=None, asked_on__lte=day)
    issues = SystemIssue.objects.filter(team=team, closed_at=None, raised_at__date__lte=day)
    ordered: chain[tuple[Item, tuple[Mark, ...]]] = chain(
        _referrals(team, day),
        ((one, ()) for one in discussions.select_related("theme") if one.pk not in put_off),
        ((one, ()) for one in issues if one.pk not in put_off),
    )
    return [
        AgendaItem(number, about_of(item), item, title_of(item), marks)
        for number, (item, marks) in enumerate(ordered, start=1)
    ]


def _referrals(team: Team, day: date) -> list[tuple[Referral, tuple[Mark, ...]]]:
    """Open ones with their marks, in the order in which they are taken up."""
    open_ones = Referral.objects.filter(team=team, closed_at=None, sent_at__date__lte=day)
    listed = told(open_ones.select_related("case"), listed=True)
    referrals = list(listed.order_by("-urgent", "sent_at", "pk"))
    # By their keys: a join to the referrals would ask their policy anew for each task.
    overdue = Task.objects.filter(item__referral__in=referrals, done_at=None, deadline__lt=day)
    still = set(overdue.values_list("item__referral", flat=True))
    found: dict[int, list[tuple[Referral, tuple[Mark, ...]]]] = {0: [], 1: [], 2: []}
    # The team has not answered a referral that has no day for follow-up yet.
    for one in referrals:
        urgent = (URGENT,) if one.urgent else ()
        late = (STANDING_STILL,) if one.pk in still else ()
        if one.follow_up_on is None:
            found[0].append((one, (NEW, *urgent)))
        elif one.follow_up_on <= day:
            found[1].append((one, (FOLLOW_UP, *late)))
        elif late:
            found[2].append((one, late))
    found[1].sort(key=lambda row: row[0].follow_up_on or day)
    return [*found[0], *found[1], *found[2]]


def _put_off(team: Team, day: date) -> set[uuid.UUID]:
    """Discussions and systemsaker that an approved meeting put off until after `day`."""
    rows = MinutesItem.objects.filter(
        Q(discussion__team=team) | Q(issue__team=team), referral=None, meeting__approved_at__isnull=False
    ).order_by("meeting__approved_at")
    latest = {row.discussion_id or row.issue_id: row.follow_up_on for row in rows}
    return {key for key, until in latest.items() if key and until is not None and until > day}


def next_meeting(team: Team) -> Meeting | None:
    """The next one that has not begun, also when its time has passed: it is begun or moved. For those who sit there."""
    return Meeting.objects.filter(team=team, started_at=None).order_by("starts_at").first()


def unapproved_meetings(team: Team) -> QuerySet[Meeting]:
    """Meetings that have begun and whose minutes wait for the chair, oldest first."""
    return Meeting.objects.filter(team=team, started_at__isnull=False, approved_at=None).order_by("starts_at")


def earlier_meetings(team: Team) -> QuerySet[Meeting]:
    """Meetings with approved minutes, newest first."""
    return Meeting.objects.filter(team=team, approved_at__isnull=False).order_by("-starts_at")


def day_of(meeting: Meeting) -> date:
    """The day that the agenda is for: when it was held, or when it is planned, but never a day that has passed."""
    if meeting.started_at:
        return timezone.localdate(meeting.started_at)
    return max(timezone.localdate(meeting.starts_at), timezone.localdate())
