"""How two worlds are compared (`comparing.py`): in whatever order the database hands out rows that say the same."""

import uuid
from collections.abc import Sequence

from tests.attacks.comparing import Row, World, as_given


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
