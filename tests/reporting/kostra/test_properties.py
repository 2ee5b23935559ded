"""Random rows: whatever is right is found right, and a glance never passes what a closer look would not."""

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.kostra import line, numbers, person_11cf, person_11f
from reporting.kostra.editions import edition
from reporting.kostra.layout import Field
from reporting.kostra.row import Delivery, Row, row_class
from reporting.kostra.rules import fields
from tests.examples import examples
from tests.reporting.kostra.making import CLEAN, YEAR, check_of, content_of, row

LAYOUT = edition("11F", YEAR).layout
DELIVERY = Delivery(LAYOUT, "330100")
Person = Callable[[random.Random], dict[str, object]]
LATIN = st.characters(min_codepoint=0x20, max_codepoint=0xFF)


def one(field: Field) -> st.SearchStrategy[str]:
    """What may stand in a field, near enough to right to be wrong in every way."""
    texts = st.text(alphabet=LATIN, max_size=field.length)
    figures = st.text(alphabet="0123456789 +-_", max_size=field.length)
    return st.one_of(texts, figures, st.sampled_from([*field.codes, "", "31022026", "32012026", "01010000"]))


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_glance_passes_no_row_with_a_fault(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(list(LAYOUT.fields)), min_size=1, max_size=4, unique=True))
    changes = {name: data.draw(one(LAYOUT.fields[name]))[: LAYOUT.fields[name].length] for name in names}
    read: Row = row_class(LAYOUT)(row("11F", **changes), 1, DELIVERY)
    if fields.usual(read):
        assert list(fields.faults(read)) == []


def test_a_glance_passes_the_usual_row() -> None:
    for text in (row("11F"), row("11F", KOMMUNE_NR="0301", BYDELSNR="03"), row("11F", BIDRAG="0005400")):
        assert fields.usual(row_class(LAYOUT)(text, 1, DELIVERY))


@pytest.mark.parametrize(("form", "person"), [("11F", person_11f), ("11CF", person_11cf)])
def test_nothing_is_found_in_random_people_in_whom_nothing_is_wrong(form: str, person: Person) -> None:
    chance = random.Random(26)
    layout = edition(form, YEAR).layout
    people = []
    for place, who in zip(range(600), numbers(), strict=False):
        them = {"FODSELSDATO": "01011970", "PERSON_JOURNALNR": f"J{place}", "PERSON_FODSELSNR": who}
        people.append(line(layout, person(chance) | them))
    check = check_of(form, content_of(*people))
    assert list(check.findings()) == []
    assert check.summary is not None
    for table in ("age", "duration", "amount"):
        counts = check.summary[table].items()
        assert sum(count for label, count in counts if label != "I alt") == 600


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
@pytest.mark.parametrize("form", ["11F", "11CF"])
def test_any_content_is_answered(form: str, data: st.DataObject) -> None:
    known = edition(form, YEAR).layout
    whole = data.draw(st.binary(max_size=known.width * 3))
    list(check_of(form, whole).findings())
    text = data.draw(st.text(alphabet=LATIN, min_size=known.width, max_size=known.width))
    mixed = "".join(
        a if data.draw(st.booleans()) else b for a, b in zip(text, row(form, **CLEAN[form]), strict=True)
    )
    found = list(check_of(form, content_of(text, mixed)).findings())
    assert all(finding.message and finding.line in (1, 2) for finding in found)
