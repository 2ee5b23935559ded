"""What is on a team's table on a day. Row security leaves out what the reader may not see.

An agenda numbers only what the current user may see, so that its numbers have no gap where something is left out.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.meetings.curtain import InRoom
from municipality.organisation.models import Team
from teams.discussions.models import AnonymousDiscussion
from teams.items.item import About, Item, about_of, titles_of
from teams.items.order import Part, order_of, part_of
from teams.meetings.models import Meeting, MinutesItem, Task
from teams.meetings.room import READER, leave, rooms_of
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
    """One thing on the table, with its number on this reader's agenda. `title`: the child, the theme, the flaw.

    `room`: who sits there and who hears it; empty where everybody does, and where the reader may not hear it.
    """

    number: int
    about: About
    item: Item
    title: str
    marks: tuple[Mark, ...]
    part: Part
    room: tuple[InRoom, ...] = ()
    reader_leaves: bool = False

    @property
    def leave(self) -> tuple[InRoom, ...]:
        """Those who may not hear it, here or not."""
        return tuple(one for one in self.room if not one.may_hear)

    @property
    def sender(self) -> str:
        """Who brought it, as the reader may know; of an anonymous discussion no more than the service or the unit."""
        if isinstance(self.item, Referral):
            return str(self.item.sent_by)  # type: ignore[attr-defined]
        if isinstance(self.item, AnonymousDiscussion):
            return (self.item.unit or self.item.service).name
        return self.item.unit.name

    @property
    def question(self) -> str:
        return self.item.what_fails if isinstance(self.item, SystemIssue) else self.item.question

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


def agenda_of(team: Team, day: date, meeting: Meeting | None = None) -> list[AgendaItem]:
    """What the team takes up on `day`, as the one who asks may see it, in the order of `order_of`. Always six queries.

    Referrals that are new, due for follow-up, or in which a task is overdue; anonymous discussions without an answer;
    systemsaker. What came after `day` is not on it. With a `meeting` the rooms say who has come to it.
    """
    until = _put_off(team)
    discussions = AnonymousDiscussion.objects.filter(team=team, answered_on=None, asked_on__lte=day)
    issues = SystemIssue.objects.filter(team=team, closed_at=None, raised_at__date__lte=day)
    referrals = list(_referrals(team, day))
    rooms = rooms_of([one for one, _marks in referrals], meeting)
    rows: list[tuple[Item, tuple[Mark, ...]]] = [
        *referrals,
        *_others(discussions.select_related("theme", "unit", "service"), until, day),
        *_others(issues.select_related("unit"), until, day),
    ]
    rows.sort(
        key=lambda row: order_of(row[0], day=day, follow_up_on=_due(row[0]), leave=leave(row[0], rooms))
    )
    titles = titles_of(item for item, _marks in rows)
    return [
        AgendaItem(
            number, about_of(item), item, title, marks,
            part=part_of(item, day=day, follow_up_on=_due(item)),
            room=tuple(rooms.get(item.pk, ())),
            reader_leaves=leave(item, rooms) == READER,
        )
        for number, ((item, marks), title) in enumerate(zip(rows, titles, strict=True), start=1)
    ]  # fmt: skip


def _due(item: Item) -> date | None:
    return item.follow_up_on if isinstance(item, Referral) else None


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
        elif one.follow_up_on <= day or late:
            yield one, (FOLLOW_UP, *late)


def _others(
    items: Iterable[Item], until: dict[uuid.UUID, date | None], day: date
) -> Iterator[tuple[Item, tuple[Mark, ...]]]:
    """Those about no child, without those that wait for a later day."""
    for one in items:
        put_off = until.get(one.pk)
        if put_off is None or put_off <= day:
            yield one, (FOLLOW_UP if put_off else NEW,)


def _put_off(team: Team) -> dict[uuid.UUID, date | None]:
    """Discussions and systemsaker that approved meetings have talked about, with the day to which the last put each."""
    rows = MinutesItem.objects.filter(
        Q(discussion__team=team) | Q(issue__team=team), referral=None, meeting__approved_at__isnull=False
    ).order_by("meeting__approved_at")
    return {key: row.follow_up_on for row in rows if (key := row.discussion_id or row.issue_id)}
