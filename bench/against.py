"""`make bench N=100000 AGAINST=<commit>`: this tree and another one in one run, in blocks by turns.

Each has a cluster, rows and a gunicorn of its own, made by its own code (bench/side.py); the other is unpacked into
`.state/bench/trees`. What the machine does besides hits both, so the ratio of a block says more than any median.
"""

import io
import json
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import quote, urlsplit

import psycopg2

from bench.report import number, table
from bench.scale import CHAIR, EVERYBODY, READERS, Scale
from bench.visitor import Unexpected, Visitor
from runner.postgres import SUPERUSER
from runner.processenv import inherited
from runner.servers import URLS
from runner.state import ROOT, STATE
from runner.terminal import Refusal, say

HERE, THERE = "here", "there"
LIST, LIST_PAGE, CASE_PAGE, MY_DAY, TEAM_PAGE = "list (data)", "list page", "case page", "my day", "team page"
TEAM: Final = "/team/1/"
BLOCKS, IN_A_BLOCK, WARMING_UP = 10, 10, 1
COUNTED, BATCHES = 5, 3  # requests whose buffers are counted together, and how often
REPORTED_AFTER: Final = 1.1  # seconds: a backend tells its counts at most once a second, and when it is idle

Page = tuple[str, str]  # who, and what


@dataclass(frozen=True)
class Side:
    """A tree that is served. `watch` reads the counts of its `database` in its cluster, as a superuser."""

    port: int
    watch: str
    database: str


@dataclass(frozen=True)
class Compared:
    """One page of one person: medians of each block in ms, by side, and buffers of one request, by side."""

    blocks: Mapping[str, tuple[float, ...]]
    buffers: Mapping[str, float]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Here as a multiple of there, block by block."""
        return tuple(here / there for here, there in zip(self.blocks[HERE], self.blocks[THERE], strict=True))


def unpacked(commit: str) -> Path:
    """The tree of a commit of this clone, in a folder of its own. Refused when git knows no such commit."""
    git = ("git", "-C", os.fspath(ROOT))
    named = subprocess.run(
        [*git, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if named.returncode:
        raise Refusal(f"{commit!r} is no commit of this clone: make bench N=10000 AGAINST=HEAD~1")
    folder = STATE / "bench" / "trees" / named.stdout.strip()[:12]
    if not folder.exists():
        making = folder.with_name(f"{folder.name}-new-{os.getpid()}")
        making.mkdir(parents=True)
        for passed in (STATE, *folder.parents[:2], making):
            passed.chmod(0o711)  # the database's account goes through here to its data
        packed = subprocess.run(
            [*git, "archive", named.stdout.strip()], check=True, capture_output=True
        ).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(making, filter="data")
        making.rename(folder)
    return folder


@contextmanager
def served(trees: Mapping[str, Path], scale: Scale, name: str = "bench") -> Iterator[dict[str, Side]]:
    """Every tree, until the block is left; made side by side, since the first time takes minutes."""
    with ExitStack() as ending:
        processes = {
            side: ending.enter_context(_process(tree, scale, name, STATE / "bench" / f"{side}.log"))
            for side, tree in trees.items()
        }
        yield {side: _told(side, process) for side, process in processes.items()}


@contextmanager
def _process(tree: Path, scale: Scale, name: str, log: Path) -> Iterator[subprocess.Popen[str]]:
    """Without the caller's servers: each tree has a cluster that its own bootstrap has made."""
    env = {key: value for key, value in inherited().items() if key not in (*URLS, "REDIS_URL")}
    command = [sys.executable, "-P", os.fspath(tree / "bench" / "side.py"), str(scale.cases), name]
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command, cwd=tree, env=env | {"PYTHONPATH": os.fspath(tree)}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
        ) as process,
    ):  # fmt: skip
        try:
            yield process
        finally:
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.terminate()


def _told(side: str, process: subprocess.Popen[str]) -> Side:
    """What the tree says about itself, after what its bench says on the way."""
    for line in process.stdout or ():
        if line.startswith("{"):
            said = json.loads(line)
            where = urlsplit(said["cluster"])
            login = f"{SUPERUSER}:{quote(said['superuser_password'])}@{where.hostname}:{where.port}"
            return Side(said["port"], f"postgresql://{login}/postgres", said["database"])
    raise Refusal(f"The tree {side} could not be served: see {STATE / 'bench' / side}.log")


def compared(sides: Mapping[str, Side], *, blocks: int = BLOCKS) -> dict[Page, Compared]:
    """Every page of everybody, timed and counted. Raises Unexpected when the trees do not list the same cases."""
    visitors = {side: {who: Visitor(told.port) for who in EVERYBODY} for side, told in sides.items()}
    for people in visitors.values():
        for who, visitor in people.items():
            visitor.sign_in(who)
    pages = {page: path for who in EVERYBODY for page, path in _pages(who, visitors).items()}
    for told in sides.values():
        _gather_statistics(told)
    say(f"  {blocks} blocks of each of {len(pages)} pages ...")
    times: dict[Page, dict[str, list[float]]] = {page: {side: [] for side in sides} for page in pages}
    for block in range(blocks):
        for (who, what), path in pages.items():
            for side in (HERE, THERE) if block % 2 == 0 else (THERE, HERE):
                times[who, what][side].append(_median_of_block(visitors[side][who], path))
    say("  buffers ...")
    with ExitStack() as ending:
        counters = {
            side: ending.enter_context(closing(_Counter(told, visitors[side][READERS[0]])))
            for side, told in sides.items()
        }
        buffers = {
            (who, what): {side: counter.of(visitors[side][who], path) for side, counter in counters.items()}
            for (who, what), path in pages.items()
        }
    return {
        page: Compared({side: tuple(measured) for side, measured in times[page].items()}, buffers[page])
        for page in pages
    }


