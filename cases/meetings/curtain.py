"""Who is in the room, who may hear one item, and the curtain before it on a screen that everybody sees."""

from dataclasses import dataclass
from typing import Final, NamedTuple


class InRoom(NamedTuple):
    """Somebody who belongs at the meeting. Those present who may not hear the item must leave before it is opened.

    `unit` is empty for an item about a child with a protected address.
    """

    name: str
    unit: str
    present: bool
    may_hear: bool

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.unit]))

    @property
    def must_leave(self) -> bool:
        return self.present and not self.may_hear


@dataclass(frozen=True)
class Curtain:
    """The room for one item: who hears it, who has to leave, and whether it was confirmed that they have.

    `needed`: the item is about somebody. Then an empty room means that the current user may not lead it.
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
