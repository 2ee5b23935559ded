"""Random histories, played on the database through the verbs and on the oracle; then everybody reads everything.

Any difference is a bug, in either direction, and so is a reader whom no page promised (D13). `make test` plays the same
eighty in every run, `make long PART=histories` others each time, and many. What is drawn is in
`histories*.py`, what happens in `play*.py`, the rules in `oracle*.py`, the reading in `reading*.py` and `fetching.py`.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipality.organisation.models import Team
from tests.access.fetching import everything_fetched
from tests.access.histories import flat, histories
from tests.access.play import PEOPLE
from tests.access.play_secrecy import SecrecyPlay
from tests.access.reading import everything_read, prepare
from tests.cast import Cast
from tests.emergency.helpers import allow
from tests.examples import examples
from tests.overseers import lay_accounts
from tests.teams.helpers import make_team

pytestmark = pytest.mark.slow(160)
# The pages and the ORM ask what the tables have answered: they are read in the histories of 5, 10, 15 ... steps.
EACH_FIFTH = 5


@pytest.fixture
def team(cast: Cast) -> Team:
    """What every history begins with."""
    lay_accounts(cast)
    allow(cast, "nav", "skole")
    return make_team(cast)


@pytest.fixture(scope="module")
def compared() -> Iterator[Counter[str]]:
    """Counts histories, and single comparisons: a row, and somebody who finds it or does not. A long run says them."""
    counted = Counter[str]()
    yield counted
    if told := os.environ.get("COUNTED"):
        Path(told).write_text(json.dumps(counted), encoding="utf-8")


@settings(
    max_examples=examples(80),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(histories, st.sampled_from(PEOPLE))
def test_everybody_reads_exactly_what_the_rules_give(
    cast: Cast, team: Team, compared: Counter[str], history: tuple[Any, ...], visitor: str
) -> None:
    steps = flat(history)
    by_pages = len(steps) % EACH_FIFTH == 0
    with transaction.atomic():
        play = SecrecyPlay(cast, team)
        for step in steps:
            play.step(step)
        prepare()
        compared["single comparisons"] += everything_read(play, visitor, by_orm=by_pages)
        compared["histories"] += 1
        if by_pages:
            everything_fetched(play, visitor)
        transaction.set_rollback(True)
