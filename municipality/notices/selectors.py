"""Whom no e-mail reaches. Who is told what of it, the database decides (`cases/access/95_mail.sql`)."""

from dataclasses import dataclass

from municipality.access.verbs import rows
from municipality.notices.models import Failure


@dataclass(frozen=True)
class GivenUp:
    """An employee by name; or, without `user_id`, how many people of families, for one reason."""

    user_id: int | None
    name: str
    failure: Failure
    people: int


def mail_given_up() -> list[GivenUp]:
    """Those of the administrator's municipality, families last; empty for anybody else."""
    found = [
        GivenUp(row["user_id"], row["name"], Failure(row["failure"]), row["people"])
        for row in rows("select * from mail_given_up()")
    ]
    return sorted(found, key=lambda one: (not one.name, one.name, one.failure))
