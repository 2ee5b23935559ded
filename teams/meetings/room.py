"""Who is in the room, and who may hear an item: for the one who leads it, before it is opened."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from municipality.access.verbs import rows, value
from teams.meetings.models import Meeting
from teams.referrals.models import Referral


class InRoom(NamedTuple):
    """Somebody who sits in the team. Who is there and may not hear the item has to leave before it is opened.

    `unit` is empty for an item about a child with a protected address.
    """

    referral_id: uuid.UUID
    name: str
    unit: str
    present: bool
    may_hear: bool

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.unit]))

    @property
    def must_leave(self) -> bool:
        return self.present and not self.may_hear


def rooms_of(meeting: Meeting, referrals: Iterable[Referral]) -> dict[uuid.UUID, list[InRoom]]:
    """The room as it is for each of the referrals, in one query. Empty to whoever does not lead the item."""
    rooms: dict[uuid.UUID, list[InRoom]] = {}
    for one in rows(InRoom, "referral_rooms", referrals=[one.pk for one in referrals], meeting=meeting.pk):
        rooms.setdefault(one.referral_id, []).append(one)
    return rooms


@dataclass(frozen=True)
class Curtain:
    """The room for one item: who hears it, who has to leave, and whether the chair has confirmed that they have.

    `needed`: the item is about somebody. Then nobody in the room means that the one who asks may not lead it.
    """

    room: list[InRoom]
    up: bool
    needed: bool = True

    @property
    def must_leave(self) -> list[InRoom]:
        return [one for one in self.room if one.must_leave]

    @property
    def hears(self) -> list[InRoom]:
        return [one for one in self.room if one.present and one.may_hear]

    @property
    def hides(self) -> bool:
        """Whether the item stays out of sight."""
        return self.needed and (not self.room or (bool(self.must_leave) and not self.up))

    @property
    def is_anothers(self) -> bool:
        """Whether somebody else has to lead the item."""
        return self.needed and not self.room


NO_CURTAIN: Final = Curtain([], up=True, needed=False)


def curtain_of(meeting: Meeting, referral: Referral) -> Curtain:
    """Two queries. For the one who leads the item; to anybody else an empty room behind a curtain that is down."""
    room = rooms_of(meeting, [referral]).get(referral.pk, [])
    up = bool(value("curtain_is_up", meeting=meeting.pk, referral=referral.pk))
    return Curtain(room, up)
