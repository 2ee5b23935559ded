"""The web server's own lines are of the form of all others, and say nothing of who asked and for what."""

import json
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runner import entrypoints
from runner.processes import await_answer, spawn
from runner.state import ROOT

APP = """
def application(environ, start_response):
    if environ["PATH_INFO"].startswith("/feil/"):
        raise ValueError("Kari")
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""


def ask(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as web:
        web.sendall(request)
        web.shutdown(socket.SHUT_WR)
        return web.recv(4096)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Gunicorn as entrypoints.WEB starts it, before an application that fails when asked to."""
    (tmp_path / "failing.py").write_text(APP, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = tmp_path / "web.log"
    env = {**os.environ, "PORT": str(port), "WEB_CONCURRENCY": "1", "MODE": "test"}
    env["PYTHONPATH"] = f"{tmp_path}:{ROOT}"
    command = [sys.executable, *entrypoints.WEB[:-1], "failing"]
    child = spawn("web", command, log=log, env=env, cwd=tmp_path)

    def answers() -> bool:
        try:
            return b"200 OK" in ask(port, b"GET / HTTP/1.0\r\n\r\n")
        except OSError:
            return False

    try:
        await_answer(child, answers, seconds=60)
        yield port, log
    finally:
        child.ask_to_end(15)
        child.await_end()


def test_every_line_of_gunicorn_is_json_without_address_and_without_what_was_sent(
    web: tuple[int, Path],
) -> None:
    port, log = web
    for request in (
        b"GET /?navn=Kari HTTP/1.1\r\nHost: x\r\nKari Nordmann\r\n\r\n",
        b"Kari Nordmann\r\n\r\n",
        b"GET /Kari HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: Kari\r\n\r\n",
        b"GET /feil/Kari HTTP/1.1\r\nHost: x\r\n\r\n",
    ):
        assert ask(port, request).split(b" ", 2)[1][:1] in (b"4", b"5"), request
    text = log.read_text(encoding="utf-8")
    lines: list[dict[str, Any]] = [json.loads(one) for one in text.splitlines()]
    assert len(lines) == 5
    assert all({"at", "level", "from", "text"} <= set(one) for one in lines)
    assert lines[-1]["error"] == "ValueError"
    assert "Kari" not in text
    assert "127.0.0.1" not in text
