"""Everybody who cannot sign in yet is invited with one question: after a file with employees, say."""

import pytest
from django.core import mail
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.audit.models import Event
from municipality.localaccounts.models import Invitation
from municipality.localaccounts.services import invitation_make, invitations_make
from municipality.localaccounts.tasks import send_invitations
from municipality.people.models import User
from municipality.signin.proof import EmployeeIdentity
from tests.localaccounts.helpers import local_account
from tests.logs.helpers import as_
from tests.signin.helpers import belongs

LIST, ALL = reverse("accounts:list"), reverse("accounts:invite_all")


@pytest.fixture
def people(cast):
    """The nurse and the adviser have an address and no way in; the teacher signs in by a provider, the head here."""
    with as_system("test: addresses"):
        for user in (cast.nurse, cast.adviser, cast.teacher, cast.head, cast.stranger):
            User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.org")
    belongs(cast.teacher, EmployeeIdentity("tenant", "teacher"))
    local_account(cast.head)
    return cast


def invited():
    with as_system("test: read"):
        return sorted(Invitation.objects.values_list("user__username", flat=True))


def test_those_with_an_address_and_no_way_in_are_invited_and_each_gets_an_e_mail(people):
    administrator = as_(people.administrator)
    assert "Inviter alle 2 som har e-post" in administrator.get(LIST).text
    assert "Invitere 2 personer?" in administrator.get(ALL).text
    answer = administrator.post(ALL, {"confirmed": "1"}, follow=True)
    assert "2 invitasjoner er på vei." in answer.text
    assert "Inviter alle" not in answer.text
    assert invited() == ["adviser", "nurse"]
    send_invitations()
    assert sorted(message.to[0] for message in mail.outbox) == ["adviser@example.org", "nurse@example.org"]
    with as_system("test: read"):
        event = Event.objects.filter(act="invitation.make").latest("at")
    assert set(event.objects_shown) == {f"user:{people.adviser.pk}", f"user:{people.nurse.pk}"}


def test_who_has_an_invitation_that_works_gets_no_other(people):
    with as_user(people.administrator.pk):
        invitation_make(user_id=people.nurse.pk)
        assert invitations_make() == 1
    assert invited() == ["adviser", "nurse"]


def test_nobody_to_invite_is_said_and_not_done(people):
    with as_user(people.administrator.pk):
        invitations_make()
        with pytest.raises(NothingThere):
            invitations_make()
    assert as_(people.administrator).get(ALL).status_code == 404


def test_a_closed_account_and_one_of_elsewhere_are_not_invited(people):
    with as_system("test: closed"):
        User.objects.filter(pk=people.nurse.pk).update(is_active=False)
    with as_user(people.administrator.pk):
        invitations_make()
    assert invited() == ["adviser"]


@pytest.mark.parametrize("who", ["teacher", "head", "privacy_officer", "mother", "executive"])
def test_only_the_administrator_invites(people, who):
    with as_user(getattr(people, who).pk), pytest.raises(Refused):
        invitations_make()
    assert as_(getattr(people, who)).post(ALL, {"confirmed": "1"}).status_code == 403
    assert invited() == []


def test_the_list_shows_who_cannot_sign_in_yet(people):
    page = as_(people.administrator).get(f"{LIST}?vis=uten").text
    assert people.nurse.display_name in page
    assert people.coordinator.display_name in page  # who has no address
    assert f">{people.teacher.display_name}</a>" not in page
    assert f">{people.head.display_name}</a>" not in page
    assert "kan ikke logge inn ennå" in page
