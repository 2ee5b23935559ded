"""A statement that fails tells that it failed, and shows nothing of the row that it failed with."""

from typing import Any

import pytest
from django.db import Error, connection, transaction

from municipality.access.identity import as_user
from tests.access.scenes import plain
from tests.attacks.comparing import FUNCTIONS, Trial, arguments, as_given
from tests.attacks.test_two_worlds import _by_the_first_consent
from tests.cast import Cast
from tests.examples import examples
from tests.teams.helpers import make_team

WAYS = examples(6)
WRONG = {"text": "ukjent ord", "date": "4713-01-01 BC", "integer": -1, "smallint": -1}


def told(statement: str, given: list[Any]) -> str:
    """All that an error says: Postgres' own message, detail, hint and context."""
    before = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
    except Error as error:
        return str(error)
    finally:
        transaction.savepoint_rollback(before)
    return ""


@pytest.mark.slow(20)
@pytest.mark.parametrize("person", ["adviser", "teacher"])
def test_no_error_of_a_verb_shows_a_row(cast: Cast, person: str) -> None:
    """As the relay holder, who must not know of barnevern, and as one who may: one argument is left out or wrong."""
    make_team(cast)
    world = _by_the_first_consent(cast, barnevern=True)
    me, errors = getattr(cast, person).pk, []
    with as_user(me):
        world.read()
        words, trial = arguments(cast, world, me), Trial(cast, world, WAYS)
        for name, volatile, names, types in plain(FUNCTIONS):
            if volatile != "v" or not names:
                continue
            statement = f"select {name}({', '.join(f'%s::{one}' for one in types)})"
            for way in trial.ways(name, names, words):
                given = as_given(types, names, words, way)[0]
                for at, of_type in enumerate(types):
                    errors += [
                        told(statement, [*given[:at], wrong, *given[at + 1 :]])
                        for wrong in (None, WRONG.get(of_type))
                    ]
    assert sum(map(bool, errors)) > 300
    shows = [one.split("(")[0] for one in errors if "Failing row" in one or "Key (" in one]
    assert sorted(set(shows)) == []
