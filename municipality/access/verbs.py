"""The seam to the database: its verbs, which alone write cases, bases and grants, and its functions that read.

Arguments go by name, and rows come back as named tuples whose fields are columns. `tests/access/test_seam` compares
every call with the database's own catalogue.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

import psycopg2
from django.db import Error, connection, transaction
from django.db.models import BooleanField, F, Func, Model
from psycopg2 import errors

from municipality.access.refusals import SENTENCES, NothingThere, Refused

logger = logging.getLogger(__name__)

_Row = TypeVar("_Row", bound=NamedTuple)
_Model = TypeVar("_Model", bound=Model)


@contextmanager
def refusals(verb: str = "") -> Iterator[None]:
    """Turn refusals of the database, by `verb` or by a policy, inside the block into Python exceptions.

    Raises Refused when it refuses the current user, or what was sent, and NothingThere when there is nothing to act on;
    both carry the verb's code and leave the surrounding transaction usable.
    """
    try:
        with transaction.atomic():
            yield
    except Error as error:
        cause = error.__cause__
        code = _code(cause)
        if not code and not isinstance(cause, errors.InsufficientPrivilege | errors.NoDataFound):
            raise
        logger.info("The database refused %s: %s.", verb or "a statement", code or "by a policy")
        refusal = NothingThere if isinstance(cause, errors.NoDataFound) else Refused
        raise refusal(code) from error


def _code(cause: BaseException | None) -> str:
    message = cause.diag.message_primary if isinstance(cause, psycopg2.Error) else ""
    return message if message in SENTENCES else ""


def call(verb: str, **arguments: Any) -> Any:
    """Run a verb of the database and return its value. `unit=5` is its parameter `p_unit`.

    Raises Refused and NothingThere, see `refusals`.
    """
    with refusals(verb):
        return value(verb, **arguments)


def value(function: str, **arguments: Any) -> Any:
    """What a reading function of the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {_named(function, arguments)}", list(arguments.values()))
        return cursor.fetchone()[0]


def rows(row: type[_Row], function: str, **arguments: Any) -> list[_Row]:
    """The rows that a reading function of the database answers, in its order, with the columns that `row` names."""
    columns = ", ".join(row._fields)
    with connection.cursor() as cursor:
        statement = f"select {columns} from {_named(function, arguments)}"  # noqa: S608 - names of the program
        cursor.execute(statement, list(arguments.values()))
        return [row(*found) for found in cursor.fetchall()]


def instances(model: type[_Model], function: str, **arguments: Any) -> list[_Model]:
    """The same as rows of a model whose columns the function answers; they are for reading only."""
    statement = f"select * from {_named(function, arguments)}"  # noqa: S608 - names of the program
    return list(model._default_manager.raw(statement, list(arguments.values())))


class Among(Func):
    """For a filter: the key is one of those that a function of the database answers to the current user.

    `Measure.objects.filter(Among("my_measures"))`, or `Among("my_batons", "case")`. What is seen is the policy's.
    """

    template = "%(expressions)s = any ((select %(of)s())::uuid[])"
    output_field = BooleanField()

    def __init__(self, of: str, key: str = "pk") -> None:
        super().__init__(F(key), of=of)


def _named(function: str, arguments: Mapping[str, Any]) -> str:
    return f"{function}({', '.join(f'p_{name} => %s' for name in arguments)})"
