"""Case heads and whom a unit has named: what reception and leaders see of a case they do not read."""

import uuid

from municipality.access.verbs import rows


def named_of_my_units(case_id: uuid.UUID) -> list[dict[str, object]]:
    """Rows of user_id, name, unit_id, since: persons of the units I receive for or lead who take part in the case."""
    return rows("select * from named_of_my_units(%s)", case_id)
