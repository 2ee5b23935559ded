"""`python -m tests.long [PART]`, which is `make long`. Goes on where a run that was ended was.

From the environment: SEED (else drawn), EXAMPLES (all together, in parts that draw), MINUTES (else 55). Which chunks
are done stands in `.state/long/PART.json` until all are. Ends with 1 when a chunk failed, and says how it is repeated.
What a chunk has counted, it lays as JSON where COUNTED says; the sums of the chunks that are done are told.
"""

import json
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from runner.command import command
from runner.state import ROOT, STATE
from runner.terminal import Refusal, say
from tests.long.parts import PARTS, Part

MINUTES: Final = 55


def number_of(name: str, otherwise: int) -> int:
    """A whole number from the environment. Raises Refusal for anything else."""
    text = os.environ.get(name) or str(otherwise)
    if not text.isascii() or not text.isdigit():
        raise Refusal(f"{name} is {text!r}, and must be a whole number.")
    return int(text)


def listed() -> str:
    """What there is."""
    lines = [f"  {name:10} {part.minutes:3} min  {part.tells}" for name, part in PARTS.items()]
    return "\n".join(["make long PART=...   [SEED=...] [EXAMPLES=...] [MINUTES=...]", *lines])


class Run:
    """One part from its first chunk to its last, over as many calls as it takes; `file` keeps what is done."""

    def __init__(self, name: str, part: Part, file: Path) -> None:
        self.name, self.part, self.file = name, part, file
        kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        asked = {"seed": number_of("SEED", kept.get("seed") or random.randrange(1, 100_000_000))}
        asked["examples"] = number_of("EXAMPLES", kept.get("examples") or part.chunks * part.size)
        self.done: list[int] = kept.get("done", []) if asked.items() <= kept.items() else []
        self.counted = Counter[str](kept.get("counted", {}) if self.done else {})
        self.seed, self.examples = asked["seed"], asked["examples"]
        if "EXAMPLES" in part.env:
            self.part = replace(part, chunks=max(1, -(-self.examples // part.size)))

    @property
    def left(self) -> list[int]:
        return [number for number in range(self.part.chunks) if number not in self.done]

    def keep(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        said = {"seed": self.seed, "examples": self.examples, "done": self.done, "counted": self.counted}
        self.file.write_text(json.dumps(said), encoding="utf-8")

    def again(self, number: int) -> str:
        """What repeats one chunk alone, for a shell."""
        seed = self.seed + number
        env = [f"{name}={value}" for name, value in self.part.environment(seed).items()]
        return shlex.join([*env, ".venv/bin/python", *self.part.command(seed)])

    def play(self, number: int) -> bool:
        """One chunk; whether nothing was found."""
        seed = self.seed + number
        env = {name: value for name, value in os.environ.items() if name not in ("SEED", "EXAMPLES")}
        command = [sys.executable, *self.part.command(seed)]
        counted = self.file.with_suffix(".counted")
        counted.unlink(missing_ok=True)
        env |= {**self.part.environment(seed), "COUNTED": str(counted)}
        with subprocess.Popen(command, cwd=ROOT, env=env) as process:
            try:
                nothing_found = process.wait() == 0
            except BaseException:
                process.send_signal(signal.SIGTERM)
                process.wait()
                raise
        if nothing_found and counted.exists():
            self.counted.update(json.loads(counted.read_text(encoding="utf-8")))
        return nothing_found

    def told(self) -> str:
        """What the chunks have counted together, in words."""
        return ", ".join(f"{many:,} {what}".replace(",", " ") for what, many in self.counted.items())


def go_on(run: Run, minutes: int) -> int:
    """Chunk after chunk until all are done or the time is up; the exit code."""
    ends = time.monotonic() + 60 * minutes
    failed: list[int] = []
    say(f"{run.name}: seed {run.seed}, {len(run.left)} of {run.part.chunks} chunks to do")
    for number in run.left:
        if time.monotonic() > ends:
            say(f"Time is up. {len(run.left)} chunks are left: make long PART={run.name}")
            break
        say(f"\nchunk {number + 1} of {run.part.chunks}: {run.again(number)}")
        if run.play(number):
            run.done.append(number)
            run.keep()
            if run.counted:
                say(f"so far {run.told()}")
        else:
            failed.append(number)
    for number in failed:
        say(f"FAILED: {run.again(number)}")
    if not run.left:
        run.file.unlink(missing_ok=True)
        run.file.with_suffix(".counted").unlink(missing_ok=True)
        say(f"{run.name}: all {run.part.chunks} chunks done, nothing found (seed {run.seed}).")
    return int(bool(failed))


def act(words: Sequence[str]) -> int:
    """The exit code."""
    if not words:
        say(listed())
        return 0
    if words[0] not in PARTS:
        raise Refusal(f"There is no part {words[0]!r}.\n{listed()}")
    run = Run(words[0], PARTS[words[0]], STATE / "long" / f"{words[0]}.json")
    run.keep()
    return go_on(run, number_of("MINUTES", MINUTES))


if __name__ == "__main__":
    sys.exit(command(lambda: act(sys.argv[1:])))
