"""References to law as data (data/law.yaml): section numbers change, and what is printed says those of its own day.

`make law` makes docs/law.md of them, with the places that carry out the rules which rest on them.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "law.yaml"


@dataclass(frozen=True)
class Reference:
    """`text` holds from the day `starts` to the day `ends`, both included; without `ends` until further notice.

    `about` says in English what it is about, `rules` which rules of docs/access.md rest on it.
    """

    key: str
    text: str
    about: str
    starts: date
    ends: date | None
    rules: tuple[str, ...]


@cache
def references() -> tuple[Reference, ...]:
    """Every reference of the file."""
    said = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Reference(
            key=row["key"],
            text=row["text"],
            about=row["about"],
            starts=row["from"],
            ends=row.get("until"),
            rules=tuple(row.get("rules", ())),
        )
        for row in said
    )


def legal_reference(key: str, day: date) -> str:
    """The words for a printed document of that day. Raises LookupError when the file has none."""
    for one in references():
        if one.key == key and one.starts <= day and (one.ends is None or day <= one.ends):
            return one.text
    raise LookupError(f"no reference {key!r} holds on {day}")
