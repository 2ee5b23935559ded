"""How a session ends: by the person, by time, from another place, from the provider, with the account."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.access.verbs import rows
from municipality.people.models import User
from municipality.runtime.sessions import SessionStore, place_of
from municipality.signin.models import SignedIn
from municipality.signin.sessions import ENDS, ID, SEEN, id_token_of, sessions_end
from tests.access_log import acts_of, noted
from tests.logs.helpers import as_
from tests.signin.helpers import ISSUER, come, proof

HOME = "/varsler/"


def is_in(client):
    return client.get(HOME).status_code == 200


def all_rows():
    with as_system("test: read"):
        return list(SignedIn.objects.all())


def test_signing_in_leads_to_where_one_was_going_and_leaves_an_event(cast):
    answer, client = come(cast.teacher, after="/varsler/")
    assert (answer.status_code, answer["Location"]) == (302, "/varsler/")
    assert is_in(client)
    assert acts_of(cast.teacher)[:1] == ["sign_in"]


def test_the_cache_server_and_the_database_hold_no_key_that_would_let_somebody_in(cast):
    _answer, client = come(cast.teacher)
    key = client.cookies["session"].value
    stored = cache._cache if hasattr(cache, "_cache") else {}
    assert not any(key in str(name) for name in stored)
    [row] = all_rows()
    assert row.key == place_of(key) != key
    client.cookies["session"] = row.key[:32]
    assert not is_in(client)


def test_a_session_has_a_new_key_after_signing_in(cast, client):
    client.get("/logg-inn/")
    client.post("/demo/login/teacher")
    first = client.cookies["session"].value
    client.post("/demo/login/nurse")
    assert client.cookies["session"].value != first
    client.cookies["session"] = first
    assert not is_in(client)


def test_after_signing_out_a_cookie_that_was_kept_opens_nothing(cast):
    _answer, client = come(cast.teacher)
    key = client.cookies["session"].value
    place = SessionStore(key).cache_key
    held = cache.get(place)
    client.post(reverse("logout"))
    cache.set(place, held)  # as if the cache server had kept it
    client.cookies["session"] = key
    assert SessionStore(key).load()
    assert not is_in(client)


def test_nobody_who_reads_the_cache_server_learns_what_somebody_has_searched_for(cast):
    _answer, client = come(cast.teacher)
    client.post(reverse("logs:list"), {"q": "Zyxwald"})
    place = SessionStore(client.cookies["session"].value).cache_key
    assert "Zyxwald" in str(SessionStore(client.cookies["session"].value).load())
    assert "Zyxwald" not in str(cache.get(place))


def test_nobody_who_writes_to_the_cache_server_makes_a_session_or_takes_over_another(cast):
    (_one, client), (_other, of_another) = come(cast.teacher), come(cast.privacy_officer)
    mine, anothers = (SessionStore(one.cookies["session"].value).cache_key for one in (client, of_another))
    held = SessionStore(client.cookies["session"].value).load()
    cache.set(mine, cache.get(anothers))
    assert not is_in(client)
    cache.set(mine, held)
    assert not is_in(client)


@pytest.mark.parametrize(("who", "hours"), [("teacher", 8), ("mother", 2), ("administrator", 8)])
def test_nobody_is_signed_in_for_longer_than_the_set_time_however_busy(cast, who, hours):
    _answer, client = come(getattr(cast, who))
    [row] = all_rows()
    assert abs(row.ends_at - row.started_at - timedelta(hours=hours)) < timedelta(seconds=5)
    with as_system("test: the hours have gone by"):
        SignedIn.objects.update(ends_at=row.started_at)
    page = client.get("/")
    assert page.wsgi_request.user.is_anonymous
    assert not is_in(client)


def test_a_page_alone_lets_no_session_last_longer_and_somebody_at_work_does(cast):
    _answer, client = come(cast.teacher)
    before = client.session[SEEN]
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=20), tick=False):
        left = client.get(reverse("time_left"), headers={"X-Page-Alone": "1"}).json()
        assert client.session[SEEN] == before
        assert 9 * 60 <= left["idle"] <= 10 * 60
        assert client.post(reverse("go_on")).json()["idle"] > 30 * 60 - 5
        assert client.session[SEEN] > before


def test_the_page_that_asks_is_told_when_nobody_is_signed_in(client, db):
    assert client.get(reverse("time_left"), headers={"X-Page-Alone": "1"}).json() is None


def test_every_page_of_somebody_who_is_signed_in_says_how_long_and_no_other_does(cast):
    _answer, client = come(cast.mother)
    page = client.get("/").content.decode()
    assert 'data-idle="1800"' in page
    assert f'data-whole="{int(client.session[ENDS])}"' in page
    assert "mer enn 2 timer" in page
    client.post(reverse("logout"))
    assert "session-end" not in client.get("/").content.decode()


def test_signing_in_again_ends_the_session_and_leads_back_to_the_page(cast):
    _answer, client = come(cast.teacher)
    answer = client.post(reverse("sign_in_again"), {"next": "/undringer/ny/"})
    assert answer["Location"] == "/logg-inn/?next=%2Fundringer%2Fny%2F"
    assert not is_in(client)
    assert (
        client.post(reverse("sign_in_again"), {"next": "https://evil.test/"})["Location"]
        == "/logg-inn/?next=%2F"
    )


def test_one_sees_where_one_is_signed_in_and_ends_it_there(cast):
    _answer, here = come(cast.teacher)
    _answer, there = come(cast.teacher)
    _answer, of_another = come(cast.nurse)
    page = here.get(reverse("profile:read")).content.decode()
    assert page.count("Firefox på Windows</th>") + page.count("Firefox på Windows <span") == 2
    here.post(reverse("session_end", args=[there.session[ID]]))
    assert is_in(here)
    assert not is_in(there)
    assert "session.end" in acts_of(cast.teacher)
    assert here.post(reverse("session_end", args=[of_another.session[ID]])).status_code == 404
    assert is_in(of_another)


def test_one_button_ends_all_other_sessions(cast):
    clients = [come(cast.teacher)[1] for _each in range(3)]
    clients[0].post(reverse("sessions_end_others"))
    assert [is_in(client) for client in clients] == [True, False, False]


def test_a_session_that_the_cache_server_has_forgotten_is_not_in_the_list(cast):
    _answer, here = come(cast.teacher)
    _answer, there = come(cast.teacher)
    SessionStore().forget([place_of(there.cookies["session"].value)])
    assert here.get(reverse("profile:read")).content.decode().count("<tr>") == 2


def test_a_logout_from_the_provider_ends_its_session_and_no_other(cast):
    _answer, one = come(cast.teacher, proof(session="s-1"))
    _answer, two = come(cast.teacher, proof(session="s-2"))
    _answer, elsewhere = come(cast.teacher, proof(issuer="https://other.test", session="s-1"))
    assert sessions_end(issuer=ISSUER, session="s-1") == 1
    assert sessions_end(issuer=ISSUER, session="s-1") == 0
    assert [is_in(client) for client in (one, two, elsewhere)] == [False, True, True]


def test_a_logout_of_a_subject_ends_all_its_sessions(cast):
    clients = [come(cast.teacher, proof(session=f"s-{number}"))[1] for number in range(2)]
    _answer, other = come(cast.teacher, proof(subject="someone else", session="s-3"))
    assert sessions_end(issuer=ISSUER, subject="someone") == 2
    assert [is_in(client) for client in (*clients, other)] == [False, False, True]


def test_a_logout_by_the_provider_is_an_event_of_whose_session_it_ended(cast):
    for person in (cast.teacher, cast.nurse):
        come(person, proof(session=f"of {person.pk}", subject=f"of {person.pk}"))
    sessions_end(issuer=ISSUER, session=f"of {cast.teacher.pk}")
    sessions_end(issuer=ISSUER, session=f"of {cast.teacher.pk}")
    assert acts_of(cast.teacher) == ["sign_in", "sign_out.provider"]
    assert "sign_out.provider" not in acts_of(cast.nurse)
    [event] = noted(act="sign_out.provider")
    assert (event.event.municipality_id, event.refused, event.objects) == (cast.home.pk, False, [])
    assert "ble logget ut av tjenesten" in as_(cast.privacy_officer).get("/innsynslogg/").text


class Ended(NamedTuple):
    key: str


def test_a_statement_of_ones_own_ends_no_session_as_a_provider_would(cast):
    _answer, client = come(cast.teacher)
    with as_system("test: what the row holds"):
        row = SignedIn.objects.get(user=cast.teacher.pk)
    asked = {"session": row.provider_session, "subject": row.provider_subject, "request": "x"}
    with as_user(cast.nurse.pk):
        for code in ("0" * 64, "", None):
            assert rows(Ended, "provider_sessions_end", **asked, code=code) == []
    assert is_in(client)


def test_a_logout_that_names_nothing_ends_nothing(cast):
    _answer, client = come(cast.teacher, proof(issuer="", subject="", session=""))
    assert sessions_end(issuer=ISSUER) == 0
    assert is_in(client)


def test_a_session_ended_by_the_provider_is_refused_while_the_cache_server_still_has_it(cast):
    _answer, client = come(cast.teacher)
    key = client.cookies["session"].value
    held = SessionStore(key).load()
    sessions_end(issuer=ISSUER, session="s-1")
    cache.set(SessionStore(key).cache_key, held)
    assert not is_in(client)


def test_what_the_provider_said_lies_encrypted_beside_the_session(cast):
    _answer, client = come(cast.teacher, proof(id_token="header.payload.signature"))
    assert "header.payload.signature" not in str(dict(client.session))
    assert id_token_of(client.session) == "header.payload.signature"


def test_a_deactivated_account_is_nobody_from_the_next_request(cast):
    _answer, client = come(cast.teacher)
    with as_system("test: leaves"):
        User.objects.filter(pk=cast.teacher.pk).update(is_active=False)
    assert not is_in(client)
    assert client.get("/").wsgi_request.user.is_anonymous


def test_sessions_that_are_over_are_forgotten_after_a_day(cast):
    from municipality.signin.tasks import forget_old_sessions

    come(cast.teacher)
    come(cast.nurse)
    with as_system("test: long ago"):
        SignedIn.objects.filter(user=cast.teacher.pk).update(
            ends_at=datetime.now(UTC) - timedelta(hours=25), started_at=datetime.now(UTC) - timedelta(days=2)
        )
    forget_old_sessions()
    assert [row.user_id for row in all_rows()] == [cast.nurse.pk]
