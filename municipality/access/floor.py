"""Lays the access floor: the policies and functions of every app's `access/*.sql`, anew after each completed migrate.

The first file clears what an earlier floor left, so the files are the truth: a changed policy is a changed line, not a
new copy in a migration. Tables, columns and keys, which hold data, belong to migrations.
"""

from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

from municipality.access.columns import grant_by_column
from municipality.access.identity import seal_key

PROJECT_APPS = ("municipality", "consent", "cases", "teams", "reporting")


def sql_files() -> list[Path]:
    """The floor's files in the order they are laid: app by app from the ground up, by name within an app."""
    return [
        file
        for label in PROJECT_APPS
        for file in sorted((Path(apps.get_app_config(label).path) / "access").glob("*.sql"))
    ]


def lay(using: str = DEFAULT_DB_ALIAS) -> None:
    """Run every file in one transaction, narrow rights to tables to their columns, and put the identity key where
    `my_id()` finds it. Needs the owner's login."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for file in sql_files():
            cursor.execute(file.read_text(encoding="utf-8"))
        gather(cursor)
        grant_by_column(cursor)
        cursor.execute("delete from sealed.identity_key")
        cursor.execute("insert into sealed.identity_key values (%s)", [seal_key()])


def gather(cursor: CursorWrapper) -> None:
    """Make `hidden_objects(case)` of what each room answers in its function `hidden_in_…`: a new room adds one and
    changes none."""
    cursor.execute(
        "select proname from pg_proc where pronamespace = 'public'::regnamespace"
        " and starts_with(proname, 'hidden_in_') order by proname"
    )
    rooms = " union all ".join(f"select * from {name}(p_case)" for (name,) in cursor.fetchall())  # noqa: S608
    cursor.execute(
        "create function hidden_objects(p_case uuid) returns table (act text, object text) stable security definer"
        f" set search_path = public, pg_temp language sql as $$ {rooms} $$"
    )


def lay_after_migrate(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    """Signal handler: once per migrate, after the last of our apps with tables, when no migration is left to run."""
    with_tables = [label for label in PROJECT_APPS if apps.get_app_config(label).models_module]
    if sender.label != with_tables[-1]:
        return
    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        lay(using)
