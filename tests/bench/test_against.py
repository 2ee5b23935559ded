"""Two trees in one run: the same cases, ratios block by block, and buffers that do not depend on the load."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from bench import against, databases
from bench.against import (
    CASE_PAGE,
    HERE,
    LIST,
    LIST_PAGE,
    MY_DAY,
    THERE,
    Compared,
    Side,
    compared,
    told,
    unpacked,
)
from bench.databases import OWNER_URL
from bench.run import static_files
from bench.scale import NARROW, Scale
from bench.visitor import Unexpected, Visitor, server
from municipality.runtime.account import service_account
from municipality.runtime.processenv import for_demo
from municipality.runtime.servers import running
from municipality.runtime.state import State
from municipality.runtime.terminal import Refusal

SMALL = Scale(150)


@pytest.fixture
def side(monkeypatch: pytest.MonkeyPatch) -> Iterator[Side]:
    """This tree, served on the servers of the test run; only one person is measured."""
    monkeypatch.setattr(against, "EVERYBODY", (NARROW,))
    monkeypatch.setattr(against, "READERS", (NARROW,))
    monkeypatch.setattr(against, "BATCHES", 2)
    state = State(f"{settings.STATE_DIR.name}/against", service_account())
    state.lock()
    with running(state, None) as servers:
        ours = databases.prepared(state, servers, SMALL).ours
        env = for_demo(state, ours, "web", 1) | {"DJANGO_SETTINGS_MODULE": "bench.ours.settings"}
        static_files(state, env)
        with server(state, "ours", "municipality.wsgi", env, "/healthz") as port:
            yield Side(port, servers.urls[OWNER_URL], ours.urls[OWNER_URL].rsplit("/", 1)[1])
        databases.drop(servers, SMALL)


@pytest.mark.slow(60)
def test_every_page_is_timed_in_blocks_and_its_buffers_are_counted(side: Side) -> None:
    results = compared({HERE: side, THERE: side}, blocks=2)
    assert set(results) == {(NARROW, page) for page in (LIST, LIST_PAGE, CASE_PAGE, MY_DAY)}
    for result in results.values():
        assert len(result.ratios) == 2
        assert all(
            result.buffers[tree] > 50 for tree in (HERE, THERE)
        )  # an answer that says nothing takes ten


def test_two_trees_that_list_different_cases_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {1: {"count": 1, "results": [{"id": "a"}]}, 2: {"count": 1, "results": [{"id": "b"}]}}
    monkeypatch.setattr(Visitor, "sign_in", lambda _self, _name: None)
    monkeypatch.setattr(Visitor, "rows", lambda self, _path: said[self.port])
    with pytest.raises(Unexpected, match="different cases"):
        compared({HERE: Side(1, "", ""), THERE: Side(2, "", "")}, blocks=1)


def test_the_ratio_is_told_block_by_block() -> None:
    blocks = {HERE: (11.0, 30.0, 9.0), THERE: (10.0, 20.0, 10.0)}
    result = Compared(blocks, {HERE: 110.0, THERE: 100.0})
    _head, rows = told({(NARROW, LIST): result}, SMALL, "abc", 0.0)
    cells = [cell.strip() for cell in rows.splitlines()[-1].strip("|").split("|")]
    assert cells == ["narrow, list (data)", "10.0", "11.0", "1.10", "0.90 to 1.50", "100", "110", "1.10"]


def test_a_commit_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refusal, match="no commit"):
        unpacked("there-is-no-such-commit")
