"""The way out, and the page that those are sent to who are not in."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from municipality.access.identity import as_system
from municipality.audit.models import Event
from municipality.signin import ways
from tests.access_log import acts_of


def test_signing_out_ends_the_session_and_is_logged(cast, client):
    client.force_login(cast.teacher)

    answer = client.post(reverse("logout"), follow=True)

    assert answer.redirect_chain == [("/", 302)]
    assert "Du er logget ut." in answer.content.decode()
    assert SESSION_KEY not in client.session
    assert acts_of(cast.teacher) == ["sign_out"]
    assert client.get(reverse("notices:list")).status_code == 302


def test_signing_out_without_being_signed_in_writes_nothing(cast, client):
    client.post(reverse("logout"))
    with as_system("test: read the log"):
        assert not Event.objects.exists()


def test_the_browser_forgets_its_copies_where_it_listens(cast, client):
    assert "Clear-Site-Data" not in client.post(reverse("logout"))
    assert "cookies" not in client.post(reverse("logout"), secure=True)["Clear-Site-Data"]


def test_somebody_who_is_signed_in_does_not_sign_in_again(cast, client):
    client.force_login(cast.teacher)
    assert client.get(reverse("sign_in"), query_params={"next": "/varsler/"}).url == "/varsler/"


def test_without_a_way_in_the_pages_lead_to_each_other_and_say_whom_to_ask(db, client, no_way):
    front = client.get("/").content.decode()
    assert f'href="{reverse("sign_in")}"' in front
    page = client.get(reverse("sign_in")).content.decode()
    assert "ID-porten" in page
    assert "Ta kontakt med" in page
    assert "/demo/login/" not in front + page
    assert "Emma" not in front + page


@pytest.mark.parametrize("front", ["", "ui/mark.html"])
def test_a_way_shows_itself_on_the_sign_in_page_and_where_it_wants_on_the_front_page(
    db, client, no_way, front
):
    """Without a part there the front page leads to the sign-in page."""
    ways.register("test", lambda _request: ways.Way("ui/back.html", front, {}))
    page = client.get(reverse("sign_in"))
    assert "ui/back.html" in [template.name for template in page.templates]
    assert "Innlogging er ikke satt opp" not in page.content.decode()
    assert (f'href="{reverse("sign_in")}"' in client.get("/").content.decode()) == (not front)
