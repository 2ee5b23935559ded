"""User name and password, then one thing more: what lets somebody in, and what does not."""

import re
import time
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from municipality.access.identity import as_system
from municipality.audit.models import Event
from municipality.localaccounts import passwords
from municipality.localaccounts.models import LocalAccount, Passkey
from municipality.people.models import User
from tests.access_log import acts_of
from tests.localaccounts.helpers import (
    PASSWORD,
    RECOVERY,
    code,
    first_step,
    local_account,
    options_of,
    passkey_for,
    second_step,
)

TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]*"')
WRONG = "Brukernavnet eller passordet er feil."


def is_in(client: Client, user: User) -> bool:
    return client.session.get(SESSION_KEY) == str(user.pk)


@pytest.fixture
def admin(cast):
    return local_account(cast.administrator)


def test_a_password_alone_lets_nobody_in_and_with_a_code_it_does(admin, client):
    answer = first_step(client, "administrator")
    assert answer.url == "/logg-inn/bekreft/"
    assert SESSION_KEY not in client.session
    assert client.get("/organisasjon/innstillinger/").status_code == 302

    assert second_step(client, code()).url == "/"
    assert is_in(client, admin)
    assert acts_of(admin) == ["sign_in"]
    assert client.session["way"] == "local"


def test_one_is_led_to_the_page_one_came_for_and_to_no_other_site(admin, client):
    client.post(
        "/logg-inn/passord/?next=/organisasjon/",
        {"username": "administrator", "password": "fire hester på taket"},
    )
    assert second_step(client, code()).url == "/organisasjon/"
    other = Client()
    other.post(
        "/logg-inn/passord/?next=https://ond.example/",
        {"username": "administrator", "password": "fire hester på taket"},
    )
    assert second_step(other, code(1)).url == "/"


def test_the_sign_in_page_leads_there(db, client):
    page = client.get("/logg-inn/?next=/varsler/").text
    assert 'href="/logg-inn/passord/?next=%2Fvarsler%2F"' in page


def test_where_no_local_accounts_are_wanted_there_is_no_page(db, client, settings):
    settings.LOCAL_ACCOUNTS = False
    for path in ("/logg-inn/passord/", "/logg-inn/bekreft/", "/invitasjon/x/", "/min-profil/innlogging/"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("username", "password"), [("administrator", "feil"), ("teacher", "x"), ("ukjent", "x")]
)
def test_who_does_not_exist_has_no_password_or_typed_a_wrong_one_is_told_the_same_after_the_same_work(
    admin, username, password
):
    first_step(Client(), "warmed up", "x")
    with mock.patch.object(passwords, "check_password", side_effect=check_password) as asked:
        answer = first_step(Client(), username, password)
    assert asked.call_count == 1
    assert asked.call_args.args[0] == password
    assert WRONG in answer.text
    with as_system("test"):
        last = Event.objects.filter(act="sign_in.failed").latest("at")
    assert last.refused
    assert last.user_id == (admin.pk if username == "administrator" else None)
    assert last.objects_shown == []


def test_the_pages_of_a_wrong_try_are_the_same_byte_for_byte(admin):
    def page(username):
        text = TOKEN.sub("", first_step(Client(), username, "feil").text)
        assert f'value="{username}"' in text
        return text.replace(f'value="{username}"', "")

    assert page("administrator") == page("finnesikke")


def test_a_code_works_once(admin, client):
    used = code()
    first_step(client, "administrator")
    second_step(client, used)
    again = Client()
    first_step(again, "administrator")
    answer = second_step(again, used)
    assert "brukt før" in answer.text
    assert not is_in(again, admin)


def test_a_code_is_taken_half_a_minute_early_or_late_and_no_more(admin):
    for steps, taken in ((-2, False), (2, False), (-1, True), (1, True)):
        client = Client()
        first_step(client, "administrator")
        second_step(client, code(steps))
        assert is_in(client, admin) == taken, steps


def test_an_older_code_does_not_work_after_a_newer_one(admin):
    older, newer = code(), code(1)
    for typed, taken in ((newer, True), (older, False)):
        client = Client()
        first_step(client, "administrator")
        second_step(client, typed)
        assert is_in(client, admin) == taken


def test_a_recovery_code_works_once_however_it_is_written(admin):
    for taken in (True, False):
        client = Client()
        first_step(client, "administrator")
        second_step(client, RECOVERY.upper().replace("-", " "))
        assert is_in(client, admin) == taken


def test_the_recovery_code_of_another_account_does_not_work(cast, admin, client):
    local_account(cast.privacy_officer)
    second = "zzzz-zzzz-zzzz"
    first_step(client, "administrator")
    second_step(client, second)
    assert not is_in(client, admin)


def test_between_the_steps_is_no_more_than_ten_minutes(admin, client):
    first_step(client, "administrator")
    session = client.session
    session["local_pending"] = {**session["local_pending"], "at": int(time.time()) - 601}
    session.save()
    assert second_step(client, code()).url == "/logg-inn/passord/"
    assert not is_in(client, admin)


def test_the_second_step_alone_leads_to_the_first(admin, client):
    assert client.get("/logg-inn/bekreft/").url == "/logg-inn/passord/"
    assert second_step(client, code()).url == "/logg-inn/passord/"


def test_an_account_that_is_closed_between_the_steps_gets_nowhere(admin, client):
    first_step(client, "administrator")
    with as_system("test"):
        User.objects.filter(pk=admin.pk).update(is_active=False)
    second_step(client, code())
    second_step(client, RECOVERY)
    assert SESSION_KEY not in client.session


