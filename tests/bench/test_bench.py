"""The bench runs, and its sides answer the same. Nothing here is about time."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from bench import databases
from bench.report import Times, ratio, table
from bench.run import CASE_PAGE, EXISTS, JOIN, LIST_PAGE, MY_DAY, NOTHING, OURS, QUICKEST, RULES, SHIPPED, run
from bench.scale import EVERYBODY, MEDIUM, NARROW, PARENT, READERS, WIDE, Scale
from bench.visitor import case_links
from municipality.runtime.account import service_account
from municipality.runtime.servers import Servers, running
from municipality.runtime.state import State

SMALL = Scale(200)


@pytest.fixture
def bench() -> Iterator[tuple[State, Servers]]:
    """On the servers of the test run, in databases that are gone afterwards."""
    state = State(f"{settings.STATE_DIR.name}/bench", service_account())
    state.lock()
    with running(state, None) as servers:
        yield state, servers
        databases.drop(servers, SMALL)


def open_cases(*remainders: int) -> int:
    """How many of the small bench's cases a specialist with these remainders takes part in: every tenth is closed."""
    return sum(n * 7919 % 1000 in remainders and n % 10 != 0 for n in range(1, SMALL.cases + 1))


@pytest.mark.slow(60)
def test_every_side_answers_the_same_rows_and_everything_is_measured(bench: tuple[State, Servers]) -> None:
    results = run(*bench, SMALL, rounds=2)  # raises Unexpected where two sides differ
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
