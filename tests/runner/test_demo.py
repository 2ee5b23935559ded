"""The demo as a newcomer meets it: from nothing to Ready, stopped without a trace, and quick the second time."""

import base64
import os
import quopri
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from runner.state import ROOT, free_port
from tests.runner.planted import (
    NAME,
    NUMBER,
    PHRASE,
    await_mail,
    environment,
    in_the_cache_server,
    places,
    plant,
    processes,
    words_in,
)

pytestmark = pytest.mark.slow(90)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".state", ".*_cache", "__pycache__", "tests", "docs")
PATIENCE = 300.0  # seconds until ready or gone, on a machine that does other things too


class Clone:
    """A copy of the project in a folder of its own, run with this Python."""

    def __init__(self, folder: Path) -> None:
        self.folder = shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
        self.port = free_port()
        self.output = folder.with_name("output")
        self.temporary = folder / "tmp"
        self.temporary.mkdir()

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "runner", *words]

    def env(self, **more: str) -> dict[str, str]:
        own = {"HOME": str(self.folder), "TMPDIR": str(self.temporary), "PORT": str(self.port)}
        return {"PATH": os.environ["PATH"], **own, **more}

    def start(self) -> subprocess.Popen[bytes]:
        with self.output.open("wb") as output:
            process = subprocess.Popen(
                self.command("demo"), env=self.env(), cwd=self.folder, stdout=output, stderr=subprocess.STDOUT
            )
        limit = time.monotonic() + PATIENCE
        while f"\nReady: http://127.0.0.1:{self.port}/\n" not in self.output.read_text():
            if process.poll() is not None or time.monotonic() > limit:
                process.terminate()
                process.wait()
                pytest.fail(self.output.read_text())
            time.sleep(0.1)
        return process

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            env=self.env(**more),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def processes(self) -> list[str]:
        """Command lines of all that still runs with this copy as its working folder or in its arguments."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if str(self.folder) in (f"{(process / 'cwd').readlink()} {words}"):
                    found.append(words)
            except OSError:
                continue
        return found

    def status(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        return connection.getresponse().status


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    clone = Clone(tmp_path / "clone")
    yield clone
    clone.run("reset")


class Running(NamedTuple):
    clone: Clone
    process: subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Started once for all tests that ask a demo; the last of them ends it."""
    clone = Clone(tmp_path_factory.mktemp("running") / "clone")
    yield Running(clone, clone.start())
    for process in processes(clone.folder):
        os.kill(int(process.name), signal.SIGKILL)
    clone.run("reset")


def test_what_people_write_stands_in_the_database_and_nowhere_else(running: Running) -> None:
    """R10: no log, e-mail, address, title, file, argument of a process or entry of the cache server names anybody."""
    folder, mail = running.clone.folder, running.clone.folder / ".state/demo/mail"
    before = set(mail.glob("*"))
    planted = plant(running.clone.port)
    await_mail(mail, before)
    [queue] = {environment(process).get("REDIS_URL", "") for process in processes(folder)} - {""}
    searched = [*places(folder, planted), *in_the_cache_server(queue)]
    assert len({place for place, _content in searched}) > 50  # or it has looked nowhere
    assert {place: found for place, content in searched if (found := words_in(content))} == {}


@pytest.mark.parametrize("hidden", [
    f"... {NAME} ...".encode(), base64.b64encode(PHRASE.encode() * 2),
    quopri.encodestring(NAME.encode(), quotetabs=True),
    base64.b64encode(base64.urlsafe_b64encode(NUMBER.digits.encode() * 2)), b"?navn=Zyxwald+Plantesen",
])  # fmt: skip
def test_the_search_sees_through_what_hides_a_word(hidden: bytes) -> None:
    assert words_in(hidden)


def test_the_demo_starts_from_nothing_ends_without_a_trace_and_starts_again_with_its_data(
    running: Running,
) -> None:
    clone, process = running
    assert clone.status("/healthz") == 200
    assert clone.status("/logg-inn/idporten/") == 302  # the demo's own provider has taken the question
    assert "is in use: the demo runs at" in clone.run("demo").stderr
    assert "is in use: the demo runs at" in clone.run("reset").stderr
    counted = clone.run(
        "manage", "shell", "-c", "from municipality.models import Unit; print(Unit.objects.count())"
    )
    assert counted.returncode == 0, counted.stderr

    process.kill()  # nothing can be tidied now: the kernel ends the rest, and the next start must cope
    process.wait()
    limit = time.monotonic() + PATIENCE
    while clone.processes() and time.monotonic() < limit:
        time.sleep(0.1)
    assert clone.processes() == []

    process = clone.start()
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert clone.processes() == []
    assert (clone.folder / ".state" / "demo").exists()
    with (clone.folder / "demo/families.yaml").open("a", encoding="utf-8") as story:
        story.write("# Another version of the code.\n")
    refused = clone.run("demo")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "made by another version of the code. Begin anew with: make demo-reset" in refused.stderr
    assert clone.run("reset").returncode == 0
    assert not (clone.folder / ".state" / "demo").exists()


def test_the_demo_is_not_served_to_other_machines(clone: Clone) -> None:
    done = clone.run("demo", ALLOWED_HOSTS="stafett.example.no")
    assert done.returncode == 1
    assert "lets anybody log in as anybody" in done.stderr


def test_a_port_that_is_not_a_number_is_told(clone: Clone) -> None:
    done = clone.run("demo", PORT="http")
    assert done.stderr == "PORT is 'http', and must be a number between 1 and 65535.\n"
