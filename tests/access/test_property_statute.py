"""Random histories in which much is decided by statute: beside those of `test_property.py`, read in the same way."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipality.organisation.models import Team
from tests.access.fetching import everything_fetched
from tests.access.histories import flat
from tests.access.histories_drawn import step
from tests.access.histories_leaders import in_place
from tests.access.histories_log import in_the_log, openings, welcomes, withdrawals
from tests.access.histories_statute import by_statute, scenes_of_statute
from tests.access.play import PEOPLE
from tests.access.play_statute import StatutePlay
from tests.access.reading import everything_read, prepare
from tests.cast import Cast
from tests.examples import examples
from tests.overseers import lay_accounts
from tests.teams.helpers import make_team

pytestmark = pytest.mark.slow(90)
people = ["nav", "nurse", "adviser", "head", "ppt_colleague"]
histories = st.tuples(
    openings,
    st.lists(welcomes, max_size=2),
    st.tuples(*[step("write", 0, "@holder", kind, False, False) for kind in ("school", "family", "health")]),
    scenes_of_statute,
    scenes_of_statute,
    st.lists(
        st.one_of(
            *by_statute, *in_the_log, withdrawals, in_place,
            step("leave", people), step("join", people), step("close_unit", ["nav_office", "ppt", "clinic"]),
            step("open_unit", ["nav_office", "ppt", "clinic"]), step("clock"),
        ),
        min_size=3, max_size=12,
    ),
)  # fmt: skip


@pytest.fixture
def team(cast: Cast) -> Team:
    lay_accounts(cast)
    return make_team(cast)


@settings(
    max_examples=examples(20),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(histories, st.sampled_from(PEOPLE))
def test_by_statute_everybody_reads_exactly_what_the_rules_give(
    cast: Cast, team: Team, history: tuple[Any, ...], visitor: str
) -> None:
    with transaction.atomic():
        play = StatutePlay(cast, team)
        for one in flat(history):
            play.step(one)
        prepare()
        everything_read(play, visitor, by_orm=False)
        everything_fetched(play, visitor)
        transaction.set_rollback(True)
