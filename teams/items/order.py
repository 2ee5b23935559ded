"""The order in which a team takes up what is on its table: the parts of an agenda, and what comes first in each."""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from teams.discussions.models import AnonymousDiscussion
from teams.items.item import Item
from teams.systemissues.models import SystemIssue


class Part(IntEnum):
    """The parts of an agenda, the first first."""

    URGENT = 0
    NEW = 1
    FOLLOW_UP = 2
    STANDING_STILL = 3
    DISCUSSIONS = 4
    ISSUES = 5

    @property
    def label(self) -> str:
        return str(LABELS[self])

    @property
    def minutes(self) -> int:
        """How long one item is reckoned to take, so that an agenda can say about when it comes."""
        return LONG if self in TAKE_LONG else SHORT


LABELS: Final[Mapping[Part, Promise]] = {
    Part.URGENT: _("Haster"),
    Part.NEW: _("Nye saker"),
    Part.FOLLOW_UP: _("Oppfølging"),
    Part.STANDING_STILL: _("Frister som er gått ut"),
    Part.DISCUSSIONS: _("Drøftinger uten navn"),
    Part.ISSUES: _("Systemsaker"),
}
TAKE_LONG: Final = frozenset({Part.URGENT, Part.NEW, Part.DISCUSSIONS})
LONG, SHORT = 15, 10


def part_of(item: Item, *, day: date, follow_up_on: date | None = None) -> Part:
    """Where it stands on the agenda of `day`.

    New referrals, the urgent ones first; those whose day for follow-up, `follow_up_on`, has come; those that are there
    because a deadline has passed; anonymous discussions; systemsaker.
    """
    if isinstance(item, AnonymousDiscussion):
        return Part.DISCUSSIONS
    if isinstance(item, SystemIssue):
        return Part.ISSUES
    if follow_up_on is None:
        return Part.URGENT if item.urgent else Part.NEW
    return Part.FOLLOW_UP if follow_up_on <= day else Part.STANDING_STILL


def order_of(
    item: Item, *, day: date, follow_up_on: date | None = None, leave: tuple[str, ...] = ()
) -> tuple[object, ...]:
    """For sorting. Within a part those come together for whom the same people `leave` the room; nobody's come first."""
    part = part_of(item, day=day, follow_up_on=follow_up_on)
    if isinstance(item, AnonymousDiscussion):
        return part, leave, item.asked_on, item.pk
    if isinstance(item, SystemIssue):
        return part, leave, item.raised_at, item.pk
    due = follow_up_on if part is Part.FOLLOW_UP else day
    return part, leave, due, not item.urgent, item.sent_at, item.pk
