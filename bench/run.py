"""One run: servers and rows, three applications, the comparison of what they answer, then the watch."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.databases import OWNER_URL, Databases, prepared, server_version
from bench.report import Times
from bench.scale import EVERYBODY, PARENT, READERS, Scale
from bench.stock.filling import token
from bench.visitor import Unexpected, Visitor, case_links, server
from runner.processenv import for_demo
from runner.processes import run_to_end, spawn
from runner.servers import Servers
from runner.state import ROOT, State
from runner.terminal import say

# The sides of the comparison: three ways with guardian (bench/stock/urls.py), two forms by hand, and ours.
SHIPPED, QUICKEST, RULES = "guardian", "its quickest", "same rules"
EXISTS, JOIN, OURS = "exists", "join", "ours"
LIST_PAGE, NOTHING, CASE_PAGE, MY_DAY = "list page", "nothing", "case page", "my day"
TURNS, WARMING_UP = 4, 3
WITHDRAWALS = 10
NEWEST_FIRST = "?sorter=nyest"  # as the other sides sort; the page begins with what is due first


@dataclass(frozen=True)
class Results:
    """`lists` by reader and side, `pages` by person and page, `counts` by reader; `withdrawal` by side."""

    counts: Mapping[str, int]
    lists: Mapping[str, Mapping[str, Times]]
    pages: Mapping[str, Mapping[str, Times]]
    withdrawal: Mapping[str, Times]
    grants_withdrawn: int
    server_version: str


@dataclass(frozen=True)
class Ports:
    """Where the three applications listen."""

    ours: int
    stock: int
    by_hand: int


def run(state: State, servers: Servers, scale: Scale, rounds: int) -> Results:
    """Everything that is measured at one size. Raises Unexpected when two sides do not answer the same."""
    databases = prepared(state, servers, scale)
    with _applications(state, databases) as ports:
        visits = {name: _Visits(name, scale, ports) for name in EVERYBODY}
        for name in READERS:
            visits[name].compare()
        say("  lists ...")
        lists = {name: _in_turn(visits[name].lists(), rounds) for name in READERS}
        say("  pages ...")
        pages = {name: _in_turn(visits[name].pages(), rounds) for name in EVERYBODY}
    say("  withdrawal ...")
    grants, withdrawal = _withdrawal(state, databases, scale, min(rounds, WITHDRAWALS))
    counts = {name: visits[name].count for name in READERS}
    return Results(counts, lists, pages, withdrawal, grants, server_version(servers))


class _Visits:
    """One person in front of all three."""

    def __init__(self, name: str, scale: Scale, ports: Ports) -> None:
        self.name, self.count, self.newest = name, 0, ""
        self.ours, self.stock, self.by_hand = (
            Visitor(ports.ours),
            Visitor(ports.stock),
            Visitor(ports.by_hand),
        )
        self.ours.sign_in(name)
        self.stock.headers["Authorization"] = f"Token {token(name)}"
        self.asked = f"user={scale.accounts()[name]}{'&family=1' if name == PARENT else ''}"

    def lists(self) -> dict[str, tuple[Visitor, str]]:
        """Every side's address of the list as data."""
        who = "family" if self.name == PARENT else "staff"
        return {
            SHIPPED: (self.stock, f"/shipped/{who}"),
            QUICKEST: (self.stock, f"/quickest/{who}"),
            RULES: (self.stock, f"/rules/{who}"),
            EXISTS: (self.by_hand, f"/exists?{self.asked}"),
            JOIN: (self.by_hand, f"/join?{self.asked}"),
            OURS: (self.ours, f"/bench/list{NEWEST_FIRST}"),
        }

    def pages(self) -> dict[str, tuple[Visitor, str]]:
        """The real pages. Leaders and receptions are no readers: of them only the first page is measured."""
        my_day = {MY_DAY: (self.ours, "/")}
        if self.name not in READERS:
            return my_day
        return {
            NOTHING: (self.ours, "/bench/nothing"),
            LIST_PAGE: (self.ours, "/stafettlogger/"),
            CASE_PAGE: (self.ours, f"/stafettlogger/{self.newest}/"),
            **my_day,
        }

    def compare(self) -> None:
        """Every side names the same rows in the same order, and the same count; so does the real page."""
        said = {side: visitor.rows(path) for side, (visitor, path) in self.lists().items()}
        for side, rows in said.items():
            if rows != said[OURS]:
                raise Unexpected(
                    f"{self.name}: {side} answers {rows['count']}, we answer {said[OURS]['count']}"
                )
        self.count, keys = said[OURS]["count"], [row["id"] for row in said[OURS]["results"]]
        if not keys:
            raise Unexpected(f"{self.name} sees no case, so nothing is compared")
        if case_links(self.ours.get(f"/stafettlogger/{NEWEST_FIRST}")) != keys:
            raise Unexpected(f"{self.name}: the page lists other cases than its data")
        self.newest = keys[0]


