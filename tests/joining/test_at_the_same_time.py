"""Joining while something else happens in one of the two logs: whoever comes second waits, and the end is right."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.consents.join_answers import join_answer_register, join_answers
from cases.joining.services import joining_accept, joining_part
from cases.logs.models import Entry
from cases.logs.services import entry_write
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.access.race import Act, Race, withdrawing
from tests.cast import Cast
from tests.joining.helpers import Two, states, two_logs
from tests.joining.joined import joined, propose, two_that_can

pytestmark = pytest.mark.slow(20)
TEXT = "Skrevet samtidig."


@pytest.fixture
def two(committed: Cast) -> Two:
    logs = two_that_can(committed)
    propose(committed, logs)
    return logs


def joining(two: Two) -> Act:
    return lambda: joining_accept(case_id=two.newer, holder="other")


def writing(cast: Cast, case_id: uuid.UUID) -> Act:
    return lambda: entry_write(author=cast.nurse, unit=cast.clinic, case_id=case_id, kind="health", text=TEXT)


def where() -> list[uuid.UUID]:
    with as_system("test: the rows"):
        return list(Entry.objects.filter(text=TEXT).values_list("case_id", flat=True))


def state_of(case_id: uuid.UUID) -> str:
    with as_system("test: the row"):
        return Case.objects.get(pk=case_id).closed_because


def test_a_note_that_is_written_first_comes_along(committed: Cast, two: Two) -> None:
    race = Race((committed.nurse, writing(committed, two.newer)), (committed.nurse, joining(two)))
    assert race.waited
    assert where() == [two.older]


def test_a_note_that_comes_second_is_refused_and_never_stands_in_the_empty_log(
    committed: Cast, two: Two
) -> None:
    """The text is sent on with the form (test_addresses)."""
    race = Race((committed.nurse, joining(two)), (committed.nurse, writing(committed, two.newer)))
    assert race.waited
    assert "consent_withdrawn_meanwhile" in str(race.results["second"])
    assert where() == []


def test_a_withdrawal_that_comes_first_stops_it_and_one_that_comes_second_finds_nothing(
    committed: Cast, two: Two
) -> None:
    race = Race((committed.mother, withdrawing(two.newer)), (committed.nurse, joining(two)))
    assert race.waited
    assert race.results["second"] is not None
    assert (state_of(two.newer), state_of(two.older)) == ("withdrawn", "")


def test_two_yeses_that_are_said_at_the_same_time_find_each_other(committed: Cast) -> None:
    logs = two_logs(committed)

    def saying(holder: User, case_id: uuid.UUID) -> Act:
        """Asked before, so that the race is about what is written."""
        with as_user(holder.pk):
            (mother,) = join_answers(case_id)
        said: dict[str, Any] = {
            "who": mother.who,
            "says": "yes",
            "said_on": timezone.localdate(),
            "how": "samtale",
        }
        return lambda: join_answer_register(case_id=case_id, **said)

    race = Race(
        (committed.teacher, saying(committed.teacher, logs.older)),
        (committed.nurse, saying(committed.nurse, logs.newer)),
    )
    assert race.waited
    assert states() == ["agreed"]


def test_two_who_part_it_part_it_once(committed: Cast) -> None:
    two = joined(committed)

    def parting() -> None:
        joining_part(case_id=two.older)

    race = Race((committed.teacher, parting), (committed.mother, parting))
    assert race.waited
    assert race.results["second"] is not None
    with as_user(committed.mother.pk):
        assert {case.pk for case in Case.objects.all()} == {two.older, two.newer}
