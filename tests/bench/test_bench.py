"""The bench runs, and its sides answer the same; so do two trees. Nothing here is about time.

Both are here, since they share the rows that are made for them.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings

from bench import against, databases
from bench import run as one_run
from bench.against import HERE, LIST, TEAM_PAGE, THERE, Side, compared
from bench.databases import OWNER_URL, Databases
from bench.report import Times, ratio, table
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
    run,
    static_files,
)
from bench.scale import CHAIR, EVERYBODY, MEDIUM, NARROW, PARENT, READERS, WIDE, Scale
from bench.visitor import case_links, server
from runner.account import service_account
from runner.processenv import for_demo
from runner.servers import Servers, running
from runner.state import State

SMALL = Scale(200)
Made = tuple[State, Servers, Databases]


def web(state: State, made: Databases) -> dict[str, str]:
    return for_demo(state, made.ours, "web", 1) | {"DJANGO_SETTINGS_MODULE": "bench.ours.settings"}


@pytest.fixture(scope="module")
def bench() -> Iterator[Made]:
    """On the servers of the test run, in databases that are gone afterwards; filled once, as all of it is to be."""
    state = State(f"{settings.STATE_DIR.name}/bench", service_account())
    state.lock()
    with running(state, None) as servers:
        made = databases.prepared(state, servers, SMALL)
        static_files(state, web(state, made))
        yield state, servers, made
        databases.drop(servers, SMALL)


@pytest.fixture
def side(bench: Made) -> Iterator[Side]:
    """This tree, served."""
    state, servers, made = bench
    with server(state, "ours", "municipality.wsgi", web(state, made), "/healthz") as port:
        yield Side(port, servers.urls[OWNER_URL], made.ours.urls[OWNER_URL].rsplit("/", 1)[1])


def open_cases(*remainders: int) -> int:
    """How many of the small bench's cases a specialist with these remainders takes part in: every tenth is closed."""
    return sum(n * 7919 % 1000 in remainders and n % 10 != 0 for n in range(1, SMALL.cases + 1))


@pytest.mark.long
def test_every_side_answers_the_same_rows_and_everything_is_measured(
    bench: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, servers, made = bench
    monkeypatch.setattr(one_run, "prepared", lambda *_of: made)
    monkeypatch.setattr(one_run, "static_files", lambda *_of: None)
    monkeypatch.setattr(one_run, "TURNS", 1)
    monkeypatch.setattr(one_run, "WARMING_UP", 1)
    results = run(state, servers, SMALL, rounds=2)  # raises Unexpected where two sides differ
    assert results.counts == {
        PARENT: 4,
        WIDE: open_cases(*range(360)),
        MEDIUM: open_cases(*range(360, 412)),
        NARROW: open_cases(*range(412, 421)),
    }
    assert list(results.lists) == list(READERS)
    assert all(
        set(sides) == {SHIPPED, QUICKEST, RULES, EXISTS, JOIN, OURS} for sides in results.lists.values()
    )
    assert {name: set(pages) for name, pages in results.pages.items()} == {
        name: {NOTHING, LIST_PAGE, CASE_PAGE, MY_DAY} if name in READERS else {MY_DAY} for name in EVERYBODY
    }
    assert results.grants_withdrawn == 2 * SMALL.crowd
    assert set(results.withdrawal) == {"ours", "by hand"}


@pytest.mark.long
def test_every_page_of_two_trees_is_timed_in_blocks_and_its_buffers_are_counted(
    side: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one person, each page once: the counts of a page take seconds of waiting."""
    monkeypatch.setattr(against, "EVERYBODY", (CHAIR,))
    monkeypatch.setattr(against, "READERS", (CHAIR,))
    monkeypatch.setattr(against, "IN_A_BLOCK", 2)
    monkeypatch.setattr(against, "BATCHES", 1)
    results = compared({HERE: side, THERE: side}, blocks=2)
    assert set(results) == {(CHAIR, page) for page in (LIST, LIST_PAGE, CASE_PAGE, MY_DAY, TEAM_PAGE)}
    for result in results.values():
        assert len(result.ratios) == 2
        assert all(
            result.buffers[tree] > 50 for tree in (HERE, THERE)
        )  # an answer that says nothing takes ten


def test_the_keys_of_the_listed_cases_are_read_from_the_page_in_its_order() -> None:
    row = '<th scope="row"><a class="ds-link" href="/stafettlogger/{}/">Barn</a>, 9 år</th>'
    keys = ["0" * 8 + "-0000-4000-8000-" + "0" * 11 + last for last in "21"]
    page = "".join(row.format(key) for key in keys) + f'<a href="/stafettlogger/{"3" * 36}/">menu</a>'
    assert case_links(page.encode()) == keys


def test_a_report_says_median_95th_percentile_and_ratio() -> None:
    slow, fast = Times(tuple(range(1, 102))), Times((10.0,))
    assert str(slow) == "51 / 96"
    assert str(fast) == "10.0 / 10.0"
    assert ratio(slow, fast) == "5.1"
    assert table(["who", "ours"], [["a parent", "9.0"]]) == (
        "| who      | ours |\n|----------|-----:|\n| a parent |  9.0 |"
    )
