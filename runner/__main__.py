"""`python -m runner demo | reset | manage CMD | test [pytest's arguments] | check`."""

import os
import sys

from runner import demo, testing
from runner.command import command
from runner.terminal import Refusal, say


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Refusal(f"PORT is {text!r}, and must be a number between 1 and 65535.")
    return int(text)


def act(words: list[str]) -> int:
    """What the words ask for; the exit code."""
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
        case _:
            say(str(__doc__))
            return 2
    return 0


if __name__ == "__main__":
    WORDS = sys.argv[1:]
    # To end the demo is how it ends; to end anything else leaves it undone.
    sys.exit(command(lambda: act(WORDS), stopped=0 if WORDS == ["demo"] else 130))
