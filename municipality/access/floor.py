"""Lays the access floor: the policies and functions of every room, afresh after each completed migrate.

Each room's SQL is beside its Python. What an earlier floor left is cleared first, so the files are the truth: a
changed policy is a changed line, not a new copy in a migration. Tables, columns and keys, which hold data, belong to
migrations.

It does not matter in which file something is, nor where in it. The floor cuts the files into statements and lays
them part by part, so that a function may name whatever comes later. A statement ends with a line that ends in `;`,
outside of `$$` and of comments; the comment before it belongs to it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from municipality.access.columns import grant_by_column
from municipality.access.identity import seal_key

PROJECT_APPS = ("municipality", "consent", "cases", "teams", "reporting")
NO_ROOM = "runtime"  # its SQL makes the cluster, by a superuser
GROUND = tuple(Path(__file__).with_name(name) for name in ("clean.sql", "rights.sql"))
PARTS = ("ground", "function", "view", "trigger", "policy", "right")

STATEMENT = re.compile(r"(?:\$\$.*?\$\$|--[^\n]*|.)+?;$", re.DOTALL | re.MULTILINE)
CREATES = re.compile(r"^create (function|view|trigger|policy) ([\w.]+)", re.MULTILINE)
# A function may be made before what it names, so Postgres checks its body afterwards: in SQL all of it, in plpgsql the
# syntax alone.
LOOK_AT_BODIES = """
do $$
declare
    made record;
begin
    set local check_function_bodies = on;
    for made in select p.oid, l.lanname from pg_proc p join pg_language l on l.oid = p.prolang
                where p.pronamespace in ('public'::regnamespace, 'sealed'::regnamespace) loop
        perform case made.lanname when 'sql' then fmgr_sql_validator(made.oid) else plpgsql_validator(made.oid) end;
    end loop;
exception when others then
    raise exception using errcode = sqlstate, message = format('%s: %s', made.oid::regprocedure, sqlerrm);
end $$;
"""


# What the functions of the rooms begin with; the one that gathers them, what it answers, what it is asked, and whether
# it changes anything.
GATHERED = {
    "hidden": ("sealed.hidden_objects(p_case uuid)", "act text, object text", "p_case", "stable"),
    "keys_of_a_log": ("sealed.keys_of_a_log()", "of_table text, of_column text, fate text", "", "stable"),
    "log_rows_move": (
        "sealed.log_rows_move(p_from uuid, p_to uuid, p_keys uuid[])",
        "of_table text, key uuid",
        "p_from, p_to, p_keys",
        "volatile",
    ),
}


class Statement(NamedTuple):
    file: Path
    text: str
    part: str  # of PARTS
    name: str  # of what it creates, with its schema unless that is `public`


def sql_files() -> list[Path]:
    """All files of the floor: app by app from the ground up, by name within an app."""
    return [
        file
        for label in PROJECT_APPS
        for file in sorted(Path(apps.get_app_config(label).path).rglob("*.sql"))
        if file.parent.name != NO_ROOM
    ]


def statements(file: Path) -> Iterator[Statement]:
    """The statements of a file, in order. Raises ValueError when the last one has no end."""
    text, end = file.read_text(encoding="utf-8"), 0
    for found in STATEMENT.finditer(text):
        created, end = CREATES.search(found[0]), found.end()
        part, name = created.groups() if created else ("right", "")
        yield Statement(file, found[0], "ground" if file in GROUND else part, name)
    if text[end:].strip():
        raise ValueError(f"{file} ends within a statement.")


def whole_floor() -> list[Statement]:
    """Every statement, in the order in which they are laid: by part, and a view after those that it names."""
    found = [statement for file in sql_files() for statement in statements(file)]
    found += gathered([one.name for one in found])
    views = {one.name: one.text for one in found if one.part == "view"}
    below = {
        name: {other for other in views if other != name and re.search(rf"{other}\b", text)}
        for name, text in views.items()
    }
    order = list(TopologicalSorter(below).static_order())
    return sorted(
        found, key=lambda one: (PARTS.index(one.part), order.index(one.name) if one.part == "view" else 0)
    )


def gathered(names: list[str]) -> list[Statement]:
    """The functions that answer what each room or app answers in one of its own, whose name begins alike: a new room
    adds one and changes none."""
    made = []
    for begins, (call, answers, given, changes) in GATHERED.items():
        parts = sorted(one for one in names if one.startswith(f"sealed.{begins}_in_"))
        body = " union all ".join(f"select * from {part}({given})" for part in parts)  # noqa: S608 - names of the program
        name = call.partition("(")[0]
        text = (
            f"create function {call} returns table ({answers}) {changes} security definer"
            f" set search_path = public, pg_temp language sql as $$ {body} $$"
        )
        made.append(Statement(Path(__file__), text, "function", name))
    return made


def lay(using: str = DEFAULT_DB_ALIAS) -> Counter[str]:
    """Lay the whole floor in one transaction, narrow rights to tables to their columns, and put the identity key where
    `my_id()` finds it. Needs the owner's login. Returns how many statements there were of each part."""
    floor = whole_floor()
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("set local check_function_bodies = off")
        for statement in floor:
            try:
                cursor.execute(statement.text)
            except Error as error:
                error.add_note(f"It is in {statement.file}.")
                raise
        cursor.execute(LOOK_AT_BODIES)
        grant_by_column(cursor)
        cursor.execute("delete from sealed.identity_key")
        cursor.execute("insert into sealed.identity_key values (%s)", [seal_key()])
    return Counter(statement.part for statement in floor)


def migrations_wait(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Is a migration left to run, so that the tables are not yet those the floor is for?"""
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def lay_after_migrate(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    """Signal handler: once per migrate, after the last of our apps with tables, when no migration is left to run."""
    with_tables = [label for label in PROJECT_APPS if apps.get_app_config(label).models_module]
    if sender.label == with_tables[-1] and not migrations_wait(using):
        lay(using)
