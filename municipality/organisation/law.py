"""References to law as data (data/law.yaml): section numbers change, and what is printed says those of its own day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "law.yaml"


@dataclass(frozen=True)
class Reference:
    """`text` holds from the day `starts` to the day `ends`, both included; without `ends` until further notice."""

    key: str
    text: str
    starts: date
    ends: date | None = None


@cache
def references() -> tuple[Reference, ...]:
    """Every reference of the file."""
    said = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Reference(row["key"], row["text"], row["from"], row.get("until")) for row in said)


def legal_reference(key: str, day: date) -> str:
    """The words for a printed document of that day. Raises LookupError when the file has none."""
    for one in references():
        if one.key == key and one.starts <= day and (one.ends is None or day <= one.ends):
            return one.text
    raise LookupError(f"no reference {key!r} holds on {day}")
