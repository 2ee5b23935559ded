"""Every call of the database's functions, read from the program's own text and compared with the catalogue."""

import ast
import importlib
import typing
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from municipality.access.floor import PROJECT_APPS
from runner.state import ROOT
from tests.access.scenes import plain

SEAM = {"call", "value", "rows", "instances", "Among"}
# By type of a column: what a named tuple calls it.
TYPES = {
    "bigint": int, "integer": int, "smallint": int, "text": str, "bytea": bytes, "jsonb": str, "boolean": bool,
    "uuid": uuid.UUID,
    "date": date, "timestamp with time zone": datetime, "text[]": list[str],
    "bigint[]": list[int],
}  # fmt: skip
# Calls whose arguments a method gathers: what it may be called with is compared where it stands.
GATHERED = {
    "measure_set": {"id", "goal", "unit"}, "measure_change": {"measure", "version", "unit"},
    "deputy_keep": {"id", "consent", "deputy", "number_sealed"}, "deputy_enter": {"id", "case", "resident"},
    "provision_register": {"id", "asked", "ground"},
    "change_propose": {"id", "case", "parent", "what", "becomes"},
    "disclosure_begin": {"id", "case", "unit"}, "disclosure_change": {"id", "version"},
    "disclosure_tell": {"id"}, "request_make": {"id", "case", "demand"}, "request_answer": {"part", "version"},
}  # fmt: skip
SIGNATURES = """
    select p.proname::text, p.proretset, coalesce(p.proargnames::text[], '{}'),
           coalesce(p.proargmodes::text[], array_fill('i'::text, array[p.pronargs::int])),
           array(select format_type(t, null) from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) as t)
    from pg_proc p where p.pronamespace = 'public'::regnamespace
"""


@dataclass(frozen=True)
class Call:
    file: Path
    through: str
    function: str
    row: str
    named: frozenset[str]

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)} {self.function}"


@dataclass(frozen=True)
class Signature:
    takes: frozenset[str]
    answers: dict[str, str]
    a_set: bool


def calls_of(file: Path) -> Iterator[Call]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SEAM):
            continue
        given = node.args[:1] if node.func.id == "Among" else list(node.args)
        row = given.pop(0) if node.func.id in ("rows", "instances") else None
        (function,) = given  # nothing is given by its place
        assert isinstance(function, ast.Constant), f"{file}: the name of a function is written out"
        assert isinstance(function.value, str), file
        named = frozenset(one.arg for one in node.keywords if one.arg)
        gathers = len(named) < len(node.keywords)
        assert gathers == (function.value in GATHERED), f"{file}: {function.value}"
        yield Call(file, node.func.id, function.value, row.id if isinstance(row, ast.Name) else "", named)


def all_calls() -> list[Call]:
    files = [file for app in PROJECT_APPS for file in (ROOT / app).rglob("*.py")]
    return [
        call
        for file in files
        if "municipality.access.verbs" in file.read_text(encoding="utf-8")
        for call in calls_of(file)
    ]


@pytest.fixture
def signatures(db: None) -> dict[str, Signature]:
    found = {}
    for name, a_set, names, modes, types in plain(SIGNATURES):
        columns = {
            column: typed for column, mode, typed in zip(names, modes, types, strict=True) if mode == "t"
        }
        takes = frozenset(argument[2:] for argument, mode in zip(names, modes, strict=False) if mode == "i")
        found[name] = Signature(takes, columns, a_set)
    return found


def test_every_call_names_just_what_the_function_takes(signatures: dict[str, Signature]) -> None:
    calls = all_calls()
    assert len(calls) > 70
    for call in calls:
        assert call.function in signatures, call
        takes = signatures[call.function].takes
        assert call.named == GATHERED.get(call.function, takes), call
        assert GATHERED.get(call.function, takes) <= takes, call
        assert signatures[call.function].a_set == (call.through in ("rows", "instances")), call


def test_rows_come_as_the_types_that_the_function_answers(signatures: dict[str, Signature]) -> None:
    asked = [call for call in all_calls() if call.through == "rows"]
    assert len(asked) > 10
    for call in asked:
        module = importlib.import_module(".".join(call.file.relative_to(ROOT).with_suffix("").parts))
        answers = signatures[call.function].answers
        for field, hint in typing.get_type_hints(getattr(module, call.row)).items():
            assert field in answers, call
            a_list = typing.get_origin(hint) is list
            hints = (hint,) if a_list else typing.get_args(hint) or (hint,)
            plain_hint = next(one for one in hints if one is not type(None))
            assert plain_hint == TYPES[answers[field]], f"{call}: {field}"


def test_a_function_answers_the_columns_of_the_model_whose_rows_it_gives(
    signatures: dict[str, Signature],
) -> None:
    asked = [call for call in all_calls() if call.through == "instances"]
    assert asked
    for call in asked:
        module = importlib.import_module(".".join(call.file.relative_to(ROOT).with_suffix("").parts))
        fields = getattr(module, call.row)._meta.concrete_fields
        assert {field.column for field in fields} == signatures[call.function].answers.keys(), call


def test_nothing_else_of_the_program_calls_a_function_of_the_database(
    signatures: dict[str, Signature],
) -> None:
    found = {
        str(file.relative_to(ROOT))
        for app in PROJECT_APPS
        for file in (ROOT / app).rglob("*.py")
        if not {"migrations", "runtime"} & set(file.relative_to(ROOT).parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if any(f" {name}(" in node.value for name in signatures)
    }
    assert found == set()
