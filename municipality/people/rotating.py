"""Encrypting anew what rests under an old key of FIELD_KEYS, row by row, while everybody works.

Each room registers what it keeps encrypted. Nothing is remembered between two runs: a row's own value says under which
key it is, so a run that is stopped goes on where it was.
"""

import base64
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db.models import BinaryField, F, Func, Model, QuerySet, Value

from municipality.access.identity import as_system
from municipality.runtime.sealing import key_of, open_bytes, seal_bytes

AT_ONCE: Final = 20  # rows that one transaction reads: a document is large


@dataclass(frozen=True)
class Sealed:
    """A column whose values are encrypted. `place` says of a row what its value is bound to (`runtime/sealing.py`).

    `in_letters`: of a column of text, where the value stands as base64, or empty.
    """

    model: type[Model]
    column: str
    place: Callable[[Any], dict[str, str]]
    in_letters: bool = False

    @property
    def name(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def rows(self) -> QuerySet[Any]:
        """Those that hold a value under another key than the current one."""
        held: Any = F(self.column)
        if self.in_letters:
            held = Func(held, Value("base64"), function="decode", output_field=BinaryField())
        prefix = current_key().encode() + b"\0"
        begins = Func(held, Value(1), Value(len(prefix)), function="substring", output_field=BinaryField())
        found = self.model._default_manager.defer(None).exclude(**{f"{self.column}__isnull": True})
        if self.in_letters:
            found = found.exclude(**{self.column: ""})
        return found.annotate(key=begins).exclude(key=prefix).order_by("pk")

    def value_of(self, row: Any) -> bytes:
        stored = getattr(row, self.column)
        return base64.b64decode(stored) if self.in_letters else bytes(stored)

    def stored(self, value: bytes) -> bytes | str:
        return base64.b64encode(value).decode() if self.in_letters else value


_columns: Final[list[Sealed]] = []


def register(column: Sealed) -> None:
    """Called from an app's `ready()`."""
    _columns.append(column)


def sealed_columns() -> list[Sealed]:
    """All that is kept encrypted in the database."""
    return list(_columns)


def current_key() -> str:
    """The name of the key under which everything is encrypted from now on."""
    return next(iter(settings.FIELD_KEYS))


@dataclass(frozen=True)
class Rotated:
    """What a run has done with a column: rows under the current key now, and those that no key opens, by their key."""

    column: str
    done: int
    unopened: Counter[str]


def rotate() -> Iterator[Rotated]:
    """Encrypt anew under the current key, column by column. A row that somebody changes meanwhile is left to them."""
    for column in sealed_columns():
        yield _rotate(column)


def _rotate(column: Sealed) -> Rotated:
    done, unopened, last = 0, Counter[str](), None
    while True:
        with as_system("encrypt under the current key"):
            found = column.rows()
            rows = list((found if last is None else found.filter(pk__gt=last))[:AT_ONCE])
            for row in rows:
                try:
                    anew = _anew(column, row)
                except (KeyError, InvalidTag):
                    unopened[key_of(column.value_of(row))] += 1
                    continue
                as_read = {"pk": row.pk, column.column: getattr(row, column.column)}
                done += column.model._default_manager.filter(**as_read).update(**{column.column: anew})
        if not rows:
            return Rotated(column.name, done, unopened)
        last = rows[-1].pk


def _anew(column: Sealed, row: Any) -> bytes | str:
    place = column.place(row)
    return column.stored(seal_bytes(open_bytes(column.value_of(row), **place), **place))
