"""The demo's processes in a folder of their own, each of which can be killed and started again."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

import redis
from celery import Celery
from celery.exceptions import OperationalError
from celery.utils.nodenames import default_nodename

from municipality.runtime.answers import NODES
from runner import entrypoints
from runner.account import Account, service_account
from runner.demo import Demo
from runner.processes import Child, await_answer
from runner.servers import Servers, settle, start_postgres, start_valkey
from runner.state import State, free_port
from runner.terminal import Refusal
from tests.kill.browser import Browser, NoAnswer

PARTS: Final = ("web", "worker", "beat", "database", "queue server")
# Parts of which one process can fall alone: a backend of Postgres, which restarts all others, or a worker of gunicorn.
HURT: Final = {"database": b"stafett_app", "web": b"gunicorn"}
WORDS: Final = {"web": entrypoints.WEB, "worker": entrypoints.WORKER, "beat": entrypoints.BEAT}
PATIENCE: Final = 90.0  # seconds for a part to answer again


class World:
    """What runs, by part. Only the main thread starts processes: they end with the thread that started them."""

    def __init__(self, state: State, account: Account | None) -> None:
        self.state, self.account = state, account
        self.home = settle(state, account)
        self.servers = Servers({})
        self.children: dict[str, Child] = {}
        self.port = free_port()
        self.demo = Demo(state, self.servers, self.port)

    def start(self, part: str) -> None:
        """Until it answers. Refused with the end of its log when it does not in time."""
        if part in WORDS:
            command = (sys.executable, *WORDS[part])
            child = self.demo.spawn(part, "web" if part == "web" else "worker", command)
            self.children[part] = child
            await_answer(child, self._answers(part), seconds=PATIENCE)
            return
        before = dict(self.servers.urls)
        self.children[part] = self._server(part)
        if before and any(self.servers.urls.get(name, url) != url for name, url in before.items()):
            raise Refusal(f"The {part} came back on another port, which somebody else has taken meanwhile.")

    def kill(self, part: str) -> None:
        """SIGKILL for the process and its group, with no time to tidy anything."""
        process = self.children[part].process
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def hurt(self, part: str) -> None:
        """SIGKILL for one of its processes; the part itself sees to the rest."""
        for process in self._processes(part)[:1]:
            os.kill(process, signal.SIGKILL)

    def cut(self) -> None:
        """The web's connections to the database end, as by a firewall; the database goes on, and takes new ones."""
        for process in self._processes("database"):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)

    def _processes(self, part: str) -> list[int]:
        """Those that `HURT` names, started by the part's own."""
        found, parent = [], self.children[part].process.pid
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                command, status = (process / "cmdline").read_bytes(), (process / "stat").read_text()
                if HURT[part] in command and int(status.rpartition(")")[2].split()[1]) == parent:
                    found.append(int(process.name))
        return found

    def end(self) -> None:
        """In good order: what asks the servers first."""
        for part in PARTS:
            if part in self.children:
                self.children[part].ask_to_end(signal.SIGINT if part == "database" else signal.SIGTERM)
                if part in WORDS:
                    continue
                self.children[part].await_end()
        for part in WORDS:
            if part in self.children:
                self.children[part].await_end()

    def _answers(self, part: str) -> Callable[[], bool]:
        if part == "web":
            return partial(_web_answers, self.port)
        return partial(_node_answers, part, self.servers.urls["REDIS_URL"])

    def _server(self, part: str) -> Child:
        if part == "queue server":
            return start_valkey(self.state, self.home, self.account, self.servers)
        limit = time.monotonic() + PATIENCE
        while True:
            try:
                return start_postgres(
                    self.state, self.home, self.account, self.servers, fast_and_unsafe=False
                )
            except Refusal:
                # Backends of the killed server still hold its shared memory until they have noticed.
                if time.monotonic() > limit:
                    raise
                time.sleep(0.5)


def _web_answers(port: int) -> bool:
    """Whatever it says: that jobs are late is no wonder here."""
    try:
        Browser(port, "").ask("GET", "/healthz")
    except NoAnswer:
        return False
    return True


def _node_answers(part: str, url: str) -> bool:
    """A ping only. Our own connections to the queue have been cut by its end too."""
    with Celery(broker=url, set_as_current=False) as app:
        try:
            return bool(
                app.control.ping(destination=[default_nodename(None, NODES[part])], timeout=2.0, limit=1)
            )
        except (redis.RedisError, OperationalError):
            return False


def _forget(state: State) -> None:
    """Everything of an earlier run but the lock, and the data that root keeps elsewhere."""
    outside = Path(state.remembered().get("outside", ""))
    if outside.is_absolute() and outside.name.startswith("stafettpinnen-"):
        shutil.rmtree(outside, ignore_errors=True)
    for path in state.folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()


@contextmanager
def running(name: str) -> Iterator[World]:
    """Everything from an empty folder: what an earlier run has left is forgotten."""
    os.umask(0o077)
    account = service_account()
    state = State(name, account)
    state.lock()
    _forget(state)
    with ExitStack() as ending:
        world = World(state, account)
        ending.callback(world.end)
        for part in ("database", "queue server"):
            world.start(part)
        world.demo.prepare()
        for part in WORDS:
            world.start(part)
        yield world