def _in_turn(requests: Mapping[str, tuple[Visitor, str]], rounds: int) -> dict[str, Times]:
    """Some of each, then again: what else the machine does in a minute hits all of them.

    Each begins with a few that are not counted, since the one before has filled the caches with what it needed itself.
    """
    measured: dict[str, list[float]] = {name: [] for name in requests}
    for turn in range(TURNS):
        for name, (visitor, path) in requests.items():
            for _warming_up in range(WARMING_UP):
                visitor.get(path)
            counted = rounds * (turn + 1) // TURNS - rounds * turn // TURNS
            measured[name] += [visitor.timed(path) for _round in range(counted)]
    return {name: Times(tuple(times)) for name, times in measured.items()}


@contextmanager
def _applications(state: State, databases: Databases) -> Iterator[Ports]:
    """Ours as the web's login under row security; the two others as the owner, past it."""
    web = for_demo(state, databases.ours, "web", 1)
    ours = web | {"DJANGO_SETTINGS_MODULE": "bench.ours.settings"}
    stock = web | {"DJANGO_SETTINGS_MODULE": "bench.stock.settings", "DATABASE_URL": databases.stock}
    by_hand = web | {"DATABASE_URL": databases.ours.urls[OWNER_URL]}
    static_files(state, ours)
    with ExitStack() as ending:
        yield Ports(
            ours=ending.enter_context(server(state, "ours", "municipality.wsgi", ours, "/healthz")),
            stock=ending.enter_context(server(state, "stock", "bench.stock.wsgi", stock, "/shipped/staff")),
            by_hand=ending.enter_context(
                server(state, "by-hand", "bench.handwritten.wsgi", by_hand, "/join?user=1")
            ),
        )


def static_files(state: State, env: dict[str, str]) -> None:
    """The pages name their style sheets by content, so these are collected as in production."""
    command = (sys.executable, str(ROOT / "manage.py"), "collectstatic", "--no-input", "--verbosity=0")
    run_to_end(
        spawn("collectstatic", command, log=state.subfolder("log") / "collectstatic.log", env=env, cwd=ROOT)
    )


def _withdrawal(
    state: State, databases: Databases, scale: Scale, rounds: int
) -> tuple[int, dict[str, Times]]:
    file = state.folder / "withdrawal.json"
    env = for_demo(state, databases.ours, "web", 1) | {
        "DJANGO_SETTINGS_MODULE": "municipality.settings",
        OWNER_URL: databases.ours.urls[OWNER_URL],
    }
    command = (sys.executable, "-m", "bench.withdrawal", str(scale.cases), str(rounds), os.fspath(file))
    run_to_end(spawn("withdrawal", command, log=state.subfolder("log") / "withdrawal.log", env=env, cwd=ROOT))
    said = json.loads(file.read_text(encoding="utf-8"))
    return said["grants"], {side: Times(tuple(times)) for side, times in said["times"].items()}
