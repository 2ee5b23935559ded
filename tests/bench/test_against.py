"""Two trees are compared only when they list the same cases, and what is told are ratios block by block."""

import pytest

from bench.against import HERE, LIST, THERE, Compared, Side, compared, told, unpacked
from bench.scale import NARROW, Scale
from bench.visitor import Unexpected, Visitor
from runner.terminal import Refusal

SMALL = Scale(150)


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
