"""The baton is offered, accepted, refused and taken back at the same instant: it has one holder in the end."""

import uuid
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from cases.baton.models import BatonMove, BatonOffer
from cases.baton.services import baton_answer, baton_offer, baton_offer_cancel
from cases.case.services import participant_remove
from municipality.access.identity import as_system, as_user
from tests.access.race import Act, Race, end_state_is_right, holder_of, log, withdrawing
from tests.access.scenes import hand_over, plain
from tests.cast import Cast
from tests.databases import logged_in

__all__ = ["log"]

pytestmark = pytest.mark.slow(20)


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, True)])
def test_one_offer_gets_one_answer(committed: Cast, log: uuid.UUID, first: bool, second: bool) -> None:
    with as_user(committed.nurse.pk):
        offer = baton_offer(case_id=log, user_id=committed.adviser.pk, unit_id=committed.ppt.pk, why="")
    race = Race(
        (committed.adviser, lambda: baton_answer(case_id=log, offer_id=offer, yes=first)),
        (committed.adviser, lambda: baton_answer(case_id=log, offer_id=offer, yes=second)),
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == ("adviser" if first else "nurse")
    end_state_is_right(log)


def offering(cast: Cast, case_id: uuid.UUID, taker: str, unit: str) -> Act:
    return lambda: baton_offer(
        case_id=case_id, user_id=getattr(cast, taker).pk, unit_id=getattr(cast, unit).pk, why=""
    )


def accepting(case_id: uuid.UUID, offer: uuid.UUID) -> Act:
    return lambda: baton_answer(case_id=case_id, offer_id=offer, yes=True)


def test_of_two_offers_made_at_the_same_instant_one_waits(committed: Cast, log: uuid.UUID) -> None:
    race = Race(
        (committed.nurse, offering(committed, log, "adviser", "ppt")),
        (committed.nurse, offering(committed, log, "teacher", "school")),
    )
    assert race.waited
    assert isinstance(race.results["second"], IntegrityError)
    with as_system("test"):
        assert BatonOffer.objects.get(case_id=log, answer="waiting").user_id == committed.adviser.pk
    assert holder_of(log) == "nurse"
    end_state_is_right(log)


@pytest.fixture
def two_that_wait(committed: Cast, log: uuid.UUID) -> Iterator[dict[str, uuid.UUID]]:
    """Two offers that wait, which the index forbids: it is taken away, so that only the verb is left to keep order."""
    with logged_in("owner"):
        plain("drop index one_waiting_offer_per_case")
    offers = {}
    for taker, unit in (("adviser", "ppt"), ("teacher", "school")):
        with as_user(committed.nurse.pk):
            offers[taker] = offering(committed, log, taker, unit)()
    yield offers
    with logged_in("owner"):
        plain("delete from cases_batonoffer")
        plain(
            "create unique index one_waiting_offer_per_case on cases_batonoffer (case_id) where answer = 'waiting'"
        )


@pytest.mark.parametrize(("first", "second"), [("adviser", "teacher"), ("teacher", "adviser")])
def test_of_two_offers_accepted_at_the_same_instant_one_moves_the_baton(
    committed: Cast, log: uuid.UUID, two_that_wait: dict[str, uuid.UUID], first: str, second: str
) -> None:
    race = Race(
        (getattr(committed, first), accepting(log, two_that_wait[first])),
        (getattr(committed, second), accepting(log, two_that_wait[second])),
    )
    assert race.waited
    assert race.results["first"] is None
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == first
    with as_system("test"):
        assert BatonOffer.objects.get(pk=two_that_wait[second]).answer == "lapsed"
        assert BatonMove.objects.filter(case_id=log, user=getattr(committed, second)).count() == (
            1 if second == "teacher" else 0  # the teacher opened the log
        )
    end_state_is_right(log)


def test_an_offer_that_is_being_taken_back_is_not_accepted(committed: Cast, log: uuid.UUID) -> None:
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (committed.nurse, lambda: baton_offer_cancel(case_id=log)), (committed.adviser, accepting(log, offer))
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "nurse"
    end_state_is_right(log)


def test_an_offer_that_is_being_accepted_is_not_taken_back_nor_followed_by_another(
    committed: Cast, log: uuid.UUID
) -> None:
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (committed.adviser, accepting(log, offer)), (committed.nurse, lambda: baton_offer_cancel(case_id=log))
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "adviser"
    hand_over(committed, log, "adviser", "nurse", "clinic")
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (committed.adviser, accepting(log, offer)),
        (committed.nurse, offering(committed, log, "teacher", "school")),
    )
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "adviser"
    end_state_is_right(log)


def test_a_no_with_its_reason_stands_when_a_yes_comes_after_it(committed: Cast, log: uuid.UUID) -> None:
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (
            committed.adviser,
            lambda: baton_answer(case_id=log, offer_id=offer, yes=False, reason="Jeg slutter til jul"),
        ),
        (committed.adviser, accepting(log, offer)),
    )
    assert isinstance(race.results["second"], PermissionDenied)
    with as_user(committed.nurse.pk):
        answered = BatonOffer.objects.get(pk=offer)
    assert (answered.answer, answered.answer_reason) == ("declined", "Jeg slutter til jul")
    assert holder_of(log) == "nurse"
    end_state_is_right(log)


def test_a_holder_who_leaves_while_the_offer_is_accepted_leaves_one_holder(
    committed: Cast, log: uuid.UUID
) -> None:
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (
            committed.nurse,
            lambda: participant_remove(
                case_id=log, person_id=committed.nurse.pk, unit_id=committed.clinic.pk
            ),
        ),
        (committed.adviser, accepting(log, offer)),
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "teacher"
    end_state_is_right(log)


def test_an_offer_is_not_accepted_on_a_consent_that_is_being_withdrawn(
    committed: Cast, log: uuid.UUID
) -> None:
    with as_user(committed.nurse.pk):
        offer = baton_offer(case_id=log, user_id=committed.adviser.pk, unit_id=committed.ppt.pk, why="")
    race = Race(
        (committed.mother, withdrawing(log, committed.ppt)),
        (committed.adviser, lambda: baton_answer(case_id=log, offer_id=offer, yes=True)),
    )
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "nurse"
    end_state_is_right(log)
