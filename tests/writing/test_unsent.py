"""What is sent without a session, or with another one's, is kept for the one who opened the form."""

from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from cases.concerns.models import Concern
from municipality.access.identity import as_system
from municipality.writing.drafts import address_of
from municipality.writing.models import Draft
from municipality.writing.unsent import KEPT_FOR, MOST
from tests.cast import Cast
from tests.writing.opened import opened_by

FORM = "/undringer/ny/"
TEXT = "Emma går alene i friminuttene."


@pytest.fixture(autouse=True)
def _empty_store():
    cache.clear()


@pytest.fixture
def form(cast: Cast, concern_fields) -> dict[str, str]:
    return opened_by(cast.teacher, FORM) | concern_fields


def drafts() -> list[tuple[str, str]]:
    with as_system("test: drafts"):
        return [(draft.user.username, draft.form) for draft in Draft.objects.select_related("user")]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_what_is_sent_after_the_time_is_out_is_there_after_signing_in(cast, form):
    answer = Client().post(FORM, form)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Vi har tatt vare på det du skrev" in page
    assert TEXT not in page  # a shared machine: the next one to look at it may be somebody else
    assert drafts() == []

    teacher = signed_in(cast.teacher)
    page = teacher.get(address_of(FORM, form["once"])).content.decode()
    assert TEXT in page
    assert form["once"] in page
    assert teacher.post(FORM, form).status_code == 302
    with as_system("test"):
        assert Concern.objects.count() == 1


def test_the_way_to_sign_in_leads_back_to_the_form(form):
    page = Client().post(FORM, form).content.decode()
    assert f'href="/logg-inn/?next=%2Fundringer%2Fny%2F%3Futkast%3D{form["once"]}"' in page


def test_it_is_there_whichever_page_is_opened_first_after_signing_in(cast, form):
    Client().post(FORM, form)
    signed_in(cast.teacher).get("/")
    assert drafts() == [("teacher", FORM)]


def test_nobody_else_gets_it_by_signing_in(cast, form):
    Client().post(FORM, form)
    assert TEXT not in signed_in(cast.nurse).get(FORM).content.decode()
    assert drafts() == []


def test_a_form_that_another_opened_is_not_stored_in_the_name_of_the_one_signed_in_now(cast, form):
    answer = signed_in(cast.nurse).post(FORM, form)
    assert answer.status_code == 403
    assert TEXT not in answer.content.decode()
    with as_system("test"):
        assert not Concern.objects.exists()
    signed_in(cast.teacher).get("/")
    assert drafts() == [("teacher", FORM)]


def test_a_form_opened_before_signing_in_anew_in_another_tab_is_kept(cast, form):
    teacher = Client(enforce_csrf_checks=True)
    teacher.force_login(cast.teacher)
    answer = teacher.post(FORM, form | {"csrfmiddlewaretoken": "of the session before"})
    assert answer.status_code == 403
    assert f'href="{address_of(FORM, form["once"])}"' in answer.content.decode()
    assert TEXT in teacher.get(address_of(FORM, form["once"])).content.decode()


def test_what_another_site_sends_is_kept_nowhere(cast, concern_fields):
    teacher = Client(enforce_csrf_checks=True)
    teacher.force_login(cast.teacher)
    assert teacher.post(FORM, concern_fields).status_code == 403
    assert drafts() == []


def test_what_is_saved_by_itself_without_a_session_is_kept_too_and_the_script_is_told(cast, form):
    answer = Client().post("/utkast/", form)
    assert (answer.status_code, answer.json()) == (403, {"error": "signed out", "kept": True})
    assert TEXT in signed_in(cast.teacher).get(FORM).content.decode()


def test_a_later_save_of_the_same_form_takes_the_place_of_the_first(cast, form):
    for text in ("Em", TEXT):
        Client().post("/utkast/", form | {"observed": text})
    signed_in(cast.teacher).get("/")
    assert len(drafts()) == 1
    assert TEXT in signed_in(cast.teacher).get(FORM).content.decode()


def test_it_lies_encrypted_and_for_half_an_hour(cast, form, monkeypatch):
    kept = []
    monkeypatch.setattr(cache, "set", lambda key, value, seconds: kept.append((key, str(value), seconds)))
    Client().post(FORM, form)
    [(key, value, seconds)] = kept
    assert seconds == KEPT_FOR == 1800
    assert TEXT not in value
    assert "Emma" not in key + value


def test_where_there_is_no_room_the_text_is_shown_so_that_it_can_be_copied(cast, form, concern_fields):
    for _form in range(MOST):
        Client().post(FORM, opened_by(cast.teacher, FORM) | concern_fields)
    page = Client().post(FORM, urlencode(form), "application/x-www-form-urlencoded").content.decode()
    assert TEXT in page
    assert "Ta en kopi" in page


def test_a_button_without_words_just_leads_to_signing_in(cast):
    answer = Client().post("/varsler/", opened_by(cast.teacher, FORM) | {"confirmed": "1"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/logg-inn/?next=%2Fundringer%2Fny%2F")
