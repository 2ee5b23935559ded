"""What the owner of the tables does to the access log in secret, and what a look at the chain then says."""

from contextlib import suppress

from django.db import transaction

from municipality.access.identity import as_user
from municipality.access.verbs import rows
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.chain import Fault, events_seal
from tests.access.scenes import plain, value
from tests.cast import Cast
from tests.databases import logged_in

NUMBERS = "select number from municipality_seal order by number"
TABLES = ("municipality_event", "municipality_eventcase", "municipality_seal")


def nth(place: int) -> str:
    """The number of the seal with this place, as SQL."""
    return f"({NUMBERS} offset {place - 1} limit 1)"


class Undo(Exception):
    """Takes back what was done to the log."""


def note(cast: Cast, times: int = 1) -> None:
    """So many events of the teacher, each in a transaction of its own."""
    for _n in range(times):
        with as_user(cast.teacher.pk):
            access_log.record(Act.DAY_READ)


def seal_some(cast: Cast, seals: int = 3, events: int = 3) -> None:
    for _n in range(seals):
        note(cast, events)
        events_seal()


def found_after(*statements: str) -> set[tuple[int | None, str]]:
    """The faults, as seal (by its place in the chain) and word, after the owner has done this with every trigger off.

    It is taken back then.
    """
    found: set[tuple[int | None, str]] = set()
    with suppress(Undo), logged_in("owner"), transaction.atomic():
        places = {number: place for place, (number,) in enumerate(plain(NUMBERS), 1)}
        for table in TABLES:
            plain(f"alter table {table} disable trigger user")
        for statement in statements:
            plain(statement)
        places |= {number: len(places) + 1 for (number,) in plain(NUMBERS) if number not in places}
        faults = rows(Fault, "seals_verify", first=1, last=max(places))
        found = {(places[one.seal], one.fault) for one in faults if one.seal}
        [(outside, twice)] = plain("select * from events_outside_the_chain()")
        found |= {(None, word) for word, n in (("outside", outside), ("twice", twice)) if n}
        raise Undo
    return found


def columns(table: str) -> list[tuple[str, str]]:
    """Each column with another value for it, as SQL."""
    other = {
        "uuid": "gen_random_uuid()",
        "timestamp with time zone": "{} + interval '1 microsecond'",
        "bigint": "coalesce({}, 0) + 1",
        "smallint": "(select id from municipality_unit where id is distinct from {} limit 1)",
        "numeric": "(select key from municipality_user where key is distinct from {} limit 1)",
        "boolean": "not {}",
        "text": "left(coalesce({}, '') || 'x', 300)",
        "ARRAY": "array_append({}, 'x:1')",
        "character varying": "'x'",
    }
    found = plain(
        "select column_name::text, data_type::text from information_schema.columns where table_name = %s order by 1",
        table,
    )
    return [(name, other[kind].format(name)) for name, kind in found]


def number_of_events() -> int:
    with logged_in("owner"):
        count: int = value("select count(*) from municipality_event")
    return count
