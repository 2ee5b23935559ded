"""The databases of the tests themselves: nobody finds what another test has written, rolled back or committed."""

import pytest

from municipality.access.identity import as_system
from municipality.people.models import User
from tests.cast import Cast, make_user


def nobody_was_here(cast: Cast) -> None:
    """And now somebody was."""
    with as_system("test: traces"):
        assert not User.objects.filter(username="visitor").exists()
        make_user("visitor", cast.home)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_writes_is_gone_for_the_next(cast: Cast, turn: int) -> None:
    nobody_was_here(cast)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_for_the_next(committed: Cast, turn: int) -> None:
    nobody_was_here(committed)


def test_a_test_without_the_cast_begins_with_nothing(db: None) -> None:
    with as_system("test: traces"):
        assert not User.objects.exists()
