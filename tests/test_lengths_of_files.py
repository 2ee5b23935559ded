"""A file can be read in one go, and so can a function."""

import ast
from pathlib import Path

import pytest

from runner.state import ROOT

OURS = ("municipality", "consent", "cases", "teams", "reporting", "demo", "runner", "bench")
NOT_COUNTED = {"migrations", "data"}


def files(suffix: str) -> list[Path]:
    return [
        file
        for folder in OURS
        for file in (ROOT / folder).rglob(f"*.{suffix}")
        if not NOT_COUNTED & set(file.relative_to(ROOT).parts)
    ]


@pytest.mark.parametrize(("suffix", "at_least"), [("sql", 60), ("py", 400)])
def test_no_file_has_more_than_300_lines(suffix: str, at_least: int) -> None:
    lines = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in files(suffix)
    }
    assert len(lines) > at_least
    assert {name: number for name, number in lines.items() if number > 300} == {}


def test_no_function_has_more_than_50_lines() -> None:
    found = {
        f"{file.relative_to(ROOT)} {node.name}": node.end_lineno - node.lineno + 1
        for file in files("py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    }
    assert len(found) > 1500
    assert {name: number for name, number in found.items() if number > 50} == {}
