"""The position of each field of a form and its codes: the tables in data/, read and checked.

A line of a table is a field, by its official name, in the order of the file:
    at      first and last position, counted from 1
    type    "text" (when left out), "number" or "date" (ddmmyyyy)
    must    true: may not be blank; "oslo": may not be blank in a row of Oslo
    codes   the name of a list below [codes], the list itself, or a file beside the table
    group   fields that a rule asks about together
    label   what people call it
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal, get_args

FOLDER: Final = Path(__file__).with_name("data")
FieldType = Literal["text", "number", "date"]
TYPES: Final = get_args(FieldType)
DATE_LENGTH: Final = 8
KNOWN_KEYS: Final = frozenset({"at", "type", "must", "codes", "group", "label"})


class LayoutBroken(Exception):
    """A table contradicts itself; the text says where. The program is wrong then, not the file that is checked."""


@dataclass(frozen=True, eq=False)
class Field:
    """`cut` takes the field out of a line's text."""

    name: str
    first: int
    last: int
    type: FieldType
    must: bool
    must_in_oslo: bool
    group: str
    codes: Mapping[str, str]
    label: str

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def place(self) -> str:
        """The positions as people write them."""
        return f"{self.first}–{self.last}" if self.length > 1 else str(self.first)

    @cached_property
    def cut(self) -> slice:
        return slice(self.first - 1, self.last)


@dataclass(frozen=True, eq=False)
class Layout:
    form: str
    year: int
    title: str
    width: int
    fields: Mapping[str, Field]

    def group(self, name: str) -> tuple[Field, ...]:
        """The fields of a group, in the order of the file."""
        return tuple(field for field in self.fields.values() if field.group == name)


@cache
def layout(form: str, year: int) -> Layout:
    """The table of a form and year. Raises FileNotFoundError when there is none, LayoutBroken when it is wrong."""
    table = _read(f"{form}_{year}.toml")
    _refuse(form, year, _unknown(table, form, year))
    fields = {name: _field(name, told, table["codes"]) for name, told in table["fields"].items()}
    _refuse(form, year, _contradictions(fields, table["width"]))
    return Layout(form, year, table["title"], table["width"], fields)


def _refuse(form: str, year: int, faults: Iterator[str]) -> None:
    for fault in faults:
        raise LayoutBroken(f"{form} {year}: {fault}")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _field(name: str, told: Mapping[str, Any], lists: Mapping[str, Mapping[str, str]]) -> Field:
    first, last = told["at"]
    codes = told.get("codes", {})
    if isinstance(codes, str):
        codes = _read(codes) if codes.endswith(".toml") else lists[codes]
    must = told.get("must", False)
    return Field(
        name=name,
        first=first,
        last=last,
        type=told.get("type", "text"),
        must=must is True,
        must_in_oslo=must == "oslo",
        group=told.get("group", ""),
        codes=codes,
        label=told["label"],
    )


def _unknown(table: Mapping[str, Any], form: str, year: int) -> Iterator[str]:
    """What would be read past: another form or year, and what this module does not know."""
    if (table["form"], table["year"]) != (form, year):
        yield f"the table says that it is {table['form']} {table['year']}"
    for name, told in table["fields"].items():
        if unknown := told.keys() - KNOWN_KEYS:
            yield f"{name} has unknown words: {', '.join(sorted(unknown))}"
        named = told.get("codes")
        if isinstance(named, str) and not named.endswith(".toml") and named not in table["codes"]:
            yield f"{name} has the codes {named!r}, which are not listed"
        if told.get("must", False) not in (True, False, "oslo"):
            yield f"{name} must be {told['must']!r}, which nobody knows"


def _contradictions(fields: Mapping[str, Field], width: int) -> Iterator[str]:
    end = 0
    for field in fields.values():
        if field.first != end + 1 or field.last < field.first:
            yield f"{field.name} does not begin where the field before it ends"
        if field.type not in TYPES:
            yield f"{field.name} is of an unknown type"
        if field.type == "date" and field.length != DATE_LENGTH:
            yield f"{field.name} is a date of {field.length} positions"
        if any(len(code) != field.length for code in field.codes):
            yield f"{field.name} has a code that does not fill it"
        end = field.last
    if end != width:
        yield f"the last field ends at {end}, and the line at {width}"
