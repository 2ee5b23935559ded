"""The key of an account in rows about a child, and truth values that tell of what is hidden.

Postgres compares whole numbers and truth values before it asks the policy of a table (decision 16): with EXPLAIN
somebody with the key of a case could find out whether its rows name a person of barnevern. It compares numerics and
two-byte numbers afterwards.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import migrations, models


class AccountKey(models.ForeignKey):
    """A foreign key to an account for every row that tells of a child, kept as `numeric`. In Python it is `User.pk`.

    `known_accounts` checks that the account exists: Django cannot write a constraint between two types.
    Names are fetched with `prefetch_related`, not with `select_related`: a join by a numeric finds no index of the
    accounts under their policy.
    """

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        super().__init__(to, on_delete, **{**kwargs, "db_constraint": False})

    def db_type(self, connection: Any) -> str:
        return "numeric(19, 0)"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> int | None:
        return None if value is None else int(value)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["db_constraint"]
        return name, path, args, kwargs


class HiddenTruth(models.SmallIntegerField):
    """True or false, kept as 1 or 0."""

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> bool | None:
        return None if value is None else bool(value)


def known_accounts(columns: Mapping[str, Sequence[str]]) -> migrations.RunSQL:
    """The operation for a migration: each AccountKey, by table, refers to an account that is there."""
    laid, undone = "", ""
    for table, named in columns.items():
        for column in named:
            constraint = f"alter table {table} %s constraint {table}_{column}_known_account"
            refers = (
                f"foreign key ({column}) references municipality_user (key) deferrable initially deferred"
            )
            laid += f"{constraint % 'add'} {refers};"
            undone += f"{constraint % 'drop'};"
    return migrations.RunSQL(laid, undone)
