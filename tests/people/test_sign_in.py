"""The way in and out: one click in the demo and nowhere else."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from municipality.access.identity import as_system
from municipality.audit.models import Event


def acts_of(user):
    with as_system("test: read the log"):
        return list(Event.objects.filter(user=user).order_by("at").values_list("act", flat=True))


def test_one_click_signs_in_as_the_persona_and_the_log_says_so(cast, client, demo_mode):
    answer = client.post(reverse("demo_login", args=["teacher"]))

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session[SESSION_KEY] == str(cast.teacher.pk)
    assert acts_of(cast.teacher) == ["sign_in"]


def test_the_session_gets_a_new_key_when_somebody_signs_in(cast, client, demo_mode):
    session = client.session
    session["something"] = "before"
    session.save()
    before = session.session_key

    client.post(reverse("demo_login", args=["teacher"]))

    assert client.session.session_key != before


def test_nobody_has_no_door(cast, client, demo_mode):
    assert client.post(reverse("demo_login", args=["ukjent"])).status_code == 404
    assert SESSION_KEY not in client.session


def test_a_closed_account_has_no_door(cast, client, demo_mode):
    with as_system("test: close an account"):
        cast.teacher.is_active = False
        cast.teacher.save()
    assert client.post(reverse("demo_login", args=["teacher"])).status_code == 404


def test_signing_in_needs_a_click_and_not_a_link(cast, client, demo_mode):
    assert client.get(reverse("demo_login", args=["teacher"])).status_code == 405
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("method", ["get", "post"])
def test_outside_the_demo_the_address_does_not_exist(cast, client, settings, method):
    settings.DEMO = False
    answer = getattr(client, method)(reverse("demo_login", args=["teacher"]))
    assert answer.status_code == 404
    assert SESSION_KEY not in client.session


def test_another_persona_begins_with_an_empty_session(cast, client, demo_mode):
    client.post(reverse("demo_login", args=["teacher"]))
    session = client.session
    session["typed"] = "by the teacher"
    session.save()

    client.post(reverse("demo_login", args=["nurse"]))

    assert client.session[SESSION_KEY] == str(cast.nurse.pk)
    assert "typed" not in client.session
    assert acts_of(cast.teacher) == ["sign_in", "sign_out"]
    assert acts_of(cast.nurse) == ["sign_in"]


def test_after_signing_in_one_is_where_one_was(cast, client, demo_mode):
    wanted = reverse("notices:list")
    sent = client.get(wanted)
    assert sent.url == f"{reverse('sign_in')}?next={wanted}"

    page = client.get(sent.url).content.decode()
    door = f"{reverse('demo_login', args=['larer'])}?next=%2Fvarsler%2F"
    assert f'action="{door}"' in page
    assert client.post(door.replace("/larer", "/teacher")).url == wanted


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_nobody_is_sent_to_another_site(cast, client, demo_mode, elsewhere):
    answer = client.post(reverse("demo_login", args=["teacher"]), query_params={"next": elsewhere})
    assert answer.url == "/"


def test_signing_out_ends_the_session_and_is_logged(cast, client, demo_mode):
    client.post(reverse("demo_login", args=["teacher"]))

    answer = client.post(reverse("logout"), follow=True)

    assert answer.redirect_chain == [("/", 302)]
    assert "Du er logget ut." in answer.content.decode()
    assert SESSION_KEY not in client.session
    assert acts_of(cast.teacher) == ["sign_in", "sign_out"]
    assert client.get(reverse("notices:list")).status_code == 302


def test_signing_out_without_being_signed_in_writes_nothing(cast, client):
    client.post(reverse("logout"))
    with as_system("test: read the log"):
        assert not Event.objects.exists()


def test_the_browser_forgets_its_copies_where_it_listens(cast, client):
    assert "Clear-Site-Data" not in client.post(reverse("logout"))
    assert "cookies" not in client.post(reverse("logout"), secure=True)["Clear-Site-Data"]


def test_without_a_way_in_the_page_says_whom_to_ask(cast, client, settings):
    settings.DEMO = False
    page = client.get(reverse("sign_in")).content.decode()
    assert "ID-porten" in page
    assert "Ta kontakt med" in page
    assert "/demo/login/" not in page


def test_somebody_who_is_signed_in_does_not_sign_in_again(cast, client):
    client.force_login(cast.teacher)
    assert client.get(reverse("sign_in"), query_params={"next": "/varsler/"}).url == "/varsler/"
