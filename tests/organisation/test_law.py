"""References to law: data with validity, each rule on its law, and no section number that is typed in a text."""

import ast
import re
from datetime import date
from itertools import pairwise

import pytest

from municipality.organisation.law import legal_reference, references
from tests.law import APPS, PAGE, ROOT, page, places, rules


def test_a_law_is_named_as_it_was_on_the_day_of_the_document() -> None:
    assert legal_reference("exempt_from_public_access", date(2026, 11, 21)).startswith("offentleglova § 13")
    before = legal_reference("confidentiality_of_health_personnel", date(2026, 6, 30))
    assert before != legal_reference("confidentiality_of_health_personnel", date(2026, 7, 1))
    with pytest.raises(LookupError):
        legal_reference("individual_plan", date(2020, 1, 1))
    with pytest.raises(LookupError):
        legal_reference("no such", date(2026, 11, 21))


def test_of_one_reference_one_wording_holds_on_a_day() -> None:
    for key in {one.key for one in references()}:
        rows = sorted((one for one in references() if one.key == key), key=lambda one: one.starts)
        assert all(row.ends is None or row.starts <= row.ends for row in rows), key
        assert all(row.ends is not None and row.ends < later.starts for row, later in pairwise(rows)), key


def test_the_page_about_law_says_what_the_references_and_the_code_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make law"


@pytest.mark.parametrize("number", rules())
def test_a_rule_is_carried_out_somewhere_and_held_by_a_test(number: str) -> None:
    assert number in places("*.sql") | places("*.py")
    assert number in places("test_*.py", ["tests"])


def test_a_reference_names_rules_that_there_are() -> None:
    explained = set(
        re.findall(r"^\| ([RD]\d+) \|", (ROOT / "docs/access.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = {number for one in references() for number in one.rules}
    assert named
    assert named <= explained


def said_by(tree: ast.Module) -> list[str]:
    """Every text of a module but its docstrings."""
    explains = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explains
    ]


def test_no_section_of_a_law_is_typed_where_people_read_it() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {text}"
        for app in APPS
        for file in (ROOT / app).rglob("*.py")
        for text in said_by(ast.parse(file.read_text(encoding="utf-8")))
        if re.search(r"§+ ?\d", text)
    ]
    found += [
        str(file.relative_to(ROOT))
        for file in (ROOT / "templates").rglob("*.*")
        if re.search(r"(§|&sect;)+ ?\d", file.read_text(encoding="utf-8"))
    ]
    assert found == []
