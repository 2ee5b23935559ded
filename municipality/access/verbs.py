"""Calling the database's verbs: the definer functions that alone write cases, bases and grants."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction
from psycopg2 import errors


class NothingThere(Exception):
    """The verb found nothing to act on: withdrawn already, left already."""


def call(verb: str, *arguments: Any) -> Any:
    """Run `select verb(...)` and return its value.

    Raises PermissionDenied when the database refuses the one who asks and NothingThere when there is nothing to act on;
    both leave the surrounding transaction usable.
    """
    places = ", ".join(["%s"] * len(arguments))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"select {verb}({places})", arguments)
            return cursor.fetchone()[0]
    except Error as error:
        if isinstance(error.__cause__, errors.InsufficientPrivilege):
            raise PermissionDenied(verb) from error
        if isinstance(error.__cause__, errors.NoDataFound):
            raise NothingThere(verb) from error
        raise


def rows(query: str, *arguments: Any) -> list[dict[str, Any]]:
    """Run a reading function of the database and return its rows by column name."""
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        columns = [column.name for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
