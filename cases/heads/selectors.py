"""Case heads and whom a unit has named: what reception and leaders see of a case they do not read."""

import uuid
from datetime import datetime
from typing import NamedTuple

from municipality.access.verbs import rows


class Named(NamedTuple):
    """Somebody who takes part for a unit, since a moment."""

    user_id: int
    name: str
    unit_id: int
    since: datetime


def named_of_my_units(case_id: uuid.UUID) -> list[Named]:
    """Those of the units I receive for or lead who take part in the case."""
    return rows(Named, "named_of_my_units", case=case_id)
