"""What is on a team's table on a day. Row security leaves out what the reader may not see.

An agenda numbers only what the current user may see, so that its numbers have no gap where something is left out.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from municipality.organisation.models import Team
from teams.discussions.models import AnonymousDiscussion
from teams.items.item import About, Item, about_of, place_of, title_of
from teams.meetings.models import Meeting, MinutesItem, Task
from teams.referrals.models import Referral
from teams.referrals.selectors import told
from teams.systemissues.models import SystemIssue


@dataclass(frozen=True)
class Mark:
    """A word beside an item, and its colour (`{% tag %}`)."""

    text: Promise
    tone: str = ""


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
        """« · ny · haster», to follow something else."""
        return "".join(f" · {mark.text}" for mark in self.marks)

    @property
    def referral(self) -> Referral | None:
        return self.item if isinstance(self.item, Referral) else None

    @property
    def reading_url(self) -> str:
        """The page of its own that it has outside a meeting; an anonymous discussion has none."""
        if isinstance(self.item, Referral):
            return reverse("answers:referral", args=[self.item.pk])
        return reverse("answers:issue", args=[self.item.pk]) if isinstance(self.item, SystemIssue) else ""

    def leading_url(self, meeting: Meeting) -> str:
        """The page on which the chair leads this item in a meeting."""
        return reverse("meetings:item", args=[meeting.pk, self.about.value, self.item.pk])


def agenda_of(team: Team, day: date) -> list[AgendaItem]:
    """What the team takes up on `day`, as the current user may see it, in the order of `place_of`. Always five queries.

    Referrals that are new, due for follow-up, or in which a task is overdue; anonymous discussions without an answer;
    systemsaker. What came after `day` is not on it.
    """
    put_off = _put_off(team, day)
    discussions = AnonymousDiscussion.objects.filter(team=team, answered_on=None, asked_on__lte=day)
    issues = SystemIssue.objects.filter(team=team, closed_at=None, raised_at__date__lte=day)
    rows: list[tuple[Item, tuple[Mark, ...]]] = [
        *_referrals(team, day),
        *((one, ()) for one in discussions.select_related("theme") if one.pk not in put_off),
        *((one, ()) for one in issues if one.pk not in put_off),
    ]
    rows.sort(key=lambda row: place_of(row[0], day=day, follow_up_on=getattr(row[0], "follow_up_on", None)))
    return [
        AgendaItem(number, about_of(item), item, title_of(item), marks)
        for number, (item, marks) in enumerate(rows, start=1)
    ]


def _referrals(team: Team, day: date) -> Iterator[tuple[Referral, tuple[Mark, ...]]]:
    """Open ones that are taken up, with their marks."""
    open_ones = Referral.objects.filter(team=team, closed_at=None, sent_at__date__lte=day)
    referrals = list(told(open_ones.select_related("case"), listed=True))
    # By their keys: a join to the referrals would run their policy again for each task.
    overdue = Task.objects.filter(item__referral__in=referrals, done_at=None, deadline__lt=day)
    still = set(overdue.values_list("item__referral", flat=True))
    for one in referrals:
        late = (STANDING_STILL,) if one.pk in still else ()
        if one.follow_up_on is None:  # the team has not answered it
            yield one, (NEW, URGENT) if one.urgent else (NEW,)
        elif one.follow_up_on <= day:
            yield one, (FOLLOW_UP, *late)
        elif late:
            yield one, late


def _put_off(team: Team, day: date) -> set[uuid.UUID]:
    """Discussions and systemsaker that an approved meeting put off until after `day`."""
    rows = MinutesItem.objects.filter(
        Q(discussion__team=team) | Q(issue__team=team), referral=None, meeting__approved_at__isnull=False
    ).order_by("meeting__approved_at")
    latest = {row.discussion_id or row.issue_id: row.follow_up_on for row in rows}
    return {key for key, until in latest.items() if key and until is not None and until > day}
