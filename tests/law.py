"""`python -m tests.law [check]`, which is `make law`: writes docs/law.md, or says that it is not up to date.

A rule is what docs/access.md says under its number, the law is municipality/organisation/data/law.yaml, and a place or
a test is a file that names the rule by its number.
"""

import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from municipality.organisation.law import Reference, references

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "law.md"
APPS: Final = ("municipality", "consent", "cases", "teams", "reporting")
NOT_BUILT: Final = "(Not built yet.)"
NUMBER: Final = re.compile(r"\b[RD]\d{1,2}\b")
USED: Final = re.compile(r'legal_reference\(\s*"(\w+)"')

HEAD: Final = """\
# Law

`make law` writes this page, and `make check` fails when it is not up to date: never change it by hand. The references
are data with validity ([law.yaml](../municipality/organisation/data/law.yaml)), the rules are those of
[access.md](access.md#the-rules-that-the-code-names), and a place is a file that names the rule by its number.
"""


def rules() -> dict[str, str]:
    """The rules that are built, by number, as docs/access.md says them."""
    text = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| ([RD]\d+) \| ([^|]+) \|", text, re.MULTILINE)
    return {number: said for number, said in found if NOT_BUILT not in said}


def places(pattern: str, folders: Iterable[str] = APPS) -> dict[str, list[str]]:
    """For each rule the files that name it."""
    found: dict[str, list[str]] = {}
    for file in sorted(file for folder in folders for file in (ROOT / folder).rglob(pattern)):
        for number in set(NUMBER.findall(file.read_text(encoding="utf-8"))):
            found.setdefault(number, []).append(str(file.relative_to(ROOT)))
    return found


def page() -> str:
    """The whole of docs/law.md."""
    return "\n".join([HEAD, *_of_rules(), "", *_of_references(), ""])


def _of_rules() -> list[str]:
    in_database, in_python, tests = places("*.sql"), places("*.py"), places("test_*.py", ["tests"])
    lines = [
        "## What each rule rests on, where it is carried out, and which tests hold it",
        "| | The rule | Rests on | In the database | In Python | Tests |",
        "|---|---|---|---|---|---|",
    ]
    for number, said in rules().items():
        law = "<br>".join(f"{one.text}, {_validity(one)}" for one in references() if number in one.rules)
        files = (_files(found.get(number, [])) for found in (in_database, in_python, tests))
        lines.append(f"| {number} | {said} | {law or 'what we chose'} | {' | '.join(files)} |")
    return lines


def _of_references() -> list[str]:
    used = _uses()
    lines = [
        "## References",
        "| Source | About | Holds | Carries | Printed by |",
        "|---|---|---|---|---|",
    ]
    built = rules()
    for one in references():
        carried = ", ".join(rule if rule in built else f"{rule} (not built)" for rule in one.rules)
        lines.append(
            f"| {one.text} | {one.about} | {_validity(one)} | {carried or '–'} | {_files(used.get(one.key, []))} |"
        )
    return lines


def _uses() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted(file for app in APPS for file in (ROOT / app).rglob("*.py")):
        for key in set(USED.findall(file.read_text(encoding="utf-8"))):
            found.setdefault(key, []).append(str(file.relative_to(ROOT)))
    return found


def _files(paths: list[str]) -> str:
    return "<br>".join(f"`{path}`" for path in paths) or "–"


def _validity(one: Reference) -> str:
    return f"from {_day(one.starts)}" + (f" to {_day(one.ends)}" if one.ends else "")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def main() -> int:
    """Write the page, or with `check` compare it."""
    if sys.argv[1:] != ["check"]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write("docs/law.md is not up to date: make law\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
