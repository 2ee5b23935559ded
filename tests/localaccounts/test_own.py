"""What one signs in with, as one changes it: after the password, told by e-mail, and never the last factor away."""

import pyotp
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.localaccounts.models import LocalAccount, Passkey, RecoveryCode
from municipality.localaccounts.services import passkey_remove, password_set
from municipality.notices.models import Notice
from municipality.notices.tasks import deliver_notices
from tests.access_log import acts_of
from tests.localaccounts.authenticator import Authenticator
from tests.localaccounts.helpers import (
    OTHER_PASSWORD,
    PASSWORD,
    RECOVERY,
    code,
    first_step,
    local_account,
    options_of,
    passkey_for,
    second_step,
)

PATHS = (
    "/min-profil/innlogging/", "/min-profil/innlogging/passord/", "/min-profil/innlogging/app/",
    "/min-profil/innlogging/app/fjern/",
    "/min-profil/innlogging/passnokkel/", "/min-profil/innlogging/reservekoder/",
)  # fmt: skip


@pytest.fixture
def admin(cast):
    return local_account(cast.administrator, email="admin@kommune.example")


@pytest.fixture
def inside(admin):
    client = Client()
    first_step(client, "administrator")
    second_step(client, code())
    return client


def stored():
    with as_system("test"):
        return LocalAccount.objects.get()


def told():
    with as_system("test"):
        return Notice.objects.filter(notice_type="signin.changed").count()


def test_the_page_shows_what_there_is_and_nothing_secret(admin, inside, settings):
    device = passkey_for(admin, settings.PUBLIC_URL)
    page = inside.get("/min-profil/innlogging/").text
    assert "Mobilen" in page
    assert "Du har 1 ubrukt kode igjen." in page
    assert device.id not in page
    assert stored().password not in page


@pytest.mark.parametrize("path", PATHS)
def test_who_does_not_sign_in_here_has_no_such_pages(admin, cast, path):
    client = Client()
    client.force_login(cast.teacher)
    assert client.get(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_the_password_is_changed_and_who_is_signed_in_elsewhere_is_out(admin, inside):
    elsewhere = Client()
    first_step(elsewhere, "administrator")
    second_step(elsewhere, RECOVERY)
    sent = {"password": PASSWORD, "new_password": OTHER_PASSWORD, "repeated": OTHER_PASSWORD}
    assert inside.post("/min-profil/innlogging/passord/", sent).url == "/min-profil/innlogging/"
    assert inside.get("/min-profil/innlogging/").status_code == 200
    assert elsewhere.get("/min-profil/innlogging/").status_code == 302
    assert first_step(Client(), "administrator", PASSWORD).status_code == 200
    assert first_step(Client(), "administrator", OTHER_PASSWORD).status_code == 302
    assert "factor.change" in acts_of(admin)


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/min-profil/innlogging/passord/", {"new_password": OTHER_PASSWORD, "repeated": OTHER_PASSWORD}),
        ("/min-profil/innlogging/app/", {"code": "123456"}),
        ("/min-profil/innlogging/app/fjern/", {}),
        ("/min-profil/innlogging/passnokkel/", {"name": "x", "credential": "{}"}),
        ("/min-profil/innlogging/reservekoder/", {}),
    ],
)
def test_no_change_without_the_password_and_guessing_is_counted(admin, inside, settings, path, more):
    passkey_for(admin, settings.PUBLIC_URL)
    before = stored().__dict__ | {"_state": None}
    for number in range(5):
        answer = inside.post(path, {"password": f"feil {number}", **more})
        assert "Passordet er feil." in answer.text
    assert "prøvd for mange ganger" in inside.post(path, {"password": PASSWORD, **more}).text
    assert stored().__dict__ | {"_state": None} == before
    assert told() == 0
    assert "account.lock" in acts_of(admin)


def test_another_app_is_taken_into_use_and_its_secret_is_the_same_in_two_windows(admin, inside):
    secret = inside.get("/min-profil/innlogging/app/").context["secret"]
    assert inside.get("/min-profil/innlogging/app/").context["secret"] == secret
    app = pyotp.TOTP(secret.replace(" ", ""))
    wrong = inside.post("/min-profil/innlogging/app/", {"password": PASSWORD, "code": "000000"})
    assert "Koden er feil" in wrong.text
    inside.post("/min-profil/innlogging/app/", {"password": PASSWORD, "code": app.at(timezone.now())})
    later = int(timezone.now().timestamp()) + 30
    client = Client()
    first_step(client, "administrator")
    assert second_step(client, app.at(timezone.now())).status_code == 200  # was used to take it into use
    assert second_step(client, code(1)).status_code == 200  # the app before
    assert second_step(client, app.at(later)).url == "/"
    assert inside.get("/min-profil/innlogging/app/").context["secret"] != secret


