"""Somebody at the other end of the wire: asks one of the three servers, and looks at the watch."""

import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any, Final

from runner.processes import Child, await_answer, spawn
from runner.state import ROOT, State, free_port
from runner.terminal import Refusal

ONE_WORKER: Final = (
    sys.executable, "-m", "gunicorn", "--config=python:municipality.runtime.gunicorn", "--workers=1", "--threads=1",
    "--timeout=300",
)  # fmt: skip
# In a table a row, in a family's list an item.
CASE_LINK: Final = re.compile(r'<(?:th scope="row"|li)>\s*<a [^>]*href="/stafettlogger/([0-9a-f-]{36})/"')


class Unexpected(Refusal):
    """A server answered something else than the rows asked for."""


@dataclass
class Visitor:
    """One person in front of one server. `headers` go with every request."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> tuple[int, SimpleCookie, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            connection.request(method, path, headers={**self.headers, **headers})
            response = connection.getresponse()
            cookies = SimpleCookie()
            for line in response.headers.get_all("Set-Cookie", []):
                cookies.load(line)
            return response.status, cookies, response.read()
        finally:
            connection.close()

    def get(self, path: str) -> bytes:
        """The body. Raises Unexpected for anything but 200."""
        status, _cookies, body = self.ask(path)
        if status != 200:
            raise Unexpected(f"{path} was answered with {status}: {body[:300]!r}")
        return body

    def rows(self, path: str) -> dict[str, Any]:
        """Count and rows of an answer, without what else its frame says."""
        said = json.loads(self.get(path))
        return {"count": said["count"], "results": said["results"]}

    def timed(self, path: str) -> float:
        """Milliseconds from connecting to the last byte."""
        began = time.perf_counter()
        self.get(path)
        return 1000 * (time.perf_counter() - began)

    def sign_in(self, username: str) -> None:
        """As in the demo: the form of the front page, with its token."""
        _status, cookies, _body = self.ask("/logg-inn/")
        token = cookies["csrf"].value
        status, cookies, _body = self.ask(
            f"/demo/login/{username}", method="POST", **{"Cookie": f"csrf={token}", "X-CSRFToken": token}
        )
        if status != 302:
            raise Unexpected(f"{username} could not sign in: {status}")
        self.headers["Cookie"] = f"session={cookies['session'].value}"


def case_links(page: bytes) -> list[str]:
    """Keys of the cases that the real page lists, in its order."""
    return CASE_LINK.findall(page.decode())


@contextmanager
def server(state: State, name: str, application: str, env: dict[str, str], probe: str) -> Iterator[int]:
    """One gunicorn with one synchronous worker until the block is left; yields its port. It answers `probe`."""
    port = free_port()
    command: Sequence[str] = (*ONE_WORKER, application)
    child: Child = spawn(
        name, command, log=state.subfolder("log") / f"{name}.log", env=env | {"PORT": str(port)}, cwd=ROOT
    )
    try:
        await_answer(child, lambda: _answers(port, probe), seconds=60)
        yield port
    finally:
        child.ask_to_end(15)
        child.await_end()


def _answers(port: int, probe: str) -> bool:
    try:
        Visitor(port).ask(probe)
    except OSError:
        return False
    return True
