"""Somebody who was invited signs in with a provider, and that identity is the account's from then on."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.localaccounts.models import Invitation
from municipality.notices.links import link_make, token_hash
from municipality.organisation.agreements import agreement_enter
from municipality.people.models import User
from municipality.runtime.sessions import SessionStore
from municipality.signin import ways
from municipality.signin.arriving import arrive
from municipality.signin.proof import BodyIdentity, EmployeeIdentity, ResidentIdentity
from tests.cast import synthetic_number, years_ago
from tests.signin.helpers import come, proof

TENANT = "11111111-2222-3333-4444-555555555555"
TEACHER = EmployeeIdentity(TENANT, "aaaa")
BODY = "310000000"


@pytest.fixture(autouse=True)
def provider(monkeypatch):
    """A way that an invitation can be taken by."""
    way = ways.Way("ui/back.html", "", {}, takes_invitations=True)
    monkeypatch.setitem(ways._ways, "test", lambda _request: way)


def link_for(user):
    with as_system("test: an invitation"):
        now = timezone.now()
        invitation = Invitation.objects.create(user=user, made_at=now, ends_at=now + timedelta(hours=72))
        return "/invitasjon/" + link_make(invitation, "localaccounts:invitation").split("/invitasjon/")[1]


def comes_back(client, identity):
    """The browser that opened the link comes from the provider."""
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(client.cookies["session"].value), AnonymousUser()
    with as_user(None):
        answer = arrive(request, identity, proof(), after="/varsler/")
        request.session.save()
    client.cookies["session"] = request.session.session_key
    return answer


def who(client):
    return client.get("/").wsgi_request.user


def test_who_was_invited_says_that_it_is_her_and_comes_to_the_account_from_then_on(cast):
    client = Client()
    assert "Du er invitert" in client.get(link_for(cast.teacher)).text
    answer = comes_back(client, TEACHER)
    page = client.get(answer["Location"])
    assert "Er du Teacher?" in page.text
    assert who(client).is_anonymous
    client.post(answer["Location"], {"answer": "yes"})
    assert who(client) == cast.teacher
    assert who(come(TEACHER)[1]) == cast.teacher


def test_who_says_no_is_joined_to_nothing(cast):
    client = Client()
    client.get(link_for(cast.teacher))
    answer = comes_back(client, TEACHER)
    client.post(answer["Location"], {"answer": "no"})
    assert who(client).is_anonymous
    assert "ingenting for deg" in come(TEACHER)[0].content.decode()


def test_opening_the_link_of_another_joins_nobody_without_a_yes(cast):
    client = Client()
    client.get(link_for(cast.teacher))
    comes_back(client, TEACHER)
    assert "ingenting for deg" in come(TEACHER)[0].content.decode()


def test_a_link_is_used_once(cast):
    link = link_for(cast.teacher)
    first, second = Client(), Client()
    for client in (first, second):
        client.get(link)
    to_first, to_second = comes_back(first, TEACHER), comes_back(second, EmployeeIdentity(TENANT, "bbbb"))
    first.post(to_first["Location"], {"answer": "yes"})
    answer = second.post(to_second["Location"], {"answer": "yes"})
    assert answer["Location"] == reverse("sign_in")
    assert who(second).is_anonymous
    assert "Invitasjonen virker ikke" in Client().get(link).text


def test_a_closed_account_is_not_reached_by_its_invitation(cast):
    client = Client()
    client.get(link_for(cast.teacher))
    answer = comes_back(client, TEACHER)
    with as_system("test: leaves"):
        User.objects.filter(pk=cast.teacher.pk).update(is_active=False)
    assert client.post(answer["Location"], {"answer": "yes"})["Location"] == reverse("sign_in")
    assert who(client).is_anonymous


def test_somebody_of_a_body_takes_the_invitation_only_while_there_is_an_agreement(cast):
    doctor = BodyIdentity(BODY, synthetic_number(years_ago(40)))
    link = link_for(cast.nurse)
    client = Client()
    client.get(link)
    answer = comes_back(client, doctor)
    assert "ingenting for deg" in client.post(answer["Location"], {"answer": "yes"}).text
    with as_user(cast.administrator.pk):
        agreement_enter(organisation=BODY, name="Legekontoret", agreed_on=date(2026, 1, 1), ends_on=None)
    client = Client()
    client.get(link)
    answer = comes_back(client, doctor)
    client.post(answer["Location"], {"answer": "yes"})
    assert who(client) == cast.nurse


def test_who_signs_in_as_a_resident_is_not_asked(cast):
    client = Client()
    client.get(link_for(cast.teacher))
    assert "ingenting for deg" in comes_back(client, ResidentIdentity(cast.youth_number)).content.decode()


def test_without_local_accounts_the_page_offers_the_providers_alone(cast, settings):
    settings.LOCAL_ACCOUNTS = False
    page = Client().get(link_for(cast.teacher)).text
    assert "Velg hvordan du vil logge inn" in page
    assert "Velg passord" not in page


def test_the_session_holds_no_key_of_the_link(cast):
    client, link = Client(), link_for(cast.teacher)
    client.get(link)
    token = link.split("/")[2]
    assert token not in str(dict(client.session))
    assert token_hash(token) in str(dict(client.session))
