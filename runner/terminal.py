"""What the runner says, and the two ways in which it ends early."""

import signal
import sys
from types import FrameType


class Refusal(Exception):
    """The runner cannot go on; the text says why and what to do."""


class Stop(BaseException):
    """Somebody asked the runner to end (Ctrl-C, SIGTERM). Not an Exception, so that nothing catches it by the way."""


def say(text: str) -> None:
    """One line of progress, at once, also when the output is a pipe. A reader who has left does not matter."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        sys.stdout = sys.stderr


def _stop(_signal: int, _frame: FrameType | None) -> None:
    forget_signals()  # a second Ctrl-C must not interrupt the tidying
    raise Stop


def listen_for_stop() -> None:
    """From now on SIGINT, SIGTERM and a closed terminal raise Stop in the main thread, once."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)


def forget_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
