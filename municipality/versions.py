"""Two people who change the same text: the second is told, and neither text is lost."""

import zlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, Model


class ChangedMeanwhile(Exception):
    """Somebody saved first (even in another window); `current` is the row as it is now. The page shows both texts."""

    def __init__(self, current: Any) -> None:
        super().__init__()
        self.current = current


def version_of(*values: object) -> int:
    """The version of a row that has no column for one: a number that changes when one of `values` does."""
    return zlib.crc32(repr(values).encode())


def change_version(row: Model, version: int, **changes: Any) -> None:
    """Write `changes` over version `version` of a row that has a `version` column, and count it up.

    Raises ChangedMeanwhile when the version has changed, PermissionDenied when the database lets this person
    change none.
    """
    rows = type(row)._default_manager.filter(pk=row.pk)
    if rows.filter(version=version).update(**changes, version=F("version") + 1):
        return
    current = rows.get()
    if current.version == version:  # type: ignore[attr-defined]
        raise PermissionDenied
    raise ChangedMeanwhile(current)