def test_a_passkey_is_added_named_and_removed(admin, inside, settings):
    device = Authenticator(settings.PUBLIC_URL)
    options = options_of(inside.get("/min-profil/innlogging/passnokkel/"))
    sent = {"name": "Nøkkelen i safen", "password": PASSWORD, "credential": device.make(options)}
    assert inside.post("/min-profil/innlogging/passnokkel/", sent).url == "/min-profil/innlogging/"
    assert device.id in options_of(
        inside.get("/min-profil/innlogging/passnokkel/")
    )  # not a second one in this device
    with as_system("test"):
        made = Passkey.objects.get()
    path = f"/min-profil/innlogging/passnokkel/{made.pk}/fjern/"
    assert "Nøkkelen i safen" in inside.get(path).text
    assert inside.post(path, {"password": PASSWORD}).url == "/min-profil/innlogging/"
    assert inside.get(path).status_code == 404


def test_an_answer_to_an_earlier_question_adds_no_passkey(admin, inside, settings):
    options = options_of(inside.get("/min-profil/innlogging/passnokkel/"))
    inside.get("/min-profil/innlogging/passnokkel/")
    sent = {"name": "x", "password": PASSWORD, "credential": Authenticator(settings.PUBLIC_URL).make(options)}
    assert "vi kan bruke" in inside.post("/min-profil/innlogging/passnokkel/", sent).text
    with as_system("test"):
        assert not Passkey.objects.exists()


def test_the_passkey_of_another_account_can_be_neither_added_nor_removed(admin, cast, inside, settings):
    device = passkey_for(cast.privacy_officer, settings.PUBLIC_URL)
    options = options_of(inside.get("/min-profil/innlogging/passnokkel/"))
    sent = {"name": "x", "password": PASSWORD, "credential": device.make(options)}
    assert "Passnøkkelen er alt i bruk." in inside.post("/min-profil/innlogging/passnokkel/", sent).text
    with as_system("test"):
        theirs = Passkey.objects.get().pk
    path = f"/min-profil/innlogging/passnokkel/{theirs}/fjern/"
    assert inside.post(path, {"password": PASSWORD}).status_code == 404
    with as_user(admin.pk), pytest.raises(NothingThere, match="alt fjernet"):
        passkey_remove(admin.pk, theirs)


def test_the_last_factor_cannot_be_removed(admin, inside, settings):
    assert "det siste du kan" in inside.post("/min-profil/innlogging/app/fjern/", {"password": PASSWORD}).text
    passkey_for(admin, settings.PUBLIC_URL)
    assert (
        inside.post("/min-profil/innlogging/app/fjern/", {"password": PASSWORD}).url
        == "/min-profil/innlogging/"
    )
    with as_system("test"):
        only = Passkey.objects.get().pk
    path = f"/min-profil/innlogging/passnokkel/{only}/fjern/"
    assert "det siste du kan" in inside.post(path, {"password": PASSWORD}).text


def test_new_recovery_codes_are_shown_once_and_the_old_ones_end(admin, inside):
    answer = inside.post("/min-profil/innlogging/reservekoder/", {"password": PASSWORD}, follow=True)
    codes = answer.context["codes"]
    assert len(codes) == 10
    assert inside.post("/min-profil/innlogging/reservekoder/nye/").url == "/min-profil/innlogging/"
    assert inside.get("/min-profil/innlogging/reservekoder/nye/").status_code == 302
    with as_system("test"):
        assert RecoveryCode.objects.count() == 10
    client = Client()
    first_step(client, "administrator")
    assert second_step(client, RECOVERY).status_code == 200
    assert second_step(client, codes[0]).url == "/"


def test_codes_of_one_account_are_not_shown_to_another_in_the_same_browser(admin, cast, inside):
    inside.post("/min-profil/innlogging/reservekoder/", {"password": PASSWORD})
    kept = inside.session["local_codes"]
    local_account(cast.privacy_officer)
    other = Client()
    other.force_login(cast.privacy_officer)
    session = other.session
    session["local_codes"] = kept
    session.save()
    assert other.get("/min-profil/innlogging/reservekoder/nye/")["Location"] == "/min-profil/innlogging/"


def test_each_change_is_an_event_and_the_person_is_told_that_something_changed_and_no_more(admin, inside):
    mail.outbox.clear()
    inside.post("/min-profil/innlogging/reservekoder/", {"password": PASSWORD})
    assert acts_of(admin)[-1] == "factor.change"
    deliver_notices()
    (sent,) = mail.outbox
    assert sent.to == ["admin@kommune.example"]
    assert "Noe venter på deg" in sent.subject
    assert "kode" not in sent.body
    page = inside.get("/varsler/").text
    assert "Det du logger inn med, er endret" in page
    with as_system("test"):
        notice = Notice.objects.get(notice_type="signin.changed")
    assert inside.post(f"/varsler/{notice.pk}/")["Location"] == "/min-profil/"


def test_ten_changes_are_told_once_until_the_mail_has_left(admin, inside):
    with as_system("test"):
        Notice.objects.filter(notice_type="signin.changed").delete()
    for number in range(3):
        with as_user(admin.pk):
            password_set(admin.pk, f"hash {number}")
    assert told() == 1


def test_who_has_no_local_account_gets_none_by_a_statement(cast):
    with as_user(cast.teacher.pk), pytest.raises(Refused, match="ikke inn med passord"):
        password_set(cast.teacher.pk, "hash")
