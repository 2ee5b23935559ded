"""D5: whoever has said yes to a question that waits for others sees it, and takes it back at once."""

import uuid

import pytest
from django.urls import reverse

from cases.case.models import Case
from cases.consents.waiting_yes import my_waiting_yes, waiting_yes_take_back
from consent.models import Asked, Consent, ConsentState
from consent.services import Share
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.notices.models import Notice
from tests.cast import EVERYBODY, Cast
from tests.consents.helpers import begin_asking, conclude, say, words
from tests.logs.helpers import as_
from tests.logs.test_whose_affairs import log_of_two

SAID = "Du har sagt ja, og det venter"


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    return log_of_two(cast)


@pytest.fixture
def waiting(cast: Cast, case_id: uuid.UUID) -> uuid.UUID:
    """The mother has said yes to one more unit, and the father is not asked yet."""
    asked = begin_asking(cast, case_id, [Share(cast.nav_office, ["economy"])])
    say(cast, asked, "yes")
    return asked


def asked_of(consent_id: uuid.UUID, relation: str) -> uuid.UUID:
    with as_system("test: whom"):
        return Asked.objects.get(consent=consent_id, relation=relation).pk


def test_only_who_said_it_sees_that_it_waits(cast: Cast, case_id: uuid.UUID, waiting: uuid.UUID) -> None:
    for name in EVERYBODY:
        with as_user(getattr(cast, name).pk):
            assert bool(my_waiting_yes(case_id)) == (name == "mother"), name
    assert SAID in words(cast, case_id, "mother")
    assert SAID not in words(cast, case_id, "father")
    assert SAID not in words(cast, case_id, "teacher")


def test_it_says_what_was_said_yes_to(cast: Cast, case_id: uuid.UUID, waiting: uuid.UUID) -> None:
    assert f"{cast.nav_office}: økonomi og arbeid" in words(cast, case_id, "mother")


def test_with_a_protected_address_no_unit_is_named(
    cast: Cast, case_id: uuid.UUID, waiting: uuid.UUID
) -> None:
    with as_system("test: a protected address"):
        Case.objects.filter(pk=case_id).update(address_protection="fortrolig")
        cast.nav_office.name = "NAV Storgata"
        cast.nav_office.save()
    assert SAID in words(cast, case_id, "mother")
    assert "NAV Storgata" not in words(cast, case_id, "mother")


def test_taken_back_it_opens_nothing_though_the_other_says_yes(
    cast: Cast, case_id: uuid.UUID, waiting: uuid.UUID
) -> None:
    url = reverse("consents:take_back_yes", args=[case_id, asked_of(waiting, "mor")])
    mother = as_(cast.mother)
    assert "Vil du ta ja-et tilbake?" in mother.post(url).text
    assert SAID in words(cast, case_id, "mother")
    done = mother.post(url, {"confirmed": "1"}, follow=True)
    assert "Ja-et er tatt tilbake." in done.text
    assert SAID not in done.text
    say(cast, waiting, "yes", relation="far")
    with pytest.raises(Refused, match="Det mangler et ja"):
        conclude(cast, waiting, case_id)
    with as_system("test: state"):
        assert Consent.objects.get(pk=waiting).state == ConsentState.WAITING


def test_who_asks_is_told(cast: Cast, case_id: uuid.UUID, waiting: uuid.UUID) -> None:
    with as_user(cast.mother.pk):
        waiting_yes_take_back(case_id=case_id, asked_id=asked_of(waiting, "mor"))
    with as_user(cast.teacher.pk):
        assert Notice.objects.filter(notice_type="consent.withdrawn", case_id=case_id).exists()


def test_nobody_takes_back_what_another_said(cast: Cast, case_id: uuid.UUID, waiting: uuid.UUID) -> None:
    key = asked_of(waiting, "mor")
    for name in ("father", "teacher", "nurse", "stranger"):
        with as_user(getattr(cast, name).pk), pytest.raises(NothingThere):
            waiting_yes_take_back(case_id=case_id, asked_id=key)
    assert (
        as_(cast.father)
        .post(reverse("consents:take_back_yes", args=[case_id, key]), {"confirmed": "1"})
        .status_code
        == 404
    )


def test_a_no_and_an_answer_that_counts_no_longer_are_not_taken_back(
    cast: Cast, case_id: uuid.UUID, waiting: uuid.UUID
) -> None:
    say(cast, waiting, "not_yet")
    with as_user(cast.mother.pk):
        assert my_waiting_yes(case_id) == []