def test_a_closed_account_is_told_what_one_that_is_not_there_is_told(admin, client):
    with as_system("test"):
        User.objects.filter(pk=admin.pk).update(is_active=False)
    assert WRONG in first_step(client, "administrator").text


def test_the_session_has_a_new_key_after_each_step(admin, client):
    """A key that somebody planted in the browser is worth nothing afterwards."""
    client.get("/logg-inn/passord/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = planted = session.session_key
    first_step(client, "administrator")
    between = client.session.session_key
    second_step(client, code())
    after = client.session.session_key
    assert len({planted, between, after}) == 3
    for old in (planted, between):
        other = Client()
        other.cookies["session"] = old
        assert other.get("/min-profil/innlogging/").status_code == 302
        assert second_step(other, code(1)).url == "/logg-inn/passord/"


def test_a_passkey_lets_in_and_is_asked_a_new_question_each_time(admin, client, settings):
    device = passkey_for(admin, settings.PUBLIC_URL)
    first_step(client, "administrator")
    options = options_of(client.get("/logg-inn/bekreft/"))
    assert device.id in options
    answered = device.answer(options)
    assert client.post("/logg-inn/bekreft/", {"credential": answered}).url == "/"
    assert is_in(client, admin)
    with as_system("test"):
        assert Passkey.objects.get().sign_count == 1
    again = Client()
    first_step(again, "administrator")
    again.get("/logg-inn/bekreft/")
    again.post("/logg-inn/bekreft/", {"credential": answered})
    assert not is_in(again, admin)


def test_the_passkey_of_another_account_does_not_work(cast, admin, client, settings):
    passkey_for(admin, settings.PUBLIC_URL)
    stranger = passkey_for(local_account(cast.privacy_officer), settings.PUBLIC_URL)
    first_step(client, "administrator")
    options = options_of(client.get("/logg-inn/bekreft/"))
    answer = client.post("/logg-inn/bekreft/", {"credential": stranger.answer(options)})
    assert "hører ikke til denne kontoen" in answer.text
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("way", ["challenge", "address", "key", "count", "nonsense", "list", "too long"])
def test_a_wrong_answer_of_a_passkey_lets_nobody_in_and_breaks_nothing(admin, client, settings, way):
    device = passkey_for(admin, settings.PUBLIC_URL)
    with as_system("test"):
        Passkey.objects.update(sign_count=5)
    device.count = 10
    first_step(client, "administrator")
    options = options_of(client.get("/logg-inn/bekreft/"))
    answers = {
        "challenge": lambda: device.answer(options, challenge="AAAA"),
        "address": lambda: device.answer(options, rpId="ond.example"),
        "nonsense": lambda: "ikke json",
        "list": lambda: '[{"id": 1}]',
        "too long": lambda: "x" * 30_000,
    }
    if way == "key":
        device.secret = type(device)(settings.PUBLIC_URL).secret
    if way == "count":
        device.count = 2
    answer = client.post(
        "/logg-inn/bekreft/", {"credential": answers.get(way, lambda: device.answer(options))()}
    )
    assert answer.status_code == 200
    assert SESSION_KEY not in client.session


def test_somebody_who_is_signed_in_is_led_on(admin, client):
    client.force_login(admin)
    assert client.get("/logg-inn/passord/").url == "/"
    assert client.get("/logg-inn/bekreft/").url == "/logg-inn/passord/"


def test_what_is_typed_is_shown_on_no_page_of_a_fault(admin, client):
    """A page of a fault shows the text that was sent, so that it is not lost; a password is not for that."""
    from django.test import RequestFactory

    from municipality.ui.errors import texts_sent

    sent = RequestFactory().post(
        "/",
        "password=fire+hester&new_password=seks+sauer&repeated=x+y&code=ab+cd&text=to+ord",
        content_type="application/x-www-form-urlencoded",
    )
    assert texts_sent(sent) == ["to ord"]


def test_half_an_hour_is_the_longest_that_a_session_holds_a_secret():
    from municipality.localaccounts.state import SECONDS

    assert max(SECONDS.values()) <= timedelta(minutes=30).total_seconds()


def test_with_argon2_as_in_production_a_hash_fits_and_lets_in(cast, settings, client):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    admin = local_account(cast.administrator)
    with as_system("test"):
        assert LocalAccount.objects.get().password.startswith("argon2$argon2id$")
    assert WRONG in first_step(client, "administrator", "feil").text
    first_step(client, "administrator")
    second_step(client, code())
    assert is_in(client, admin)


def test_before_what_opens_much_both_steps_are_taken_once_more_and_lead_back(admin, client):
    first_step(client, "administrator")
    second_step(client, code())
    session = client.session
    session["proved_at"] -= 16 * 60
    session.save()
    key, make = client.session.session_key, reverse("accounts:make")
    asked = client.get(make)
    assert asked.url == f"/logg-inn/passord/?{urlencode({'next': make})}&pa-nytt=ja"
    assert "en stund siden" in client.get(asked.url).text
    assert second_step(client, code(1)).url == "/logg-inn/passord/"  # the password first
    sent = client.post(asked.url, {"username": "administrator", "password": PASSWORD})
    assert sent.url == "/logg-inn/bekreft/"
    assert client.session.session_key == key  # still signed in, and still in the list of sessions
    assert second_step(client, code(1)).url == make
    assert client.session.session_key != key
    assert client.get(make).status_code == 200
