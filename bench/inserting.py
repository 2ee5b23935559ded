"""INSERT ... SELECT into a model's table, with Django's own defaults for the columns that are not named."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import NOT_PROVIDED, Field, Model


def insert(model: type[Model], source: str, numbers: Mapping[str, Any], /, **columns: str) -> None:
    """One row for each row of `source`; every column an SQL expression, `%(name)s` a value of `numbers`.

    Goes past verbs and triggers, which only ever write what somebody does now; keys and checks hold.
    Raises LookupError for a column that must have a value and has neither an expression nor a default.
    """
    quote = connection.ops.quote_name
    values = dict(columns)
    parameters = dict(numbers)
    for field in model._meta.concrete_fields:
        if field.attname not in values and (default := _default(field)) is not None:
            values[field.attname] = f"%(default_{field.attname})s"
            parameters[f"default_{field.attname}"] = default
    by_attname = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    names = ", ".join(quote(by_attname[attname]) for attname in values)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(
            f"insert into {table} ({names}) select {', '.join(values.values())} {source}", parameters
        )
        cursor.execute(f"alter table {table} enable trigger user")


def _default(field: Field) -> Any:
    """The value Django would write; None for a column that may be empty or that the database fills."""
    if field.null or field.db_default is not NOT_PROVIDED or field.get_internal_type().endswith("AutoField"):
        return None
    if field.has_default():
        return field.get_db_prep_save(field.get_default(), connection)
    if field.empty_strings_allowed and field.blank:
        return ""
    raise LookupError(f"{field.model.__name__}.{field.name} is new: say in bench/seeding.py what it holds.")
