"""`make test` and the parts of `make check` that need a database: servers of their own, gone when the run is over."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from municipality.runtime.secretfiles import new_secrets
from runner import system
from runner.account import service_account
from runner.processenv import for_production_check, for_tests
from runner.processes import end_with_parent
from runner.servers import Servers, running
from runner.state import ROOT, State
from runner.terminal import Refusal, say

SIDE_BY_SIDE = 8  # test runs of one clone at the same time
APPS = ("municipality", "consent", "cases", "teams", "reporting")  # others' migrations are not ours to mend
MANAGE = (sys.executable, "manage.py")


@contextmanager
def test_servers() -> Iterator[tuple[State, Servers]]:
    """The first state that no other run of this clone uses, and its servers."""
    account = service_account()
    for number in range(1, SIDE_BY_SIDE + 1):
        state = State("test" if number == 1 else f"test-{number}", account)
        try:
            state.lock()
        except Refusal:
            continue
        with running(state, account, fast_and_unsafe=True) as servers:
            yield state, servers
        return
    raise Refusal(f"{SIDE_BY_SIDE} test runs of this folder are under way already.")


def run_tests(arguments: Sequence[str]) -> int:
    """pytest with the arguments given; returns its exit code, and says how long it took, servers included."""
    system.provide(system.PDF, system.BROWSER)
    begun = time.monotonic()
    with test_servers() as (state, servers):
        code = run([sys.executable, "-m", "pytest", *arguments], for_tests(state, servers))
    say(f"The tests took {minutes_and_seconds(time.monotonic() - begun)}.")
    return code


def minutes_and_seconds(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def run_checks() -> int:
    """Migrations are complete and safe to run beside the old version, and production's settings are sound."""
    with test_servers() as (state, servers):
        as_owner = for_tests(state, servers) | {"DATABASE_URL": servers.urls["OWNER_DATABASE_URL"]}
        production = for_production_check(state.folder, servers, new_secrets())
        steps: list[tuple[list[str], Mapping[str, str]]] = [
            ([*MANAGE, "makemigrations", "--check", "--dry-run"], as_owner),
            ([*MANAGE, "lintmigrations", "--no-cache", "--quiet=ok", "--include-apps", *APPS], as_owner),
            ([*MANAGE, "check", "--deploy", "--fail-level=WARNING"], production),
        ]
        for command, env in steps:
            say(f"manage.py {' '.join(command[2:])}")
            if code := run(command, env):
                return code
    return 0


def run(command: list[str], env: Mapping[str, str]) -> int:
    """In the foreground, with our terminal; ended with us."""
    process = subprocess.Popen(
        command,
        env=dict(env),
        cwd=ROOT,
        preexec_fn=lambda: end_with_parent(signal.SIGTERM),  # noqa: PLW1509 - the runner has one thread
    )
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            # Ctrl-C has reached it too and it may be summing up; after SIGTERM to us alone it must be told.
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
