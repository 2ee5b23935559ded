"""A long run goes on where it was, keeps its seed, and says how a chunk that failed is repeated alone."""

import json
import shlex
from pathlib import Path

import pytest

from runner.terminal import Refusal
from tests.long.__main__ import Run, go_on
from tests.long.parts import PARTS, Part

TELL = "import os, pathlib, sys; pathlib.Path(sys.argv[2]).open('a').write(sys.argv[1] + '\\n')"
COUNT = (
    "import json, os, pathlib; pathlib.Path(os.environ['COUNTED']).write_text(json.dumps(dict(worlds=1200)))"
)
UNLESS_4 = f"{TELL}; sys.exit(sys.argv[1] == '4')"


def part(script: str, heard: Path) -> Part:
    return Part("tells its seed", ("-c", script, "{seed}", str(heard).replace("{", "{{")), 1, chunks=3)


@pytest.fixture(autouse=True)
def seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEED", "3")
    monkeypatch.delenv("EXAMPLES", raising=False)


def test_a_run_that_was_ended_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard, file = tmp_path / "heard", tmp_path / "some.json"
    first = Run("some", part(TELL, heard), file)
    assert first.play(0)
    first.done.append(0)
    first.keep()
    monkeypatch.delenv("SEED")  # it is kept
    assert go_on(Run("some", part(TELL, heard), file), minutes=1) == 0
    assert heard.read_text().split() == ["3", "4", "5"]
    assert not file.exists()


def test_another_seed_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "some.json"
    file.write_text(json.dumps({"seed": 3, "examples": 3, "done": [0, 1]}))
    assert Run("some", part(TELL, tmp_path), file).left == [2]
    monkeypatch.setenv("SEED", "8")
    assert Run("some", part(TELL, tmp_path), file).left == [0, 1, 2]


def test_a_chunk_that_failed_is_told_and_played_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heard, file = tmp_path / "heard", tmp_path / "some.json"
    assert go_on(Run("some", part(UNLESS_4, heard), file), minutes=1) == 1
    assert heard.read_text().split() == ["3", "4", "5"]
    assert Run("some", part(UNLESS_4, heard), file).left == [1]
    told = capsys.readouterr().out.splitlines()[-1].removeprefix("FAILED: ")
    assert shlex.split(told)[1:] == ["-c", UNLESS_4, "4", str(heard)]


def test_what_the_chunks_have_counted_is_told_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "some.json"
    first = Run("some", part(COUNT, tmp_path), file)
    assert first.play(0)
    first.done.append(0)
    first.keep()
    monkeypatch.delenv("SEED")
    assert go_on(Run("some", part(COUNT, tmp_path), file), minutes=1) == 0
    assert "so far 3 600 worlds" in capsys.readouterr().out
    assert list(tmp_path.glob("some*")) == []


def test_examples_are_cut_into_chunks_with_a_seed_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EXAMPLES", "1990")
    run = Run("histories", PARTS["histories"], tmp_path / "histories.json")
    assert run.left == [0, 1, 2, 3]
    assert "EXAMPLES=500" in run.again(2)
    assert "--hypothesis-seed=5" in run.again(2)


def test_a_seed_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SEED", "tre")
    with pytest.raises(Refusal, match="SEED"):
        Run("some", part(TELL, tmp_path), tmp_path / "some.json")
