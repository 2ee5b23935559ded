"""A file that is read in one go: how many lines it may have, by how its name ends."""

from pathlib import Path

import pytest

from runner.state import ROOT

APPS = ("municipality", "consent", "cases", "teams", "reporting")
OURS = (*APPS, "bench")
NOT_COUNTED = {"migrations", "data"}


def files(suffix: str) -> list[Path]:
    return [
        file
        for folder in OURS
        for file in (ROOT / folder).rglob(f"*.{suffix}")
        if not NOT_COUNTED & set(file.relative_to(ROOT).parts)
    ]


# Python is to come down to 300 too.
@pytest.mark.parametrize(("suffix", "most", "at_least"), [("sql", 300, 60), ("py", 400, 250)])
def test_no_file_is_longer_than_its_suffix_may_be(suffix: str, most: int, at_least: int) -> None:
    lines = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in files(suffix)
    }
    assert len(lines) > at_least
    assert {name: number for name, number in lines.items() if number > most} == {}
