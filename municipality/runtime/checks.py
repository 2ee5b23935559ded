"""Is the database login of this process what row security relies on?

Row security binds only roles that neither bypass it nor own the tables. A web process with the wrong DATABASE_URL
would work, and show everything to everybody. So each process looks, over `session_user` (what it logged in as, not the
role it has taken), and refuses to start: gunicorn in wsgi.py, the worker in celery.py, and every command that checks
databases (`manage.py check --database default`). Whether the database is what the bootstrap makes, safety.py says.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from municipality.runtime.roles import APP, OWNER, SYSTEM, WORKER
from municipality.runtime.safety import HINT, database_faults

Process = Literal["web", "worker"]

# Roles that the login is, inherits from, may SET ROLE to, or may give itself; and what makes each one dangerous.
REACHABLE = """
    SELECT r.rolname,
           r.rolname = session_user AS itself,
           r.rolsuper,
           r.rolbypassrls,
           r.rolcreaterole,
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                     AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast'))
           OR EXISTS (SELECT FROM pg_database d WHERE d.datdba = r.oid AND d.datname = current_database()) AS owns,
           r.rolname IN ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files') AS on_server
    FROM pg_roles r
    WHERE r.rolname = session_user
       OR (NOT (SELECT rolsuper FROM pg_roles WHERE rolname = session_user)
           AND (pg_has_role(session_user, r.oid, 'SET') OR pg_has_role(session_user, r.oid, 'USAGE')
                OR pg_has_role(session_user, r.oid, 'MEMBER WITH ADMIN OPTION')))
    ORDER BY r.rolname
"""
HINTS: dict[Process, str] = {
    "web": f"Let the web's DATABASE_URL log in as {APP}, as municipality/runtime/bootstrap.sql makes it.",
    "worker": f"Let the worker's DATABASE_URL log in as {WORKER}, as municipality/runtime/bootstrap.sql makes it.",
}


@dataclass(frozen=True)
class Login:
    """What the database says about the login of a connection."""

    name: str
    arrives_as: str
    powers: dict[str, list[str]]  # by reachable role: why row security does not hold for it


def read_login(connection: BaseDatabaseWrapper) -> Login:
    """Look the connection's own login up in the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_user, coalesce((SELECT split_part(setting, '=', 2) FROM pg_roles,"
            " unnest(rolconfig) AS setting WHERE rolname = session_user AND setting LIKE 'role=%%'), session_user)"
        )
        name, arrives_as = cursor.fetchone()
        cursor.execute(REACHABLE)
        rows = cursor.fetchall()
    powers = {row[0]: _powers(row) for row in rows}
    return Login(name, arrives_as, {role: why for role, why in powers.items() if why})


def _powers(row: Sequence[Any]) -> list[str]:
    _name, _itself, superuser, bypasses, makes_roles, owns, on_server = row
    said = {
        "is a superuser": superuser,
        "passes row security": bypasses,
        "can make roles": makes_roles,
        "owns tables or the database": owns,
        "reaches files of the server": on_server,
    }
    return [text for text, true in said.items() if true]


def login_faults(connection: BaseDatabaseWrapper, process: Process) -> list[str]:
    """What is wrong with the login for this process, as sentences; empty when row security holds."""
    login = read_login(connection)
    allowed = {SYSTEM: ["passes row security"]} if process == "worker" else {}
    faults = [
        f"{login.name} is or can become {role}, which {' and '.join(why)}."
        if role != login.name
        else f"{login.name} {' and '.join(why)}."
        for role, why in login.powers.items()
        if allowed.get(role) != why
    ]
    if process == "worker" and SYSTEM not in login.powers:
        faults.append(f"{login.name} cannot step up to {SYSTEM}, so tasks and commands cannot do their work.")
    if process == "worker" and login.arrives_as != APP:
        faults.append(f"{login.name} arrives as {login.arrives_as} and not as {APP}.")
    return faults


@register(Tags.database)
def check_database_login(
    *, app_configs: Iterable[AppConfig] | None = None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """The same for `manage.py check --database default`; the owner's login is `migrate`'s and is let through there."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT session_user")
            user = cursor.fetchone()[0]
        if user == OWNER:
            continue
        process: Process = "worker" if user == WORKER else "web"
        messages += [
            Error(fault, hint=HINTS[process], id="municipality.E001")
            for fault in login_faults(connections[alias], process)
        ]
        messages += [
            Error(fault, hint=HINT, id="municipality.E002") for fault in database_faults(connections[alias])
        ]
    return messages


def refuse_to_start(process: Process) -> None:
    """End the process with a sentence when its login or the database is wrong, or the database does not answer.

    Leaves no connection behind: gunicorn and Celery fork after this.
    """
    connection = connections["default"]
    try:
        faults, hint = login_faults(connection, process), HINTS[process]
        if not faults:
            faults, hint = database_faults(connection), HINT
    except DatabaseError as error:
        sys.exit(f"Stafettpinnen does not start: the database does not answer ({type(error).__name__}).")
    finally:
        connection.close()
    if faults:
        sys.exit(f"Stafettpinnen does not start: {' '.join(faults)} {hint}")
