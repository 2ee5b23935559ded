"""An invitation: a link that works once, for 72 hours, and that nobody but its receiver is shown."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.accounts.services import account_change, account_close, account_reopen
from municipality.audit.models import Event
from municipality.localaccounts.models import Invitation, LocalAccount, Passkey, RecoveryCode
from municipality.localaccounts.services import invitation_make
from municipality.localaccounts.tasks import send_invitations
from municipality.notices.models import Notice
from municipality.people.models import User
from tests.access_log import acts_of
from tests.localaccounts.authenticator import Authenticator
from tests.localaccounts.helpers import (
    LINK,
    OTHER_PASSWORD,
    RECOVERY,
    code,
    first_step,
    invite,
    local_account,
    options_of,
    passkey_for,
    second_step,
)

GONE = "Invitasjonen virker ikke"


def choose(client, link, password=OTHER_PASSWORD, repeated=None):
    return client.post(link, {"new_password": password, "repeated": repeated or password})


def address_for(user):
    with as_system("test: an address"):
        User.objects.filter(pk=user.pk).update(email="nurse@example.org")


def take_with_codes(client):
    """The second step with an app; returns what the app would show next."""
    page = client.get("/invitasjon/bekreft/")
    app = pyotp.TOTP(page.context["secret"].replace(" ", ""))
    answer = client.post("/invitasjon/bekreft/", {"code": app.at(timezone.now())})
    return app, answer


def take(link, client=None):
    client = client or Client()
    choose(client, link)
    app, answer = take_with_codes(client)
    assert answer.url == "/invitasjon/reservekoder/"
    codes = client.get("/invitasjon/reservekoder/").context["codes"]
    assert client.post("/invitasjon/reservekoder/").url == "/"
    return app, codes


def test_with_an_invitation_one_chooses_password_and_app_gets_codes_and_is_in(cast, client):
    link = invite(cast.administrator)
    page = client.get(link)
    assert "Brukernavnet ditt er administrator." in page.text
    app, codes = take(link, client)
    assert client.session[SESSION_KEY] == str(cast.administrator.pk)
    assert acts_of(cast.administrator) == ["invitation.use", "sign_in"]
    assert len(set(codes)) == 10

    again = Client()
    first_step(again, "administrator", OTHER_PASSWORD)
    assert second_step(again, app.at(int(timezone.now().timestamp()) + 30)).url == "/"
    by_recovery = Client()
    first_step(by_recovery, "administrator", OTHER_PASSWORD)
    assert second_step(by_recovery, codes[3]).url == "/"


def test_with_a_passkey_instead_of_an_app(cast, client, settings):
    choose(client, invite(cast.administrator))
    device = Authenticator(settings.PUBLIC_URL)
    options = options_of(client.get("/invitasjon/bekreft/"))
    answer = client.post("/invitasjon/bekreft/", {"name": "Nøkkelen", "credential": device.make(options)})
    assert answer.url == "/invitasjon/reservekoder/"
    with as_system("test"):
        assert Passkey.objects.get().name == "Nøkkelen"
        assert LocalAccount.objects.get().totp == ""
    again = Client()
    first_step(again, "administrator", OTHER_PASSWORD)
    asked = again.get("/logg-inn/bekreft/")
    assert "Reservekode" in asked.text
    assert (
        again.post("/logg-inn/bekreft/", {"credential": device.answer(options_of(asked))})["Location"] == "/"
    )


def test_opening_the_link_uses_nothing_up(cast):
    link = invite(cast.administrator)
    for _scanner in range(3):
        assert Client().get(link).status_code == 200
        Client().head(link)
    take(link)


def test_an_invitation_works_once(cast):
    link = invite(cast.administrator)
    take(link)
    assert GONE in Client().get(link).text
    assert GONE in choose(Client(), link).text


def test_of_two_who_have_chosen_a_password_by_one_link_the_second_is_told_that_it_is_gone(cast):
    link, one, other = invite(cast.administrator), Client(), Client()
    choose(one, link)
    choose(other, link, "et helt annet passord")
    app = pyotp.TOTP(other.get("/invitasjon/bekreft/").context["secret"].replace(" ", ""))
    take_with_codes(one)
    assert GONE in other.post("/invitasjon/bekreft/", {"code": app.at(timezone.now())}).text
    assert first_step(Client(), "administrator", "et helt annet passord").status_code == 200


def test_used_ended_and_unknown_are_one_page(cast):
    used, ended = invite(cast.administrator), invite(cast.privacy_officer)
    take(used)
    with as_system("test"):
        Invitation.objects.filter(user=cast.privacy_officer).update(ends_at=timezone.now())
    never = "/invitasjon/" + "x" * 43 + "/"
    pages = [Client().get(link) for link in (used, ended, never, "/invitasjon/x/")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_it_ends_after_72_hours_and_the_newest_alone_works(cast):
    first, second = invite(cast.administrator), invite(cast.administrator)
    assert GONE in Client().get(first).text
    with as_system("test"):
        last = Invitation.objects.latest("made_at")
        assert timedelta(hours=71, minutes=59) < last.ends_at - timezone.now() <= timedelta(hours=72)
    assert Client().get(second).status_code == 200


def test_an_invitation_of_a_closed_account_works_for_nobody(cast):
    link, half = invite(cast.administrator), Client()
    choose(half, link)
    with as_system("test"):
        User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
    assert GONE in Client().get(link).text
    assert GONE in half.get("/invitasjon/bekreft/").text


@pytest.mark.parametrize("sent", [True, False])
def test_an_account_that_is_opened_again_is_not_reached_by_the_invitation_it_had(cast, sent):
    address_for(cast.nurse)
    with as_user(cast.administrator.pk):
        invitation_make(user_id=cast.nurse.pk)
        if not sent:
            account_close(cast.nurse)
    send_invitations()
    assert len(mail.outbox) == sent
    with as_user(cast.administrator.pk):
        if sent:
            account_close(cast.nurse)
        account_reopen(cast.nurse)
    send_invitations()
    assert len(mail.outbox) == sent
    if sent:
        [link] = LINK.findall(str(mail.outbox[0].body))
        assert GONE in Client().get(link).text
        assert GONE in choose(Client(), link).text


def test_a_link_to_the_former_address_works_no_longer_and_one_that_has_not_left_goes_to_the_new(cast):
    address_for(cast.nurse)
    with as_user(cast.administrator.pk):
        invitation_make(user_id=cast.nurse.pk)
    send_invitations()
    [link] = LINK.findall(str(mail.outbox[0].body))
    assert GONE not in Client().get(link).text
    with as_user(cast.administrator.pk):
        invitation_make(user_id=cast.nurse.pk)
        account_change(
            user=cast.nurse, display_name="Nurse", email="ny@example.org", phone="", phone_hours=""
        )
    assert GONE in Client().get(link).text
    send_invitations()
    assert mail.outbox[1].to == ["ny@example.org"]
    assert GONE not in Client().get(LINK.findall(str(mail.outbox[1].body))[0]).text


def test_what_is_chosen_for_one_account_is_no_ones_else(cast, client):
    """The second step goes by the session, and a session holds one invitation."""
    choose(client, invite(cast.administrator))
    choose(client, invite(cast.privacy_officer))
    take_with_codes(client)
    with as_system("test"):
        assert [one.user_id for one in LocalAccount.objects.all()] == [cast.privacy_officer.pk]


def test_the_second_step_without_the_first_is_the_page_of_no_invitation(db, client):
    assert GONE in client.get("/invitasjon/bekreft/").text
    assert GONE in client.post("/invitasjon/bekreft/", {"code": "123456"}).text
    assert client.get("/invitasjon/reservekoder/").status_code == 302


@pytest.mark.parametrize(
    ("password", "repeated", "said"),
    [
        ("kort", None, "minst 14 tegn"),
        ("administrator1", None, "ligner for mye på"),
        ("telechargement", None, "et av de vanligste"),
        (OTHER_PASSWORD, "noe annet enn dette", "Passordene er ikke like."),
    ],
)
def test_a_weak_password_is_refused(cast, client, password, repeated, said):
    answer = choose(client, invite(cast.administrator), password, repeated)
    assert answer.status_code == 200
    assert said in answer.text
    assert 'value="' + password not in answer.text


def test_a_wrong_code_takes_nothing(cast, client):
    choose(client, invite(cast.administrator))
    assert "Koden er feil" in client.post("/invitasjon/bekreft/", {"code": "000000"}).text
    assert "Skriv koden." in client.post("/invitasjon/bekreft/", {"code": ""}).text
    assert "vi kan bruke" in client.post("/invitasjon/bekreft/", {"name": "x", "credential": "{}"}).text
    with as_system("test"):
        assert not LocalAccount.objects.exists()
        assert Invitation.objects.get().used_at is None


def test_the_codes_are_shown_until_they_are_kept_and_not_after(cast, client):
    choose(client, invite(cast.administrator))
    take_with_codes(client)
    shown = client.get("/invitasjon/reservekoder/").context["codes"]
    assert client.get("/invitasjon/reservekoder/").context["codes"] == shown
    client.post("/invitasjon/reservekoder/")
    assert client.get("/invitasjon/reservekoder/").status_code == 302
    with as_system("test"):
        stored = {one.code for one in RecoveryCode.objects.all()}
    assert not stored & set(shown)


def test_an_invitation_takes_away_all_that_the_account_signed_in_with_and_ends_its_sessions(
    cast, settings, client
):
    local_account(cast.administrator)
    passkey_for(cast.administrator, settings.PUBLIC_URL)
    first_step(client, "administrator")
    second_step(client, code())
    assert client.get("/min-profil/innlogging/").status_code == 200
    take(invite(cast.administrator))
    assert client.get("/min-profil/innlogging/").status_code != 200
    assert first_step(Client(), "administrator").status_code == 200  # the old password
    other = Client()
    first_step(other, "administrator", OTHER_PASSWORD)
    assert "options" not in other.get("/logg-inn/bekreft/").context
    assert second_step(other, RECOVERY).status_code == 200
    with as_system("test"):
        assert Notice.objects.filter(user=cast.administrator, notice_type="signin.changed").exists()


def test_a_lock_is_lifted_by_an_invitation(cast):
    local_account(cast.administrator)
    for number in range(5):
        first_step(Client(), "administrator", f"feil {number}")
    take(invite(cast.administrator))
    assert first_step(Client(), "administrator", OTHER_PASSWORD).status_code == 302


def test_the_passkey_of_another_account_cannot_be_taken_into_use(cast, client, settings):
    device = passkey_for(cast.privacy_officer, settings.PUBLIC_URL)
    choose(client, invite(cast.administrator))
    options = options_of(client.get("/invitasjon/bekreft/"))
    answer = client.post("/invitasjon/bekreft/", {"name": "x", "credential": device.make(options)})
    assert "Passnøkkelen er alt i bruk." in answer.text
    with as_system("test"):
        assert Passkey.objects.get().user_id == cast.privacy_officer.pk
        assert Invitation.objects.get().used_at is None


# --- the administrator's verb


@pytest.fixture
def addressed(cast):
    with as_system("test"):
        User.objects.filter(pk=cast.teacher.pk).update(email="larer@kommune.example")
    return cast


def test_the_administrator_invites_and_only_the_account_gets_the_link(
    addressed, django_capture_on_commit_callbacks, monkeypatch
):
    with django_capture_on_commit_callbacks(execute=True), as_user(addressed.administrator.pk):
        invitation_make(user_id=addressed.teacher.pk)
    (sent,) = mail.outbox
    assert sent.to == ["larer@kommune.example"]
    said = f"{sent.subject} {sent.body}"
    assert "teacher" not in said.casefold()
    (link,) = LINK.findall(said)
    assert Client().get(link).status_code == 200
    assert acts_of(addressed.administrator) == ["invitation.make"]
    with as_system("test"):
        token = str(Invitation.objects.get().token)
        assert not Event.objects.filter(objects_shown__icontains=token).exists()
    assert token not in said
    send_invitations()
    assert len(mail.outbox) == 1


def test_an_invitation_that_does_not_leave_works_for_nobody_and_is_tried_again(addressed, monkeypatch):
    def away(_message):
        raise OSError

    with as_user(addressed.administrator.pk):
        invitation_make(user_id=addressed.teacher.pk)
    monkeypatch.setattr(mail.EmailMessage, "send", away)
    send_invitations()
    with as_system("test"):
        assert Invitation.objects.get().token is None
    monkeypatch.undo()
    send_invitations()
    assert not mail.outbox  # not each minute
    with as_system("test"):
        Invitation.objects.update(tried_at=timezone.now() - timedelta(minutes=16))
    send_invitations()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("person", ["teacher", "privacy_officer", "executive", "mother", "stranger"])
def test_nobody_but_the_administrator_invites(addressed, person):
    with as_user(getattr(addressed, person).pk), pytest.raises(Refused, match="Du kan bare invitere"):
        invitation_make(user_id=addressed.teacher.pk)


@pytest.mark.parametrize("whom", ["mother", "stranger"])
def test_no_family_and_nobody_of_elsewhere_is_invited(addressed, whom):
    with as_user(addressed.administrator.pk), pytest.raises(Refused, match="Du kan bare invitere"):
        invitation_make(user_id=getattr(addressed, whom).pk)


def test_without_an_address_there_is_no_invitation(cast):
    with as_user(cast.administrator.pk), pytest.raises(Refused, match="ingen e-postadresse"):
        invitation_make(user_id=cast.teacher.pk)


def test_what_a_link_holds_is_logged_by_no_request(cast, caplog):
    link = invite(cast.administrator)
    with caplog.at_level("DEBUG"):
        Client().get("/invitasjon/" + "y" * 43 + "/")
        Client().get(link)
    from municipality.runtime.logs import LineFormatter

    lines = [LineFormatter().format(record) for record in caplog.records if record.name.startswith("django")]
    assert not re.search("y{43}", "".join(lines))
    assert link.split("/")[2] not in "".join(lines)
