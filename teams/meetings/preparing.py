"""A meeting as a member of the team sees it: each item, how far it is, and what the reader has to prepare."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Model
from django.utils import timezone

from cases.meetings.curtain import InRoom
from cases.work.models import Measure
from municipality.access.columns import unread
from municipality.people.models import User
from municipality.ui.dates import clock
from teams.meetings.agenda import AgendaItem, agenda_of
from teams.meetings.models import Meeting, MinutesItem, Task
from teams.meetings.selectors import begins, day_of
from teams.referrals.models import Referral


@dataclass(frozen=True)
class OwnWork:
    """What the reader must report on: their own measures that go on, and their own tasks that are not done."""

    measures: list[Measure] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.measures or self.tasks)


@dataclass(frozen=True)
class Row:
    """One item of a meeting, and about when it comes: reckoned from the items that the reader sees."""

    item: AgendaItem
    url: str
    minutes: MinutesItem | None
    own: OwnWork
    at: datetime

    @property
    def clock(self) -> str:
        """«kl. 9.30»"""
        return clock(self.at)

    @property
    def is_written(self) -> bool:
        return is_written(self.minutes)

    @property
    def is_decided(self) -> bool:
        """Whether approval takes it off the table, or gives it a day on which it comes back."""
        return self.minutes is not None and bool(self.minutes.advice or self.minutes.send_on)

    @property
    def is_shut(self) -> bool:
        """Whether somebody present may not hear it, or the current user may not lead it."""
        return self.item.referral is not None and (not self.item.room or bool(self.must_leave))

    @property
    def must_leave(self) -> list[InRoom]:
        return [one for one in self.item.leave if one.present]


def is_written(minutes: MinutesItem | None) -> bool:
    """Whether something is said; a row may exist only for its curtain."""
    return minutes is not None and bool(minutes.summary or minutes.advice or minutes.send_on)


def rows_of(meeting: Meeting, user: User) -> list[Row]:
    """The agenda of the meeting with what is written so far. A fixed number of queries, however long it is."""
    agenda = agenda_of(meeting.team, day_of(meeting), meeting)
    minutes = {
        one.referral_id or one.discussion_id or one.issue_id: one
        for one in MinutesItem.objects.filter(meeting=meeting)
    }
    referrals = [one.referral for one in agenda if one.referral]
    own = _own_work(user, referrals)
    times = _times(meeting, agenda)
    return [
        Row(
            item=one,
            url=one.leading_url(meeting),
            minutes=minutes.get(one.item.pk),
            own=own.get(one.referral.case_id, OwnWork()) if one.referral else OwnWork(),
            at=at,
        )
        for one, at in zip(agenda, times, strict=True)
    ]


def _times(meeting: Meeting, agenda: list[AgendaItem]) -> Iterator[datetime]:
    """When each item comes if those before it take as long as they are reckoned to."""
    at = timezone.localtime(begins(meeting))
    for one in agenda:
        yield at
        at += timedelta(minutes=one.part.minutes)


def about_somebody(rows: Iterable[Row]) -> list[Model]:
    """What the rows show of persons, for the access log. An anonymous discussion leaves no event."""
    found: list[Model] = []
    for row in rows:
        if row.item.referral:
            found += [row.item.referral, *row.own.measures, *row.own.tasks]
    return found


def _own_work(user: User, referrals: list[Referral]) -> dict[uuid.UUID, OwnWork]:
    """By case, for the cases on the agenda."""
    cases = [one.case_id for one in referrals]
    if not cases:
        return {}
    found: dict[uuid.UUID, OwnWork] = {key: OwnWork() for key in cases}
    measures = Measure.objects.filter(case__in=cases, responsible=user, ended_at=None)
    for measure in measures.order_by("deadline", "set_at", "pk"):
        found[measure.case_id].measures.append(measure)
    tasks = Task.objects.filter(item__referral__case__in=cases, user=user, done_at=None)
    for task in tasks.select_related("item__referral").defer(*unread(Task, "item__referral")):
        if task.item.referral:
            found[task.item.referral.case_id].tasks.append(task)
    return found
