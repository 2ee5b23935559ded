"""The one click that signs in as somebody of the demo."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from municipality.access.identity import as_system
from tests.access_log import acts_of


def test_one_click_signs_in_as_the_persona_and_the_log_says_so(cast, client):
    answer = client.post(reverse("demo:login", args=["teacher"]))

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session[SESSION_KEY] == str(cast.teacher.pk)
    assert acts_of(cast.teacher) == ["sign_in"]


def test_the_session_gets_a_new_key_when_somebody_signs_in(cast, client):
    session = client.session
    session["something"] = "before"
    session.save()
    before = session.session_key

    client.post(reverse("demo:login", args=["teacher"]))

    assert client.session.session_key != before


def test_nobody_has_no_door(cast, client):
    assert client.post(reverse("demo:login", args=["ukjent"])).status_code == 404
    assert SESSION_KEY not in client.session


def test_a_closed_account_has_no_door(cast, client):
    with as_system("test: close an account"):
        cast.teacher.is_active = False
        cast.teacher.save()
    assert client.post(reverse("demo:login", args=["teacher"])).status_code == 404


def test_signing_in_needs_a_click_and_not_a_link(cast, client):
    assert client.get(reverse("demo:login", args=["teacher"])).status_code == 405
    assert SESSION_KEY not in client.session


def test_another_persona_begins_with_an_empty_session(cast, client):
    client.post(reverse("demo:login", args=["teacher"]))
    session = client.session
    session["typed"] = "by the teacher"
    session.save()

    client.post(reverse("demo:login", args=["nurse"]))

    assert client.session[SESSION_KEY] == str(cast.nurse.pk)
    assert "typed" not in client.session
    assert acts_of(cast.teacher) == ["sign_in", "sign_out"]
    assert acts_of(cast.nurse) == ["sign_in"]


def test_after_signing_in_one_is_where_one_was(cast, client):
    wanted = reverse("notices:list")
    sent = client.get(wanted)
    assert sent.url == f"{reverse('sign_in')}?next={wanted}"

    page = client.get(sent.url).content.decode()
    door = f"{reverse('demo:login', args=['larer'])}?next=%2Fvarsler%2F"
    assert f'action="{door}"' in page
    assert client.post(door.replace("/larer", "/teacher")).url == wanted


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_nobody_is_sent_to_another_site(cast, client, elsewhere):
    answer = client.post(reverse("demo:login", args=["teacher"]), query_params={"next": elsewhere})
    assert answer.url == "/"
