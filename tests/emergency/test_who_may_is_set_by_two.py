"""Whose people may open a log in an emergency: one administrator takes away, two add, and the file says it too."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from cases.emergency.selectors import units_that_may
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.administration.emergency import asked_for, emergency_allow, emergency_allow_confirm
from municipality.administration.models import EmergencyAsked
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, User
from tests.cast import EVERYBODY, Cast, make_user
from tests.emergency.helpers import allow
from tests.logs.helpers import as_
from tests.reading import shown

PAGE = "/organisasjon/nodssituasjoner/"


@pytest.fixture
def second(cast: Cast) -> User:
    with as_system("test: a second administrator"):
        return make_user("second", cast.home, AccountType.ADMINISTRATOR)


def stands(cast: Cast) -> tuple[list[str], list[str]]:
    home = Municipality.objects.get(pk=cast.home.pk)
    return home.emergency_roles, home.emergency_services


def test_what_adds_somebody_waits_for_another_administrator(cast: Cast, second: User) -> None:
    with as_user(cast.administrator.pk):
        assert emergency_allow(roles=["caseworker"], services=["nav"]) is False
        asked = asked_for(cast.home)
        assert asked is not None
        with pytest.raises(PermissionDenied):
            emergency_allow_confirm(asked)
    assert stands(cast) == ([], [])
    with as_user(second.pk):
        emergency_allow_confirm(asked)
    assert stands(cast) == (["caseworker"], ["nav"])
    with as_user(cast.nav.pk):
        assert units_that_may() == [cast.nav_office.pk]


def test_what_takes_somebody_away_holds_at_once_and_nothing_waits_any_more(cast: Cast, second: User) -> None:
    allow(cast, "nav", "skole")
    with as_user(cast.administrator.pk):
        assert emergency_allow(roles=["caseworker", "leader"], services=["nav"]) is False
        assert emergency_allow(roles=["caseworker"], services=["nav"]) is True
        assert asked_for(cast.home) is None
    assert stands(cast) == (["caseworker"], ["nav"])


def test_one_says_yes_to_what_was_shown_and_to_nothing_else(cast: Cast, second: User) -> None:
    with as_user(cast.administrator.pk):
        emergency_allow(roles=["caseworker"], services=["nav"])
        seen = asked_for(cast.home)
        assert seen is not None
        emergency_allow(roles=["caseworker", "leader", "reception"], services=["nav", "skole"])
    with as_user(second.pk), pytest.raises(NothingThere):
        emergency_allow_confirm(seen)
    assert stands(cast) == ([], [])


def test_what_is_asked_after_the_page_was_shown_is_not_said_yes_to(cast: Cast, second: User) -> None:
    with as_user(cast.administrator.pk):
        emergency_allow(roles=["caseworker"], services=["nav"])
    browser = as_(second)
    shown_first = asked_at(browser.get(f"{PAGE}godkjenn/").text)
    with as_user(cast.administrator.pk):
        emergency_allow(roles=["caseworker", "leader", "reception"], services=["nav", "skole"])
    for sent in ({"asked_at": shown_first}, {}):
        answer = browser.post(f"{PAGE}godkjenn/", {"confirmed": "1", **sent}, follow=True)
        assert "Last siden på nytt." in answer.text
        assert stands(cast) == ([], [])


def asked_at(page: str) -> str:
    return page.partition('name="asked_at" value="')[2].partition('"')[0]


def test_services_that_the_municipality_does_not_have_are_refused(cast: Cast) -> None:
    with as_user(cast.administrator.pk), pytest.raises(PermissionDenied):
        emergency_allow(roles=["caseworker"], services=["legevakt"])
    with (
        as_user(cast.administrator.pk),
        pytest.raises((PermissionDenied, DatabaseError)),
        transaction.atomic(),
    ):
        emergency_allow(roles=["privacy_officer"], services=["nav"])


@pytest.mark.parametrize("name", [one for one in EVERYBODY if one != "administrator"])
def test_nobody_else_asks_sees_or_says_yes(cast: Cast, name: str) -> None:
    with as_user(cast.administrator.pk):
        emergency_allow(roles=["caseworker"], services=["nav"])
        asked = asked_for(cast.home)
    assert asked is not None
    with as_user(getattr(cast, name).pk):
        assert not EmergencyAsked.objects.exists()
        with pytest.raises(PermissionDenied):
            emergency_allow(roles=[], services=[])
        with pytest.raises(PermissionDenied):
            emergency_allow_confirm(asked)


def test_no_statement_of_an_administrator_sets_it(cast: Cast) -> None:
    with as_user(cast.administrator.pk), pytest.raises(DatabaseError), transaction.atomic():
        Municipality.objects.filter(pk=cast.home.pk).update(emergency_services=["nav"])


def test_the_pages_lead_two_administrators_through_it(cast: Cast, second: User) -> None:
    first, other = as_(cast.administrator), as_(second)
    assert "Nå kan ingen." in first.get(PAGE).text
    answer = first.post(PAGE, {"roles": ["caseworker"], "services": ["nav"]}, follow=True)
    assert "Det gjelder når en annen administrator har sagt ja." in answer.text
    assert "Se på det" not in answer.text
    assert "Se på det" in other.get(PAGE).text
    assert "nav" in shown(other.get(f"{PAGE}godkjenn/").text)
    assert "Nå kan disse: nav (fagperson)." in shown(
        other.post(
            f"{PAGE}godkjenn/",
            {"confirmed": "1", "asked_at": asked_at(other.get(f"{PAGE}godkjenn/").text)},
            follow=True,
        ).text
    )
    assert as_(cast.teacher).get(PAGE).status_code == 403


def test_the_way_to_one_stands_only_for_whose_role_and_service_it_is(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    overview, way = "/uten-samtykke/", 'href="/uten-samtykke/nodssituasjon/ny/"'
    assert way not in as_(cast.nav).get(overview).text
    allow(cast, "nav")
    assert f'href="{overview}"' in as_(cast.nav).get("/").text
    assert {name for name in EVERYBODY if way in as_(getattr(cast, name)).get(overview).text} == {"nav"}
