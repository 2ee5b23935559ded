"""The long runs by part: what each tries, what a chunk runs, and how many chunks there are unless somebody says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

PYTEST: Final = ("-m", "runner", "test", "-q", "-n", "0", "-p", "no:cacheprovider")
RACES: Final = (
    "tests/access/test_at_the_same_time.py",
    "tests/access/test_offers_at_the_same_time.py",
    "tests/access/test_work_at_the_same_time.py",
    "tests/access/test_plans_at_the_same_time.py",
    "tests/access/test_teams_at_the_same_time.py",
    "tests/access/test_reading_all_the_while.py",
)


@dataclass(frozen=True)
class Part:
    """`words` are for this Python; `{seed}` in them and in `env` is the chunk's own, `{size}` how much is in a chunk.

    `chunks` of `size` take about `minutes` on two processors that have nothing else to do.
    """

    tells: str
    words: tuple[str, ...]
    minutes: int
    chunks: int
    size: int = 1
    env: Mapping[str, str] = field(default_factory=dict)

    def command(self, seed: int) -> list[str]:
        return [word.format(seed=seed, size=self.size) for word in self.words]

    def environment(self, seed: int) -> dict[str, str]:
        return {name: value.format(seed=seed, size=self.size) for name, value in self.env.items()}


DRAWN: Final = {"EXAMPLES": "{size}"}
PARTS: Final[dict[str, Part]] = {
    "histories": Part(
        "random histories against the rules of access, everybody reading everything",
        (
            *PYTEST, "tests/access/test_property.py", "tests/access/test_property_statute.py",
            "tests/access/test_property_joining.py",
            "--hypothesis-seed={seed}",
        ),
        minutes=150, chunks=40, size=500, env=DRAWN,
    ),
    "races": Part(
        "two acts at the same time, with every statement held up for a random moment; and a thousand times somebody who"
        " reads all the while",
        (*PYTEST, "-p", "tests.long.shuffled", *RACES),
        minutes=60, chunks=20, size=50, env={**DRAWN, "SHUFFLED": "{seed}"},
    ),
    "worlds": Part(
        "pairs of generated worlds that must look the same to whoever must not know what differs",
        (*PYTEST, "tests/attacks/test_generated_worlds.py"),
        minutes=50, chunks=10, size=100, env={**DRAWN, "WORLDS": "{seed}"},
    ),
    "attacks": Part(
        "attacks, nonsense to every address, and two worlds that must look the same, asked in many more ways",
        (
            *PYTEST, "tests/attacks", "tests/faults/test_every_address.py",
            "--ignore=tests/attacks/test_generated_worlds.py",
        ),
        minutes=50, chunks=1, size=200, env=DRAWN,
    ),
    "fuzz": Part(
        "requests nobody sends, identity numbers, ages, and KOSTRA files of any content",
        (
            *PYTEST, "tests/attacks/test_requests_nobody_sends.py", "tests/people", "tests/reporting/kostra",
            "--hypothesis-seed={seed}",
        ),
        minutes=40, chunks=10, size=1000, env=DRAWN,
    ),
    "kill": Part(
        "a thousand acts while web, worker, clock, database and queue server are killed",
        ("-m", "tests.kill", "{size}", "{seed}"),
        minutes=55, chunks=2, size=1000,
    ),
    "bench": Part(
        "the bench itself, with few cases: that its sides answer the same, and that everything is measured; and a"
        " directory of ten thousand people",
        (*PYTEST, "tests/bench", "tests/scim", "-m", "long"),
        minutes=2, chunks=1,
    ),
    "suite": Part(
        "all tests with twice as many processes as processors, for what fails on a busy machine only",
        ("-m", "runner", "test", "-q", "-n", "4", "--dist", "loadfile", "-m", "long or not long"),
        minutes=55, chunks=4,
    ),
}  # fmt: skip
