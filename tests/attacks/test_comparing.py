"""How two worlds are compared (`comparing.py`): in whatever order the database hands out rows that say the same."""

import uuid
from collections.abc import Sequence

from municipality.access.identity import as_system, as_user
from tests.access.scenes import planned, withdraw
from tests.attacks.comparing import Row, World, as_given
from tests.cast import Cast


def world(rows: Sequence[tuple[str, str]]) -> World:
    return World(visible=[Row("consent_legalbasis", key, said, said) for key, said in rows])


def test_of_rows_that_say_the_same_each_is_tried_wherever_it_stands() -> None:
    one, two, three = (str(uuid.uuid4()) for _ in range(3))
    rows = [(one, "school"), (two, "school"), (three, "clinic")]
    for order in (rows, rows[::-1]):
        keys = world(order).keys("consent_legalbasis")
        assert [set(alike) for alike in keys] == [{three}, {one, two}]
        given = as_given(["uuid", "boolean"], ["p_basis", "p_on"], {"basis": keys, "on": [True]}, (1, 0))
        assert sorted(given) == sorted([[one, True], [two, True]])


def test_so_many_are_tried_that_say_different_things() -> None:
    rows = [(str(uuid.uuid4()), said) for said in "abcdeabcde"]
    assert [len(alike) for alike in world(rows).keys("consent_legalbasis", 3)] == [2, 2, 2]
    assert len(world(rows).all_keys("consent_legalbasis")) == 6


def test_a_statement_that_is_planned_once_finds_what_each_may_read_at_that_moment(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    def finds_it(person: str) -> bool:
        with as_user(getattr(cast, person).pk):
            return planned("select id from cases_case") == [(emmas_log,)]

    with as_system("test: planned as the one who may read everything"):
        assert planned("select id from cases_case") == [(emmas_log,)]
    assert [finds_it(one) for one in ("stranger", "adviser", "ppt_colleague", "mother")] == [
        False, True, False, True,
    ]  # fmt: skip
    withdraw(cast, emmas_log, "mother", "ppt")
    assert [finds_it(one) for one in ("adviser", "nurse")] == [False, True]
