"""The databases of one size: ours and the comparison's, made and filled once and kept until tables or seed change."""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import extensions, sql

from bench.scale import Scale
from bench.stock.filling import fill
from runner.postgres import BOOTSTRAP
from runner.processenv import for_demo
from runner.processes import run_to_end, spawn
from runner.servers import URLS, Servers
from runner.state import ROOT, State
from runner.terminal import say

OWNER_URL = "OWNER_DATABASE_URL"
MANAGE = (sys.executable, str(ROOT / "manage.py"))


@dataclass(frozen=True)
class Databases:
    """`ours`: the servers with all three logins on our database; `stock`: the owner's address of the comparison's."""

    ours: Servers
    stock: str


def prepared(state: State, servers: Servers, scale: Scale) -> Databases:
    """Both, filled. The rules of access are laid again each time, since they change without the rows."""
    name = f"bench_{scale.cases}_{_fingerprint()}"
    stock_name = f"{name}_stock"
    drop(servers, scale, but=(name, stock_name))
    ours = _on(servers, name)
    if _exists(servers, name):
        _migrate(state, ours)
    else:
        say(f"  {scale.cases} cases, once ...")

        def fill_ours(making: str) -> None:
            _migrate(state, _on(servers, making))
            _seed(state, _on(servers, making), scale)

        _make(servers, name, fill_ours)
    if not _exists(servers, stock_name):
        say("  the same rows for django-guardian's own tables ...")

        def fill_stock(making: str) -> None:
            _migrate_stock(state, _on(servers, making))
            with (
                _connected(ours.urls[OWNER_URL]) as here,
                _connected(_on(servers, making).urls[OWNER_URL]) as there,
            ):
                fill(here, there)

        _make(servers, stock_name, fill_stock)
    return Databases(ours, _on(servers, stock_name).urls[OWNER_URL])


def server_version(servers: Servers) -> str:
    """As the server calls itself."""
    with _connected(servers.urls[OWNER_URL]) as connection:
        return str(connection.info.parameter_status("server_version"))


def drop(servers: Servers, scale: Scale, *, but: tuple[str, ...] = ()) -> None:
    """Forget the databases of this size that an earlier schema or a broken run has left."""
    with _connected(servers.urls[OWNER_URL]) as connection, connection.cursor() as cursor:
        cursor.execute("select datname from pg_database where datname like %s", [rf"bench\_{scale.cases}\_%"])
        for (name,) in cursor.fetchall():
            if name not in but:
                cursor.execute(sql.SQL("drop database {}").format(sql.Identifier(name)))


def _fingerprint() -> str:
    """Of tables and seed; comments in migrations, which tell when they were generated, do not count."""
    files = [*ROOT.glob("*/migrations/0*.py"), *ROOT.glob("bench/*.py"), *ROOT.glob("bench/stock/*.py")]
    seeding = {"scale.py", "inserting.py", "seeding.py", "filling.py", "models.py"}
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.parent.name == "migrations" or file.name in seeding:
            digest.update("".join(_code(file)).encode())
    return digest.hexdigest()[:8]


def _code(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        yield from (line for line in lines if not line.startswith("#"))


def _make(servers: Servers, name: str, filled: Callable[[str], None]) -> None:
    """Under another name until it is complete, so that a run that was stopped leaves nothing that looks whole."""
    making = f"{name}_new"
    with _connected(servers.urls[OWNER_URL]) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("create database {}").format(sql.Identifier(making)))
        with _connected(_on(servers, making).urls[OWNER_URL]) as inside, inside.cursor() as there:
            there.execute(BOOTSTRAP.with_name("database.sql").read_text(encoding="utf-8"))
        filled(making)
        cursor.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(making), sql.Identifier(name))
        )


def _exists(servers: Servers, name: str) -> bool:
    with _connected(servers.urls[OWNER_URL]) as connection, connection.cursor() as cursor:
        cursor.execute("select 1 from pg_database where datname = %s", [name])
        return cursor.fetchone() is not None


def _migrate(state: State, servers: Servers) -> None:
    _command(
        state,
        "migrate",
        (*MANAGE, "migrate", "--no-input", "--verbosity=0"),
        for_demo(state, servers, "migrate", 1),
    )


def _seed(state: State, servers: Servers, scale: Scale) -> None:
    env = for_demo(state, servers, "migrate", 1) | {"DJANGO_SETTINGS_MODULE": "municipality.settings"}
    _command(state, "seed", (sys.executable, "-m", "bench.seeding", str(scale.cases)), env)


def _migrate_stock(state: State, servers: Servers) -> None:
    """Django's and guardian's tables first: the comparison's own, which have no migrations, point to them."""
    env = for_demo(state, servers, "migrate", 1) | {"DJANGO_SETTINGS_MODULE": "bench.stock.settings"}
    for more in ((), ("--run-syncdb",)):
        command = (sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity=0", *more)
        _command(state, "migrate-stock", command, env)


def _command(state: State, name: str, command: tuple[str, ...], env: dict[str, str]) -> None:
    run_to_end(spawn(name, command, log=state.subfolder("log") / f"{name}.log", env=env, cwd=ROOT))


def _on(servers: Servers, database: str) -> Servers:
    """The same logins on another database of the cluster."""
    elsewhere = {name: urlsplit(servers.urls[name])._replace(path=f"/{database}").geturl() for name in URLS}
    return Servers({**servers.urls, **elsewhere})


@contextmanager
def _connected(url: str) -> Iterator[extensions.connection]:
    """Each statement its own transaction, as CREATE DATABASE asks for."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        yield connection
