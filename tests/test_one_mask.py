"""Who of a child's services is named to whom, the database says (cases/access/15_names.sql, D13), and no page."""

import ast
import re
from collections import Counter
from pathlib import Path

from django.conf import settings

ROOMS = ("municipality", "consent", "cases", "teams", "reporting", "templates")
PROTECTION = ("address_protection", "is_protected", "CONFIDENTIAL", "STRICT", "masked")
# Words as they are stored, which only the system can read (UNREAD). What is told of them comes by Told.
STORED = ("signature", "responsible_name", "coordinator_name")
# Which file takes which of these from a row, and why that neither hides nor shows what the database should.
TAKEN = {
    "cases/logs/models.py": ({"address_protection"}, "is_protected itself"),
    "cases/logs/opening.py": ({"address_protection"}, "which parents read: to others no basis is given"),
    "cases/logs/family.py": ({"is_protected"}, "whom the relay holder may let read, who without a basis does not"),
    "templates/logs/events.html": ({"is_protected"}, "says to the family why no name stands in its list of readings"),
    "cases/demo/loading.py": ({"address_protection"}, "the demo's families"),
    "teams/referrals/views.py": (
        {"address_protection", "STRICT"}, "says before anything is written what the verb refuses",
    ),
    "templates/logs/read.html": ({"is_protected"}, "warns those who write"),
}  # fmt: skip


def taken_by(file: Path) -> set[str]:
    """Those of the names that a file takes from an object, or in a template also by itself."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        names = Counter(node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute))
    else:
        names = Counter(re.findall(r"\w+", " ".join(re.findall(r"\{[{%].*?[%}]\}", text))))
    return {name for name in PROTECTION + STORED if names[name]}


def test_a_page_that_looks_at_the_protection_or_shows_a_name_as_it_is_stored_stands_here() -> None:
    root = Path(settings.BASE_DIR)
    files = [file for room in ROOMS for kind in ("*.py", "*.html") for file in (root / room).rglob(kind)]
    assert len(files) > 300
    taken = {str(file.relative_to(root)): taken_by(file) for file in files if "migrations" not in file.parts}
    assert {file: names for file, names in taken.items() if names} == {
        file: names for file, (names, _why) in TAKEN.items()
    }
