"""`python -m bench CASES [ROUNDS]` is `make bench N=...`, `python -m bench CASES against COMMIT` with AGAINST.

Clusters and rows stay in `.state/bench`.
"""

import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version

from bench import against, kostra
from bench.report import ratio, table
from bench.run import (
    CASE_PAGE,
    EXISTS,
    JOIN,
    LIST_PAGE,
    MY_DAY,
    NOTHING,
    OURS,
    QUICKEST,
    RULES,
    SHIPPED,
    Results,
    run,
)  # fmt: skip
from bench.scale import LEADER, MEDIUM, NARROW, PARENT, READERS, RECEPTION, WIDE, Scale
from runner.account import service_account
from runner.command import command
from runner.servers import running
from runner.state import State
from runner.terminal import Refusal, say

LEAST, MOST = 100, 1_000_000
ROUNDS = 40
WITH_GUARDIAN = (SHIPPED, QUICKEST, RULES)
LABELS = {
    PARENT: "a parent", NARROW: "narrow", MEDIUM: "medium", WIDE: "wide", LEADER: "leader of a school",
    RECEPTION: "reception of an office",
}  # fmt: skip


def told(results: Results, scale: Scale, rounds: int, load: float) -> Iterator[str]:
    """The report, part by part. `load` is what the machine did besides when the run began."""
    yield (
        f"{scale.cases} cases, {rounds} requests each, median / 95th percentile in ms. {os.cpu_count()} processors"
        f" (load {load:.1f} at the start), Python {platform.python_version()}, PostgreSQL {results.server_version},"
        f" Django {version('django')}, django-guardian {version('django-guardian')}."
    )
    yield "The list as data, 25 rows and exact count, the same rows from all:\n" + table(
        ["who (cases)", *WITH_GUARDIAN, "by hand", OURS],
        [_list_row(results, name) for name in READERS],
    )
    yield "How many times as long:\n" + table(
        ["who", *(f"{side} ÷ ours" for side in WITH_GUARDIAN), "ours ÷ by hand"],
        [_ratio_row(results, name) for name in READERS],
    )
    pages = (NOTHING, LIST_PAGE, CASE_PAGE, MY_DAY)
    yield "Our pages as people get them, and an answer that says nothing but knows who asks:\n" + table(
        ["who", *pages],
        [
            [LABELS[name], *(str(times[page]) if page in times else "" for page in pages)]
            for name, times in results.pages.items()
        ],
    )
    ours, by_hand = results.withdrawal["ours"], results.withdrawal["by hand"]
    yield f"Withdrawal with {results.grants_withdrawn} grants:\n" + table(
        ["", "by hand", "ours", "ours ÷ by hand"],
        [["until it is committed", str(by_hand), str(ours), ratio(ours, by_hand)]],
    )


def _list_row(results: Results, name: str) -> list[str]:
    times = results.lists[name]
    form = _best_form(results, name)
    return [
        f"{LABELS[name]} ({results.counts[name]})",
        *(str(times[side]) for side in WITH_GUARDIAN),
        f"{times[form]} ({form})",
        str(times[OURS]),
    ]


def _ratio_row(results: Results, name: str) -> list[str]:
    times = results.lists[name]
    return [
        LABELS[name],
        *(ratio(times[side], times[OURS]) for side in WITH_GUARDIAN),
        ratio(times[OURS], times[_best_form(results, name)]),
    ]


def _best_form(results: Results, name: str) -> str:
    return min((EXISTS, JOIN), key=lambda form: results.lists[name][form].median)


def asked(words: list[str]) -> tuple[Scale, int]:
    """Size and rounds from the command line. Raises Refusal."""
    text, *rest = words or [""]
    rounds = rest[0] if rest else str(ROUNDS)
    if not (text.isascii() and text.isdigit() and LEAST <= int(text) <= MOST):
        raise Refusal(f"Say how many cases, between {LEAST} and {MOST}: make bench N=10000")
    if not (rounds.isascii() and rounds.isdigit() and int(rounds) > 0):
        raise Refusal(f"{rounds!r} is not a number of rounds.")
    return Scale(int(text)), int(rounds)


def act(words: list[str]) -> int:
    """Measure and tell; the exit code."""
    if words[:1] == ["kostra"]:
        return kostra.main(words[1:])
    os.umask(0o077)
    if words[1:2] == ["against"]:
        scale, _rounds = asked(words[:1])
        against.run(" ".join(words[2:]), scale)
        return 0
    scale, rounds = asked(words)
    account = service_account()
    state = State("bench", account)
    state.lock()
    load = os.getloadavg()[0]
    say("Starting the bench")
    with running(state, account) as servers:
        results = run(state, servers, scale, rounds)
    say("\n" + "\n\n".join(told(results, scale, rounds, load)))
    return 0


if __name__ == "__main__":
    sys.exit(command(lambda: act(sys.argv[1:])))
