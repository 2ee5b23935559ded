"""Two worlds that differ in whether a number is known already as another's: whoever writes it finds no difference."""

import uuid
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.case.models import ParentalResponsibility
from cases.opening.services import Parent
from consent.models import Answer
from municipality.access.identity import as_system
from tests.access.scenes import join
from tests.attacks.comparing import World, differences, learned
from tests.cast import Cast, synthetic_number, years_ago
from tests.examples import examples
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.persons.helpers import account_of, correct, found_by
from tests.writing.pages import taken_back

NEW = synthetic_number(years_ago(36), 5)
WAYS = examples(2)
READERS = ("teacher", "adviser", "head")


def known_already(cast: Cast) -> None:
    """In a log of the clinic's alone, as a mother who has signed in."""
    parents = [Parent("Anne Annen", "mor", True, "folkeregisteret", Answer.YES, NEW)]
    open_log(
        cast,
        opener="nurse",
        unit="clinic",
        shares={"clinic": ("health",)},
        number=cast.youth_number,
        parents=parents,
    )
    account_of(NEW)


def history(cast: Cast, *, known: bool) -> tuple[World, dict[str, Any]]:
    """The log of the holder, the number that he writes on the mother, her sign-in; and what all this took and told."""
    if known:
        known_already(cast)
    world = World()
    world.begin()
    world.case_id = open_log(cast, shares={"school": ("school", "family"), "ppt": ("school",)})
    join(cast, world.case_id, "adviser", "ppt")
    world.step("opening")
    with CaptureQueriesContext(connection) as captured:
        correct(cast, world.case_id, relation="mor", number=NEW)
    world.step("the number")
    account_of(NEW)
    world.step("she signs in")
    found = found_by(cast, NEW, by="teacher")
    page = as_(cast.teacher).get(f"/stafettlogger/{world.case_id}/")
    told = {
        "statements": [query["sql"].split("(")[0].split('"')[0] for query in captured],
        "found": found == mother_of(world.case_id),
        "page": world.plain(page.text.split("<main")[1]).count("Mona Eksempel"),
    }
    return world, told


def mother_of(case_id: uuid.UUID | None) -> uuid.UUID:
    with as_system("test"):
        return ParentalResponsibility.objects.get(case=case_id, relation="mor").parent_id


@pytest.mark.slow(40)
def test_the_holder_and_everybody_else_of_the_log_finds_the_same(cast: Cast) -> None:
    seen: list[Mapping[str, Any]] = []
    for known in (False, True):
        with taken_back():
            world, told = history(cast, known=known)
            seen.append({"told": told, **{one: learned(cast, world, one, most=WAYS) for one in READERS}})
    one, other = seen
    assert one["told"] == other["told"]
    assert one["told"]["found"]
    for reader in READERS:
        (rows, answers), (other_rows, other_answers) = one[reader], other[reader]
        assert differences(rows, other_rows) == {}, reader
        assert differences(answers, other_answers) == {}, reader
