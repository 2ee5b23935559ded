"""Calling the database's verbs: the definer functions that alone write cases, bases and grants."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction
from psycopg2 import errors


class NothingThere(Exception):
    """The verb found nothing to act on: withdrawn already, left already."""


@contextmanager
def refusals() -> Iterator[None]:
    """Say in Python's words what the database, by a verb or by a policy, says to the statements inside.

    Raises PermissionDenied when it refuses the one who asks and NothingThere when there is nothing to act on; both
    leave the surrounding transaction usable.
    """
    try:
        with transaction.atomic():
            yield
    except Error as error:
        if isinstance(error.__cause__, errors.InsufficientPrivilege):
            raise PermissionDenied from error
        if isinstance(error.__cause__, errors.NoDataFound):
            raise NothingThere from error
        raise


def call(verb: str, *arguments: Any) -> Any:
    """Run `select verb(...)` and return its value. Raises PermissionDenied and NothingThere, see `refusals`."""
    places = ", ".join(["%s"] * len(arguments))
    with refusals(), connection.cursor() as cursor:
        cursor.execute(f"select {verb}({places})", arguments)
        return cursor.fetchone()[0]


def rows(query: str, *arguments: Any) -> list[dict[str, Any]]:
    """Run a reading function of the database and return its rows by column name."""
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        columns = [column.name for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
