"""Random histories, played on the database through the verbs and on the oracle; then everybody reads everything.

Any difference is a bug, in either direction, and so is a reader whom no page promised (D13). `make test` plays the same
thirty in every run, `make long PART=histories` others each time, and many. What is drawn is in `histories*.py`, what
happens in `play*.py`, the rules in `oracle*.py`, the reading in `reading*.py` and `fetching.py`.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.fetching import everything_fetched
from tests.access.histories import flat, histories
from tests.access.play import PEOPLE
from tests.access.play_leaving import LeavingPlay
from tests.access.reading import everything_read, prepare
from tests.cast import Cast
from tests.examples import MANY, examples
from tests.overseers import lay_accounts
from tests.teams.helpers import make_team

pytestmark = pytest.mark.slow(60)


@pytest.fixture(scope="module")
def compared(request: pytest.FixtureRequest) -> Iterator[Counter[str]]:
    """Counts histories and rows that were compared; a long run says how many."""
    counted = Counter[str]()
    yield counted
    if MANY:
        capture: Any = request.config.pluginmanager.get_plugin("capturemanager")
        with capture.global_and_fixture_disabled():
            sys.stdout.write(f"\n{counted['rows']} rows compared in {counted['histories']} histories\n")


@settings(
    max_examples=examples(30),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(histories, st.sampled_from(PEOPLE))
def test_everybody_reads_exactly_what_the_rules_give(
    cast: Cast, compared: Counter[str], history: tuple[Any, ...], visitor: str
) -> None:
    with transaction.atomic():
        lay_accounts(cast)
        play = LeavingPlay(cast, make_team(cast))
        for step in flat(history):
            play.step(step)
        prepare()
        compared["rows"] += everything_read(play, {visitor, "adviser"})
        compared["histories"] += 1
        everything_fetched(play, visitor)
        transaction.set_rollback(True)
