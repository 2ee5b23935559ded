"""The databases of the tests: what a test begins with is laid once, committed, and copied as a whole.

A run has one template per scene, made by the worker process that needs it first. From the template each worker has one
copy in which tests are rolled back; and a test that commits gets a copy of its own, which is dropped afterwards.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from io import StringIO
from pathlib import Path

import psycopg2
from django.core.management import call_command
from django.db import connection, connections

import municipality.organisation
from municipality.environment_variables import Environment
from runner.postgres import BOOTSTRAP
from tests.cast import assemble, keep_as_laid
from tests.logs.helpers import join
from tests.logs.opening import open_log

LOGINS = {"owner": "OWNER_DATABASE_URL", "app": "DATABASE_URL", "worker": "WORKER_DATABASE_URL"}
ORGANISATIONS = Path(municipality.organisation.__file__).parent / "data"
PREFIX = "test_stafett"


class Scene(StrEnum):
    """What lies in a database when a test begins."""

    NOTHING = "nothing"  # tables, policies and functions, as after `migrate`
    CAST = "cast"  # everybody of tests/cast.py
    LOG = "log"  # the same, and Emma's log in which three units take part
    DEMO = "demo"  # two municipalities from their files, then `load_demo`


def log_in(role: str, database: str = "") -> None:
    """Let this thread's next query, and every later thread's, arrive with the role's own login (in this database)."""
    connections.close_all()
    login = Environment().database(LOGINS[role], hint="Run the tests with: make test ARGS=...")
    connection.settings_dict["USER"], connection.settings_dict["PASSWORD"] = login["USER"], login["PASSWORD"]
    if database:
        connection.settings_dict["NAME"] = database


@contextmanager
def logged_in(role: str) -> Iterator[None]:
    """The role's login for a while, then the worker's again; not inside a transaction, which would be lost."""
    log_in(role)
    try:
        yield
    finally:
        log_in("worker")


def lay_log() -> None:
    cast = assemble()
    join(cast, open_log(cast), "adviser", "nurse")


def load_organisations() -> None:
    files = (str(ORGANISATIONS / f"{name}.yaml") for name in ("hammerfest", "drammen"))
    call_command("load_organisation", *files, stdout=StringIO())


def load_demo() -> str:
    """Returns what the command says."""
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def connect_as_owner(database: str = "") -> psycopg2.extensions.connection:
    """Beside Django's connection, which is the tests' own; without a name to the database that is there before them."""
    url = os.environ[LOGINS["owner"]]
    server = psycopg2.connect(url, **({"dbname": database} if database else {}))
    server.autocommit = True
    return server


class Databases:
    """Makes and drops this worker process's databases, through a connection of its own as their owner."""

    def __init__(self) -> None:
        # The same for all worker processes of one run, and another for the next run.
        self.run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")[:8]
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        self.made = 0
        self.used: list[str] = []
        self.server = connect_as_owner()

    def enter(self, scene: Scene, *, own: bool) -> None:
        """Let the test's connections arrive as the worker, in this process's copy of the scene or in one of its own."""
        name = f"{PREFIX}_{self.run}_{self.worker}_{scene}"
        if own:
            self._drop_used()
            self.made += 1
            name += f"_{self.made}"
        if name == connection.settings_dict["NAME"]:
            return
        if own or not self._is_there(name):
            self._copy(self._template(scene), name)
        if own:
            self.used.append(name)
        log_in("worker", name)
        if scene in (Scene.CAST, Scene.LOG):
            keep_as_laid()

    def close(self) -> None:
        """What is left is dropped by the next run: somebody may still be connected."""
        connections.close_all()
        self.server.close()

    def _template(self, scene: Scene) -> str:
        name = f"{PREFIX}_{self.run}_{scene}"
        self._do("select pg_advisory_lock(1)")  # another worker may be laying it
        try:
            if not self._is_there(name):
                self._lay(scene, name)
        finally:
            self._do("select pg_advisory_unlock(1)")
        return name

    def _lay(self, scene: Scene, name: str) -> None:
        """Under another name until it is whole."""
        half = f"{name}_half"
        if scene is Scene.NOTHING:
            self._drop_earlier_runs()
            self._do(f"create database {half} template template1")
            log_in("owner", half)
            call_command("migrate", verbosity=0)
        else:
            self._copy(self._template(Scene.CAST if scene is Scene.LOG else Scene.NOTHING), half)
            log_in("worker", half)
            if scene is Scene.CAST:
                assemble()
            elif scene is Scene.LOG:
                lay_log()
            else:
                load_organisations()
                load_demo()
        connections.close_all()
        self._do(f"alter database {half} rename to {name}")

    def _copy(self, template: str, name: str) -> None:
        """Rights on a database as such are not copied with it."""
        self._do(f"create database {name} template {template} strategy file_copy")
        with closing(connect_as_owner(name)) as copy, copy.cursor() as cursor:
            cursor.execute(BOOTSTRAP.with_name("database.sql").read_text(encoding="utf-8"))

    def _drop_used(self) -> None:
        """Those that nobody is connected to any more: a browser's last request may still hold one."""
        held = {name for (name,) in self._do("select distinct datname from pg_stat_activity")}
        for name in [name for name in self.used if name not in held]:
            self._do(f"drop database {name}")
            self.used.remove(name)

    def _drop_earlier_runs(self) -> None:
        for (name,) in self._do("select datname from pg_database where datname like %s", f"{PREFIX}%"):
            self._do(f"drop database {name}")

    def _is_there(self, name: str) -> bool:
        return bool(self._do("select 1 from pg_database where datname = %s", name))

    def _do(self, statement: str, *arguments: str) -> list[tuple[str, ...]]:
        with self.server.cursor() as cursor:
            cursor.execute(statement, arguments or None)
            return cursor.fetchall() if cursor.description else []
