"""A family's own address: given by the account, confirmed by a link that only its mailbox has."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction
from django.db.models.functions import Now
from django.test import Client

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.access.verbs import call
from municipality.notices.links import token_hash
from municipality.people.models import User
from municipality.profile.models import EmailConfirmation
from municipality.profile.services import email_ask, email_link_use
from municipality.profile.tasks import forget_old_email_links, send_email_links
from municipality.runtime.logs import LineFormatter
from tests.access_log import acts_of
from tests.attacks.helpers import plain

ASK = "/min-profil/e-post/"
ADDRESS = "ingrid@example.org"
LINK = re.compile(r"/min-profil/e-post/[\w-]{30,}/")
GONE = "Lenken virker ikke lenger"


@pytest.fixture
def mother(cast):
    with as_system("test: no address yet"):
        User.objects.filter(pk=cast.mother.pk).update(email="")
    return cast.mother


def signed_in(user):
    client = Client()
    client.post(f"/demo/login/{user.username}")
    return client


def address_of(user):
    with as_system("test: read"):
        return User.objects.get(pk=user.pk).email


def sent_link():
    send_email_links()
    found = LINK.search(str(mail.outbox[-1].body))
    assert found
    return found[0]


def ask(user, address=ADDRESS):
    with as_user(user.pk):
        email_ask(address)
    return sent_link()


def test_the_address_counts_when_its_link_has_been_opened_and_a_button_pressed(mother):
    client = signed_in(mother)
    answer = client.post(ASK, {"email": ADDRESS})
    assert ADDRESS not in str(dict(client.session))
    page = client.get(answer.url).text
    assert "Vi har sendt deg en lenke på e-post." in page
    assert "Vi har sendt en lenke til ingrid@example.org." in page
    assert address_of(mother) == ""
    link = sent_link()
    assert mail.outbox[-1].to == [ADDRESS]
    client.get(link)
    client.head(link)
    assert address_of(mother) == ""
    answer = client.post(link, follow=True)
    assert "Nå får du varsler på e-post." in answer.text
    assert address_of(mother) == ADDRESS
    assert acts_of(mother).count("profile.change") == 2


def test_the_link_works_on_another_device_without_signing_in(mother):
    link = ask(mother)
    assert "Vil du ha varsler hit?" in Client().get(link).text
    assert "Adressen er bekreftet" in Client().post(link).text
    assert address_of(mother) == ADDRESS


def test_somebody_else_who_is_signed_in_there_is_not_told_that_it_is_theirs(cast, mother):
    browser = signed_in(cast.youth)
    page = browser.post(ask(mother), follow=True)
    assert "Adressen er bekreftet" in page.text
    assert "Nå får du varsler" not in page.text
    assert 'href="/logg-inn/"' not in page.text
    assert page.redirect_chain == []
    assert (address_of(mother), ADDRESS in address_of(cast.youth)) == (ADDRESS, False)
    assert acts_of(mother)[-1] == "profile.change"
    assert "profile.change" not in acts_of(cast.youth)
    assert browser.get("/min-profil/").text.count(cast.youth.display_name)


def test_the_link_works_once(mother):
    link = ask(mother)
    Client().post(link)
    assert GONE in Client().get(link).text
    assert GONE in Client().post(link).text


def test_the_link_ends_after_72_hours(mother):
    link = ask(mother)
    with as_system("test: time passes"):
        EmailConfirmation.objects.update(ends_at=Now() - timedelta(seconds=1))
    assert GONE in Client().post(link).text
    assert address_of(mother) == ""


def test_only_the_last_link_works(mother):
    first = ask(mother)
    second = ask(mother, "annen@example.org")
    assert GONE in Client().post(first).text
    Client().post(second)
    assert address_of(mother) == "annen@example.org"


def test_a_link_that_nobody_was_sent_confirms_nothing(mother):
    ask(mother)
    for guess in ("x" * 43, "%00", "' or true --"):
        assert GONE in Client().post(f"{ASK}{guess}/").text
    assert address_of(mother) == ""


def close(user):
    with as_system("test: closed"):
        User.objects.filter(pk=user.pk).update(is_active=False)


def test_a_closed_account_gets_no_link(mother):
    with as_user(mother.pk):
        email_ask(ADDRESS)
    close(mother)
    send_email_links()
    assert mail.outbox == []


def test_a_closed_account_uses_no_link(mother):
    link = ask(mother)
    close(mother)
    assert GONE in Client().get(link).text
    assert GONE in Client().post(link).text
    assert address_of(mother) == ""


def test_neither_the_e_mail_nor_its_page_says_whose_it_is(mother):
    link = ask(mother)
    said = mail.outbox[-1].message().as_string() + mail.outbox[-1].body
    page = Client().get(link).text
    for secret in (mother.display_name, mother.username, "barn", "stafettlogg"):
        assert secret not in said, secret
        assert secret not in page, secret
    assert ADDRESS not in page


def test_the_page_of_a_link_that_works_and_its_answer_are_the_same_for_everybody(cast, mother):
    pages = []
    for user in (mother, cast.youth):
        link = ask(user, f"{user.username}@example.org")
        pages.append(Client().get(link).text.replace(link, ""))
    assert plain(pages[0]) == plain(pages[1])


def test_of_the_link_only_a_hash_is_kept(mother):
    link = ask(mother)
    token = link.rstrip("/").rsplit("/", 1)[1]
    with as_system("test: read"):
        [row] = EmailConfirmation.objects.all()
    assert token not in str(vars(row))


def test_neither_link_nor_address_is_in_a_line_of_the_log(mother, caplog):
    with caplog.at_level("DEBUG"):
        link = ask(mother)
        for browser in (Client(), Client(enforce_csrf_checks=True)):
            browser.get(link)
            browser.put(link)
            browser.post(link)
            browser.post(link)  # used, or refused
    lines = "".join(LineFormatter().format(record) for record in caplog.records)
    assert "/min-profil/e-post/<str:token>/" in lines
    assert link.rstrip("/").rsplit("/", 1)[1] not in lines
    assert ADDRESS not in lines


def test_no_login_reads_the_addresses_that_wait(mother):
    ask(mother)
    with as_user(mother.pk), pytest.raises(ProgrammingError), transaction.atomic():
        EmailConfirmation.objects.exists()


def test_nobody_without_the_application_confirms_an_address(mother):
    link = ask(mother)
    token = link.rstrip("/").rsplit("/", 1)[1]
    with as_user(mother.pk):
        assert call("email_link_use", token=token_hash(token), code="0" * 64) is None
        assert not call("email_link_works", token=token_hash(token), code="0" * 64)
    assert address_of(mother) == ""
    assert email_link_use(token)


def test_the_sixth_link_in_a_day_is_refused_beside_the_field(mother):
    for _time in range(5):
        ask(mother)
    page = signed_in(mother).post(ASK, {"email": ADDRESS})
    assert "Vi har sendt fem lenker det siste døgnet." in page.text
    assert f'value="{ADDRESS}"' in page.text
    with as_user(mother.pk), pytest.raises(Refused):
        email_ask(ADDRESS)


def test_an_empty_field_takes_the_address_away_and_ends_a_link_under_way(mother):
    Client().post(ask(mother))
    under_way = ask(mother, "annen@example.org")
    page = signed_in(mother).post(ASK, {"email": ""}, follow=True)
    assert "Du får ikke e-post fra oss." in page.text
    assert address_of(mother) == ""
    assert GONE in Client().post(under_way).text


def test_the_address_that_is_in_use_needs_no_new_link(mother):
    Client().post(ask(mother))
    mail.outbox.clear()
    page = signed_in(mother).post(ASK, {"email": ADDRESS}, follow=True)
    assert "Vi bruker denne adressen." in page.text
    send_email_links()
    assert mail.outbox == []


def test_who_goes_back_to_the_address_in_use_ends_the_link_that_is_under_way(mother):
    """One letter wrong, and a stranger would have got what comes for her."""
    Client().post(ask(mother))
    under_way = ask(mother, "inrgid@example.org")
    signed_in(mother).post(ASK, {"email": ADDRESS})
    assert GONE in Client().post(under_way).text
    assert address_of(mother) == ADDRESS


def test_who_has_asked_for_all_links_of_a_day_can_still_go_back(mother):
    Client().post(ask(mother))
    for _time in range(4):
        under_way = ask(mother, "inrgid@example.org")
    assert "Vi bruker denne adressen." in signed_in(mother).post(ASK, {"email": ADDRESS}, follow=True).text
    assert GONE in Client().post(under_way).text


@pytest.mark.parametrize(("hours", "is_there"), [(23, True), (25, False)])
def test_an_address_is_forgotten_a_day_after_its_link_has_ended_and_not_before(mother, hours, is_there):
    ask(mother)
    with as_system("test: time passes"):
        EmailConfirmation.objects.update(ends_at=Now() - timedelta(hours=hours))
    forget_old_email_links()
    with as_system("test: read"):
        assert EmailConfirmation.objects.exists() is is_there


def test_links_under_way_are_not_forgotten(mother):
    link = ask(mother)
    forget_old_email_links()
    assert "Vil du ha varsler hit?" in Client().get(link).text


@pytest.mark.parametrize(
    "wrong", ["ingrid", "a@b.no, c@d.no", "a@b.no\nBcc: c@d.no", "ingrid@", "x" * 300 + "@example.org"]
)
def test_what_is_not_one_address_is_said_beside_the_field(mother, wrong):
    page = signed_in(mother).post(ASK, {"email": wrong})
    assert page.status_code == 200
    assert page.context["form"].errors["email"]
    with as_system("test: read"):
        assert not EmailConfirmation.objects.exists()


def test_an_e_mail_that_did_not_leave_is_tried_again_later(mother, monkeypatch):
    with as_user(mother.pk):
        email_ask(ADDRESS)

    def away(*_args):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
        send_email_links()
    assert mail.outbox == []
    send_email_links()
    assert mail.outbox == []  # not at once
    with as_system("test: time passes"):
        EmailConfirmation.objects.update(tried_at=Now() - timedelta(minutes=16))
    assert LINK.match(sent_link())
