"""The room of a team's meeting, item by item: for its leader, before the item is opened."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from cases.meetings.curtain import Curtain, InRoom
from municipality.access.verbs import rows, value
from teams.meetings.models import Meeting
from teams.referrals.models import Referral


class _InRoom(NamedTuple):
    referral_id: uuid.UUID
    name: str
    unit: str
    present: bool
    may_hear: bool


def rooms_of(meeting: Meeting, referrals: Iterable[Referral]) -> dict[uuid.UUID, list[InRoom]]:
    """The room for each of the referrals, in one query. Empty for anybody who does not lead the item."""
    rooms: dict[uuid.UUID, list[InRoom]] = {}
    for one in rows(_InRoom, "referral_rooms", referrals=[one.pk for one in referrals], meeting=meeting.pk):
        rooms.setdefault(one.referral_id, []).append(InRoom(one.name, one.unit, one.present, one.may_hear))
    return rooms


def curtain_of(meeting: Meeting, referral: Referral) -> Curtain:
    """Two queries. For the leader of the item; for anybody else an empty room behind a lowered curtain."""
    room = rooms_of(meeting, [referral]).get(referral.pk, [])
    up = bool(value("curtain_is_up", meeting=meeting.pk, referral=referral.pk))
    return Curtain(room, up)
