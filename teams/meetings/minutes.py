"""The minutes as a member of the team reads them: what was said and decided, who does it, corrections."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.case.names import Told
from municipality.access.columns import unread
from municipality.people.models import User
from teams.items.item import About, Item, about_of, titles_of
from teams.items.order import order_of
from teams.meetings.models import Attendance, Correction, Meeting, MinutesItem, Task, TaskPurpose
from teams.meetings.room import leave, rooms_of


@dataclass(frozen=True)
class TaskShown:
    """What a decision asks somebody to do, and how far it is."""

    task: Task
    who: str

    @property
    def is_late(self) -> bool:
        return self.task.done_at is None and self.task.deadline < timezone.localdate()

    @property
    def informs(self) -> bool:
        return self.task.purpose == TaskPurpose.INFORM


@dataclass(frozen=True)
class MinutesShown:
    """One item of the minutes, numbered among those that this reader may see."""

    number: int
    about: About
    title: str
    minutes: MinutesItem
    responsible: str = ""
    informs: str = ""
    tasks: list[TaskShown] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def item_of(minutes: MinutesItem) -> Item:
    """What the minutes are about; a check of the table says that it is exactly one thing."""
    return cast("Item", minutes.referral or minutes.discussion or minutes.issue)


def minutes_of(meeting: Meeting) -> list[MinutesShown]:
    """What is written about each item that the current user may see, as the agenda had them. Always six queries.

    For those who sit in the team: others do not see the meeting. Of an item that has left the table nobody says any
    more who left the room for it.
    """
    said = ~Q(summary="") | ~Q(advice="") | Q(send_on=True)
    rows = list(_told(MinutesItem.objects.filter(said, meeting=meeting)))
    due = _follow_up_before(meeting)
    rooms = rooms_of([one.referral for one in rows if one.referral and not one.referral.closed_at])

    def place(one: MinutesItem) -> tuple[object, ...]:
        item = item_of(one)
        left = () if one.referral and one.referral.closed_at else leave(item, rooms)
        return order_of(item, day=one.held_on, follow_up_on=due.get(one.referral_id), leave=left)

    return shown(sorted(rows, key=place))


def _follow_up_before(meeting: Meeting) -> dict[uuid.UUID | None, date | None]:
    """By referral, the day for follow-up when the meeting began: its approval has set another since."""
    earlier = MinutesItem.objects.filter(
        referral__in=MinutesItem.objects.filter(meeting=meeting).values("referral"),
        meeting__approved_at__lt=meeting.started_at,
    ).exclude(advice="")
    return dict(earlier.order_by("held_on", "written_at").values_list("referral", "follow_up_on"))


def earlier_minutes(item: Item, meeting: Meeting) -> list[MinutesShown]:
    """What earlier meetings of the team said about the same case or item, newest first. Always four queries."""
    about = about_of(item)
    rows = MinutesItem.objects.exclude(meeting=meeting).exclude(advice="")
    if about == About.REFERRAL:
        # Of the same team, whose people were in one room: another team's names are not for everybody here.
        rows = rows.filter(referral__case=item.case_id, referral__team=meeting.team_id)  # type: ignore[union-attr]
    else:
        rows = rows.filter(**{about.column: item.pk})
    return shown(_told(rows).order_by("-held_on", "-written_at"))


def _told(rows: QuerySet[MinutesItem]) -> QuerySet[MinutesItem]:
    """With what they are about, and `unit_told` of who is responsible: minutes are printed and handed round."""
    rows = rows.select_related("referral__case", "discussion__theme", "issue")
    return rows.defer(*unread(MinutesItem, "referral")).annotate(unit_told=Told("item_unit", listed=True))


def shown(rows: Iterable[MinutesItem]) -> list[MinutesShown]:
    """The rows as they are ordered, numbered, with names, tasks and corrections. Three queries, none for no rows."""
    items: list[Any] = list(rows)
    if not items:
        return []
    of_items = Task.objects.filter(item__in=items)
    tasks: list[Any] = list(of_items.annotate(unit_told=Told("task_unit")).order_by("purpose"))
    corrections = corrections_of(items, listed=True)
    people = (
        {one.responsible_id for one in items}
        | {one.informs_id for one in items}
        | {one.user_id for one in tasks}
    )
    names: dict[int | None, str] = dict(User.objects.filter(pk__in=people).values_list("pk", "display_name"))
    by_item: dict[uuid.UUID, list[TaskShown]] = {}
    for task in tasks:
        who = _who(names.get(task.user_id), task.unit_told)
        by_item.setdefault(task.item_id, []).append(TaskShown(task, who))
    titles = titles_of(item_of(one) for one in items)
    return [
        MinutesShown(
            number, about_of(item_of(one)), title, one,
            responsible=_who(names.get(one.responsible_id), one.unit_told),
            informs=_who(names.get(one.informs_id), None),
            tasks=by_item.get(one.pk, []),
            corrections=corrections.get(one.pk, []),
        )
        for number, (one, title) in enumerate(zip(items, titles, strict=True), start=1)
    ]  # fmt: skip


def corrections_of(items: Iterable[MinutesItem], *, listed: bool) -> dict[uuid.UUID, list[Correction]]:
    """By item, what was added to its minutes, each `signed` as told to the current user. `listed`: also on paper."""
    found: dict[uuid.UUID, list[Correction]] = {}
    signed = Told("correction_signed", listed=listed)
    for correction in Correction.objects.filter(item__in=list(items)).annotate(signed=signed):
        found.setdefault(correction.item_id, []).append(correction)
    return found


def unapproved_among(items: Iterable[MinutesItem]) -> set[uuid.UUID]:
    """The meetings of these items that are not approved: only members of the team see these, and what they said."""
    meetings = {item.meeting_id for item in items}
    return set(Meeting.objects.filter(pk__in=meetings, approved_at=None).values_list("pk", flat=True))


@dataclass(frozen=True)
class Attended:
    """Who came, and who did not, in words."""

    present: list[str]
    absent: list[str]


def attendance_of(meeting: Meeting) -> Attended:
    rows = Attendance.objects.filter(meeting=meeting).select_related("seat__user", "seat__unit")
    ordered = sorted(rows, key=lambda row: (row.seat.unit.name, row.seat.user.display_name))
    words = [(row.present, f"{row.seat.user.display_name}, {row.seat.unit.name}") for row in ordered]
    return Attended([who for here, who in words if here], [who for here, who in words if not here])


def _who(name: str | None, unit: str | None) -> str:
    return ", ".join(word for word in (name, unit) if word)
