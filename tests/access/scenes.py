"""What the tests of access begin with: an open log, people who take part, and plain statements on the database."""

import uuid
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import Error, connection, transaction
from psycopg2 import errors

from cases.baton.services import baton_answer, baton_offer
from cases.case.services import participant_add
from cases.logs.models import Entry
from cases.logs.services import entry_write
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from tests.cast import Cast

# An entry as a plain statement: key, case, author, unit.
INSERT_ENTRY = (
    "insert into cases_entry (id, case_id, author_id, unit_id, role, signature, kind, text, written_at,"
    " withheld_because, kept_from_parents, version)"
    " values (%s, %s, %s, %s, 'note', 'x', 'school', 'x', now(), '', 0, 1)"
)


def name(cast: Cast, case_id: uuid.UUID, actor: str, person: str, unit: str) -> None:
    with as_user(getattr(cast, actor).pk):
        participant_add(case_id=case_id, person=getattr(cast, person), unit=getattr(cast, unit))


def join(cast: Cast, case_id: uuid.UUID, person: str, unit: str) -> None:
    """Somebody of the unit's reception names himself."""
    name(cast, case_id, person, person, unit)


def write(
    cast: Cast,
    case_id: uuid.UUID,
    author: str,
    unit: str,
    kind: str = "school",
    text: str = "Notat",
    **more: Any,
) -> Entry:
    person = getattr(cast, author)
    with as_user(person.pk):
        return entry_write(
            author=person, unit=getattr(cast, unit), case_id=case_id, kind=kind, text=text, **more
        )


def withdraw(cast: Cast, case_id: uuid.UUID, actor: str, unit: str | None = None, kind: str = "") -> None:
    with as_user(getattr(cast, actor).pk):
        consent_withdraw(
            case_id=case_id,
            unit_id=getattr(cast, unit).pk if unit else None,
            kind=kind,
            how=HowWithdrawn.ORAL,
        )


def hand_over(cast: Cast, case_id: uuid.UUID, giver: str, taker: str, unit: str) -> None:
    """The baton is offered and accepted."""
    with as_user(getattr(cast, giver).pk):
        offer = baton_offer(
            case_id=case_id, user_id=getattr(cast, taker).pk, unit_id=getattr(cast, unit).pk, why=""
        )
    with as_user(getattr(cast, taker).pk):
        baton_answer(case_id=case_id, offer_id=offer, yes=True)


def time_passes(case_id: uuid.UUID, basis_type: str, **interval: int) -> None:
    """Every basis of this type of the case is this much older; nothing else happens, no job runs."""
    with as_system("test: time passes"):
        for unit, amount in interval.items():
            plain(
                f"update consent_legalbasis set starts = starts - make_interval({unit} => %s),"
                f" ends = ends - make_interval({unit} => %s) where case_id = %s and basis_type = %s",
                amount, amount, case_id, basis_type,
            )  # fmt: skip


def plain(statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """One statement, as somebody could send it who got past the whole application."""
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments or None)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


def planned(statement: str) -> list[tuple[Any, ...]]:
    """The same for a long statement that is asked again and again: planned once in each connection."""
    name = f"planned_{sha256(statement.encode()).hexdigest()[:16]}"
    if not plain("select 1 from pg_prepared_statements where name = %s", name):
        plain(f"prepare {name} as {statement}")
    return plain(f"execute {name}")


def value(statement: str, *arguments: Any) -> Any:
    return plain(statement, *arguments)[0][0]


def answer(statement: str, *arguments: Any) -> str:
    """How the database answers: "done", or the text of its refusal. Leaves the transaction usable."""
    try:
        with transaction.atomic():
            plain(statement, *arguments)
    except Error as error:
        return str(error).strip()
    return "done"


def is_refused(statement: str, *arguments: Any) -> bool:
    """Whether the database refused for want of a right: a missing grant, a policy or a verb. Other errors are none."""
    try:
        with transaction.atomic():
            plain(statement, *arguments)
    except Error as error:
        return isinstance(error.__cause__, errors.InsufficientPrivilege)
    return False


def seen_by(cast: Cast, person: str, model: Any) -> set[Any]:
    """The keys of all rows that a person finds without any filter."""
    with as_user(getattr(cast, person).pk):
        return set(model.objects.values_list("pk", flat=True))


def everybody_who(cast: Cast, people: tuple[str, ...], sees: Callable[[], bool]) -> set[str]:
    """Those of `people` for whom the question is true when they ask it themselves."""
    found = set()
    for person in people:
        with as_user(getattr(cast, person).pk):
            if sees():
                found.add(person)
    return found
