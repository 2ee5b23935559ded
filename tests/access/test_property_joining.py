"""Random histories of one child with two logs that become one, and two again: read as those of `test_property.py`."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipality.organisation.models import Team
from tests.access.histories import flat
from tests.access.histories_joining import histories_of_joining
from tests.access.play import PEOPLE
from tests.access.play_joining import JoinPlay
from tests.access.reading import everything_read, prepare
from tests.cast import Cast
from tests.examples import examples
from tests.overseers import lay_accounts
from tests.teams.helpers import make_team

pytestmark = pytest.mark.slow(15)


@pytest.fixture
def team(cast: Cast) -> Team:
    lay_accounts(cast)
    return make_team(cast)


@settings(
    max_examples=examples(8),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(histories_of_joining, st.sampled_from(PEOPLE))
def test_of_one_log_and_of_two_again_everybody_reads_exactly_what_the_rules_give(
    cast: Cast, team: Team, history: tuple[Any, ...], visitor: str
) -> None:
    with transaction.atomic():
        play = JoinPlay(cast, team)
        for one in flat(history):
            play.step(one)
        prepare()
        everything_read(play, visitor, by_orm=False)
        transaction.set_rollback(True)
