"""How a command of `make` ends: by itself, refused, asked to, or with the make that began it."""

import os
import signal
import subprocess
import sys

import pytest

from runner.state import ROOT

FRAME = """
import sys, time
from runner.command import command
from runner.terminal import Refusal
"""
# In short sleeps: a signal that comes just before a sleep begins does not end it, and is seen after it.
WAITS = (
    FRAME
    + """
def act():
    print("begun", flush=True)
    for _ in range(1200):
        time.sleep(0.05)
    return 0
sys.exit(command(act, stopped={stopped}))
"""
)
BEGINS_IT = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"


def started(code: str, *words: str) -> "subprocess.Popen[str]":
    """As `make` starts it, with its directory as the one to import from."""
    env = os.environ | {"MAKELEVEL": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", code, *words], cwd=ROOT, env=env, text=True, **pipes)  # type: ignore[call-overload]


def test_what_it_returns_is_its_exit_code() -> None:
    assert started(FRAME + "sys.exit(command(lambda: 3))").wait(30) == 3


def test_a_refusal_is_one_line_and_no_trace() -> None:
    process = started(FRAME + "def act():\n raise Refusal('No room.')\nsys.exit(command(act))")
    assert process.communicate(timeout=30) == ("", "No room.\n")
    assert process.returncode == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("stopped", [130, 0])
def test_asked_to_end_it_ends_without_a_trace(number: signal.Signals, stopped: int) -> None:
    process = started(WAITS.format(stopped=stopped))
    assert process.stdout
    assert process.stdout.readline() == "begun\n"
    process.send_signal(number)
    assert process.communicate(timeout=30) == ("", "")
    assert process.returncode == stopped


def test_it_ends_with_the_make_that_began_it() -> None:
    make = started(BEGINS_IT, WAITS.format(stopped=130))
    assert make.stdout
    assert make.stdout.readline() == "begun\n"
    make.kill()
    # Its output ends when the last who can write to it is gone.
    assert make.communicate(timeout=30) == ("", "")
