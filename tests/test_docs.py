"""What the documentation names is there: files, folders, links, tests, and each rule that has a number."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from runner.state import ROOT

FOLDERS = (
    "municipality", "consent", "cases", "teams", "reporting", "demo", "runner", "bench", "tests", "templates", "static",
    "docs", "requirements", ".ci",
)  # fmt: skip
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES_A_FILE = re.compile(r"[\w*.-]+\.(py|sql|md|html|js|css|toml|ya?ml|svg|png|txt)|([\w*.-]+/)+[\w*.-]*")
MADE_LATER = (".state/", "STATE_DIR/", "my.yaml", "setup.toml")  # by a command, or by the reader
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
NUMBER = re.compile(r"\b[RD]\d{1,2}\b")


def everything() -> list[str]:
    """Files and folders of ours, as paths from the root that begin with a slash."""
    inside = [
        path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts
    ]
    return [f"/{path.relative_to(ROOT)}" for path in [*inside, *ROOT.glob("*"), *map(ROOT.joinpath, FOLDERS)]]


def named(page: Path) -> list[str]:
    """What stands in backticks on the page, outside of blocks of commands."""
    text = re.sub(r"^ *```.*?^ *```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", text)


def is_there(name: str, paths: list[str]) -> bool:
    """Some of our paths end with this name, or do so without their `.py`."""
    wanted = f"*/{name.rstrip('/')}"
    return any(fnmatch(path, wanted) or fnmatch(path.removesuffix(".py"), wanted) for path in paths)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    paths = everything()
    names = {name for name in named(page) if NAMES_A_FILE.fullmatch(name) and not name.startswith(MADE_LATER)}
    assert {name for name in names if not is_there(name, paths)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = {link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link}
    assert {link for link in links if not (page.parent / link).exists()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_test_that_a_page_names_is_there(page: Path) -> None:
    files = [*(ROOT / "tests").rglob("test_*.py"), *(ROOT / "tests" / "browser").rglob("*.py")]
    there = {file.stem for file in files}
    there |= {
        name for file in files for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))
    }
    assert {name for name in named(page) if re.fullmatch(r"test_\w+", name)} <= there


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {page.name for page in folder.glob("0*.md")}


def test_every_rule_that_is_named_by_its_number_is_explained() -> None:
    explains = ROOT / "docs/access.md"
    files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if "vendor" not in file.parts]
    texts = [
        file.read_text(encoding="utf-8")
        for file in [*files, *ROOT.glob("*.md")]
        if file.suffix in {".py", ".sql", ".html", ".md"} and file != explains
    ]
    mentioned = {number for text in texts for number in NUMBER.findall(text)}
    found = re.findall(r"^\| ([RD]\d+) \| \S", explains.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == len(set(found)) > 10
    assert mentioned
    assert mentioned <= set(found)