def _pages(who: str, visitors: Mapping[str, Mapping[str, Visitor]]) -> dict[Page, str]:
    """Addresses by page, the same on both sides."""
    if who not in READERS:
        return {(who, MY_DAY): "/"}
    said = {side: people[who].rows("/bench/list") for side, people in visitors.items()}
    keys = {side: [row["id"] for row in rows["results"]] for side, rows in said.items()}
    if keys[HERE] != keys[THERE] or said[HERE]["count"] != said[THERE]["count"]:
        raise Unexpected(f"{who}: the two trees list different cases, so their times say nothing")
    if not keys[HERE]:
        raise Unexpected(f"{who} sees no case, so nothing is compared")
    seated = who == CHAIR and all(people[who].ask(TEAM)[0] == HTTPStatus.OK for people in visitors.values())
    in_the_team = {(who, TEAM_PAGE): TEAM} if seated else {}  # the rows of an older tree have no team
    return in_the_team | {
        (who, LIST): "/bench/list",
        (who, LIST_PAGE): "/stafettlogger/",
        (who, CASE_PAGE): f"/stafettlogger/{keys[HERE][0]}/",
        (who, MY_DAY): "/",
    }


def _gather_statistics(side: Side) -> None:
    """Both trees plan by statistics of now, and find nothing left to tidy on the way."""
    with closing(psycopg2.connect(side.watch.rsplit("/", 1)[0] + f"/{side.database}")) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")


def _median_of_block(visitor: Visitor, path: str) -> float:
    for _warming_up in range(WARMING_UP):
        visitor.get(path)
    return median(visitor.timed(path) for _request in range(IN_A_BLOCK))


class _Counter:
    """Buffers (hit and read) that one tree's database says it has touched, while nobody else asks it for anything.

    A backend tells what it has counted when its next transaction ends, so an answer that says nothing is asked for
    after a wait; what that one costs itself is counted first and taken off.
    """

    def __init__(self, side: Side, anybody: Visitor) -> None:
        self._side, self._anybody = side, anybody
        self._connection = psycopg2.connect(side.watch)
        self._connection.autocommit = True
        self._settled()
        before = self._settled()
        self._nothing = self._settled() - before

    def close(self) -> None:
        self._connection.close()

    def of(self, visitor: Visitor, path: str) -> float:
        """Of one request: the least of some batches, since the vacuum only adds to it."""
        visitor.get(path)
        batches = []
        for _batch in range(BATCHES):
            before = self._settled()
            for _request in range(COUNTED):
                visitor.get(path)
            batches.append((self._settled() - before - self._nothing) / COUNTED)
        return min(batches)

    def _settled(self) -> int:
        time.sleep(REPORTED_AFTER)
        self._anybody.get("/bench/nothing")
        with self._connection.cursor() as cursor:
            cursor.execute(
                "select blks_hit + blks_read from pg_stat_database where datname = %s", [self._side.database]
            )
            return int((cursor.fetchone() or (0,))[0])


def told(results: Mapping[Page, Compared], scale: Scale, commit: str, load: float) -> Iterator[str]:
    """The report. `load` is what the machine did besides when the run began."""
    blocks = len(next(iter(results.values())).ratios)
    yield (
        f"{scale.cases} cases, {blocks} blocks by turns of {IN_A_BLOCK} requests, here against {commit}."
        f" {os.cpu_count()} processors (load {load:.1f} at the start). Median in ms; the ratio of each block, its"
        f" median, least and most; buffers (hit and read) of one request."
    )
    yield table(
        ["who, page", "there", "here", "ratio", "least to most", "buffers there", "here", "ratio"],
        [_row(page, of_page) for page, of_page in results.items()],
    )


def _row(page: Page, result: Compared) -> list[str]:
    ratios, buffers = result.ratios, result.buffers
    return [
        ", ".join(page),
        *(number(median(result.blocks[side])) for side in (THERE, HERE)),
        f"{median(ratios):.2f}",
        f"{min(ratios):.2f} to {max(ratios):.2f}",
        *(f"{buffers[side]:.0f}" for side in (THERE, HERE)),
        f"{buffers[HERE] / buffers[THERE]:.2f}",
    ]


def run(commit: str, scale: Scale) -> None:
    """Measure and tell."""
    load = os.getloadavg()[0]
    trees = {HERE: ROOT, THERE: unpacked(commit)}
    say(f"Starting the bench of two trees: here, and {commit} ({trees[THERE].name})")
    with served(trees, scale) as sides:
        results = compared(sides)
    say("\n" + "\n\n".join(told(results, scale, f"{commit} ({trees[THERE].name})", load)))
