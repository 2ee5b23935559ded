"""`python -m municipality.runtime demo | reset | manage CMD | test [pytest's arguments] | check | with CMD`."""

import os
import signal
import sys

from municipality.runtime import demo, testing
from municipality.runtime.processes import end_with_parent
from municipality.runtime.terminal import Refusal, Stop, forget_signals, listen_for_stop, say


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Refusal(f"PORT is {text!r}, and must be a number between 1 and 65535.")
    return int(text)


def act(words: list[str]) -> int:
    match words:
        case ["demo"]:
            demo.run(chosen_port())
        case ["reset"]:
            demo.reset()
        case ["manage", *command]:
            return demo.manage(command, chosen_port())
        case ["test", *arguments]:
            return testing.run_tests([word for word in arguments if word != "--"])
        case ["check"]:
            return testing.run_checks()
        case ["with", *command] if command:
            return testing.run_with_servers(command)
        case _:
            say(str(__doc__))
            return 2
    return 0


def main() -> int:
    if os.environ.get("MAKELEVEL"):
        end_with_parent(
            signal.SIGTERM
        )  # a killed make would leave us behind, and with us everything we started
    listen_for_stop()
    try:
        return act(sys.argv[1:])
    except Refusal as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 1
    except Stop:
        return 0 if sys.argv[1:] == ["demo"] else 130
    finally:
        forget_signals()


if __name__ == "__main__":
    sys.exit(main())
