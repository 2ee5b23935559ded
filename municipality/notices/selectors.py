"""How many notices wait, and whom no e-mail reaches.

Who is told of that, the database decides (`cases/notices/mail_given_up.sql`).
"""

from typing import NamedTuple

from municipality.access.verbs import rows, value
from municipality.notices.models import Failure


class GivenUp(NamedTuple):
    """An employee by name; or, without `user_id`, how many people of families, for one reason."""

    user_id: int | None
    name: str
    failure: str
    people: int

    @property
    def why(self) -> str:
        return str(Failure(self.failure).label)


def mail_given_up() -> list[GivenUp]:
    """Those of the administrator's municipality, families last; empty for anybody else."""
    return sorted(rows(GivenUp, "mail_given_up"), key=lambda one: (not one.name, one.name, one.failure))


def unread_notices(most: int) -> int:
    """How many wait for the current user and may still be seen, counted up to `most`."""
    return int(value("my_unread_notices", most=most))
