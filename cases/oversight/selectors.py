"""The units of a service, in counts, for the leader over them."""

from typing import NamedTuple

from municipality.access.verbs import rows


class OverseenUnit(NamedTuple):
    """How much there is in a unit. `led`: it has a leader. `concerns` and `late` are None where leaders see none.

    `held`: logs whose baton is there; `waits`: logs in which nobody of the unit is named yet.
    """

    unit_id: int
    unit: str
    service: str
    led: bool
    concerns: int | None
    late: int | None
    held: int
    waits: int


def overseen_units() -> list[OverseenUnit]:
    """By service and name; empty for everybody who is over no service."""
    return rows(OverseenUnit, "overseen_units")
