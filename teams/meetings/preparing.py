"""A meeting as a member of the team sees it: each item, how far it is, and what the reader has to prepare."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model

from cases.meetings.curtain import InRoom
from cases.work.models import Measure
from municipality.access.columns import unread
from municipality.people.models import User
from teams.meetings.agenda import AgendaItem, agenda_of
from teams.meetings.models import Meeting, MinutesItem, Task
from teams.meetings.room import rooms_of
from teams.meetings.selectors import day_of
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
    """One item of a meeting. `room` is filled for those who lead it."""

    item: AgendaItem
    url: str
    minutes: MinutesItem | None
    own: OwnWork
    room: list[InRoom] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        return is_written(self.minutes)

    @property
    def is_decided(self) -> bool:
        """Whether approval takes it off the table, or gives it a day on which it comes back."""
        return self.minutes is not None and bool(self.minutes.advice or self.minutes.send_on)

    @property
    def may_not_hear(self) -> list[InRoom]:
        return [one for one in self.room if not one.may_hear]

    @property
    def is_shut(self) -> bool:
        """Whether somebody present may not hear it, or the current user may not lead it."""
        return self.item.referral is not None and (not self.room or bool(self.must_leave))

    @property
    def must_leave(self) -> list[InRoom]:
        return [one for one in self.room if one.must_leave]


def is_written(minutes: MinutesItem | None) -> bool:
    """Whether something is said; a row may exist only for its curtain."""
    return minutes is not None and bool(minutes.summary or minutes.advice or minutes.send_on)


def rows_of(meeting: Meeting, user: User, *, leads: bool) -> list[Row]:
    """The agenda of the meeting with what is written so far. A fixed number of queries, however long it is."""
    agenda = agenda_of(meeting.team, day_of(meeting))
    minutes = {
        one.referral_id or one.discussion_id or one.issue_id: one
        for one in MinutesItem.objects.filter(meeting=meeting)
    }
    referrals = [one.referral for one in agenda if one.referral]
    rooms = rooms_of(meeting, referrals) if leads and referrals else {}
    own = _own_work(user, referrals)
    return [
        Row(
            item=one,
            url=one.leading_url(meeting),
            minutes=minutes.get(one.item.pk),
            own=own.get(one.referral.case_id, OwnWork()) if one.referral else OwnWork(),
            room=rooms.get(one.item.pk, []),
        )
        for one in agenda
    ]


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
