"""The room of a team, item by item: who hears it and who leaves, for those who may hear it themselves."""

import uuid
from collections.abc import Iterable
from typing import Final, NamedTuple

from cases.meetings.curtain import Curtain, InRoom
from municipality.access.verbs import rows, value
from teams.items.item import Item
from teams.meetings.models import Meeting
from teams.referrals.models import Referral


class _InRoom(NamedTuple):
    referral_id: uuid.UUID
    name: str
    unit: str
    present: bool
    may_hear: bool


Rooms = dict[uuid.UUID, list[InRoom]]
READER: Final = ("\uffff",)  # instead of names, which it comes after


def rooms_of(referrals: Iterable[Referral], meeting: Meeting | None = None) -> Rooms:
    """The room for each of the referrals, in one query, with who came to the meeting.

    None of an item for those who may not hear it, and who do not sit in its team.
    """
    rooms: Rooms = {}
    keys = [one.pk for one in referrals]
    for one in rows(_InRoom, "referral_rooms", referrals=keys, meeting=meeting and meeting.pk):
        rooms.setdefault(one.referral_id, []).append(InRoom(one.name, one.unit, one.present, one.may_hear))
    return rooms


def leave(item: Item, rooms: Rooms) -> tuple[str, ...]:
    """Who leaves the room for the item, in words that sort; `READER` where the current user leaves."""
    if not isinstance(item, Referral):
        return ()
    room = rooms.get(item.pk, [])
    return tuple(str(one) for one in room if not one.may_hear) if room else READER


def curtain_of(meeting: Meeting, referral: Referral) -> Curtain:
    """Two queries. For the leader of the item; for anybody else an empty room behind a lowered curtain."""
    room = rooms_of([referral], meeting).get(referral.pk, [])
    up = bool(value("curtain_is_up", meeting=meeting.pk, referral=referral.pk))
    return Curtain(room, up)
