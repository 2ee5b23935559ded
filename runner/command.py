"""The frame of what `make` starts: it ends when it is asked to, and says in one line why it cannot go on."""

import os
import signal
import sys
from collections.abc import Callable

from runner.processes import end_with_parent
from runner.terminal import Refusal, Stop, forget_signals, listen_for_stop


def command(act: Callable[[], int], *, stopped: int = 130) -> int:
    """Runs `act` and returns its exit code; 1 when it raises Refusal, `stopped` when somebody asked it to end."""
    # A killed make would leave us behind, and with us everything we started.
    if os.environ.get("MAKELEVEL"):
        end_with_parent(signal.SIGTERM)
    listen_for_stop()
    try:
        return act()
    except Refusal as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 1
    except Stop:
        return stopped
    finally:
        forget_signals()
