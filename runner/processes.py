"""Child processes that cannot outlive the runner, and that tell why they ended."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from runner.account import Account
from runner.terminal import Refusal

TAIL_LINES = 20
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def end_with_parent(number: int) -> None:
    """Ask the kernel to send this process a signal when the process that started it is gone, however it went."""
    _libc.prctl(PR_SET_PDEATHSIG, number)


@dataclass
class Child:
    """A running process with its log."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    patience: float = 8.0  # seconds between asking to end and ending

    def check(self) -> None:
        """Refused with the end of its log when it has ended."""
        code = self.process.poll()
        if code is not None:
            how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
            raise Refusal(f"{self.name} has ended ({how}). The end of {self.log}:\n{tail(self.log)}")

    def ask_to_end(self, number: int) -> None:
        if self.process.poll() is None:
            self.process.send_signal(number)

    def await_end(self) -> None:
        """Wait, then end the whole group it leads, so that none of its own children stays behind."""
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def spawn(
    name: str,
    command: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str],
    cwd: Path,
    account: Account | None = None,
    death: int = signal.SIGTERM,
    stdin: IO[bytes] | int = subprocess.DEVNULL,
) -> Child:
    """Start a process in a session of its own, so that Ctrl-C reaches it through the runner only, and in good order.

    `death` is the signal that the kernel sends it should the runner be killed.
    """
    with open(os.open(log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:  # noqa: PTH123
        process = subprocess.Popen(
            list(command),
            stdin=stdin,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: end_with_parent(death),  # noqa: PLW1509 - the runner has one thread
            **(account.popen() if account else {}),
        )
    return Child(name, process, log)


def run_to_end(child: Child) -> None:
    """Wait for a command. Refused with its log when it fails; ended with us when we are stopped."""
    try:
        child.process.wait()
    finally:
        child.await_end()
    if child.process.returncode:
        child.check()


def await_answer(child: Child, answers: Callable[[], bool], *, seconds: float) -> None:
    """Until `answers()` is true. Refused when the process ends first or the time is up."""
    limit = time.monotonic() + seconds
    while True:
        child.check()
        if answers():
            return
        if time.monotonic() > limit:
            raise Refusal(f"{child.name} has not answered for {seconds:.0f} seconds:\n{tail(child.log)}")
        time.sleep(0.1)


def tail(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-TAIL_LINES:])
