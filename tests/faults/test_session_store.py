"""The store of sessions is away, comes back, or is emptied: what is answered is what stands, once or not at all."""

import os
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.core.cache import caches

from cases.logs import views
from cases.logs.models import Entry
from municipality.access.identity import as_system
from municipality.audit.access_log import write_refusals
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.runtime.sessions import StoreUnreachable
from municipality.writing.models import Draft
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.faults.store import Door
from tests.logs.opening import open_log
from tests.writing.opened import opened_by

TEXT = "Emma smilte i dag, og lekte med <Ada>."
KEPT = "Emma smilte i dag, og lekte med &lt;Ada&gt;."
BETWEEN = "municipality.signin.middleware.write_refusals"  # after the view, before the session is written


@pytest.fixture
def door(settings: Any) -> Iterator[Door]:
    prefix = f"test-{uuid.uuid4()}"
    door = Door(os.environ["REDIS_URL"], prefix)
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": door.url,
            "KEY_PREFIX": prefix,
            "OPTIONS": {"serializer": "municipality.runtime.sessions.JsonSerializer"},
        }
    }
    yield door
    caches["default"].close()
    door.shut()
    door.empty()


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    return open_log(cast)


def page(client: Any, case_id: uuid.UUID, cast: Cast) -> Any:
    return client.get(f"/stafettlogger/{case_id}/notat/")


def note(client: Any, case_id: uuid.UUID, cast: Cast) -> Any:
    fields = {"kind": "school", "text": TEXT, "unit": cast.school.pk, "csrfmiddlewaretoken": "T" * 64}
    return client.post(f"/stafettlogger/{case_id}/notat/", _coded(fields), CODED)


def draft(client: Any, case_id: uuid.UUID, cast: Cast) -> Any:
    form = opened_by(cast.teacher, f"/stafettlogger/{case_id}/notat/")
    return client.post("/utkast/", _coded({**form, "text": TEXT}), CODED)


def search(client: Any, case_id: uuid.UUID, cast: Cast) -> Any:
    return client.post("/stafettlogger/", _coded({"q": "Emma"}), CODED)


def sign_out(client: Any, case_id: uuid.UUID, cast: Cast) -> Any:
    return client.post("/logg-ut/")


CODED = "application/x-www-form-urlencoded"


def _coded(fields: dict[str, object]) -> str:
    return urlencode(fields)


def standing() -> dict[str, int]:
    """What acts have left behind, in the tables and in the access log."""
    with as_system("test: count"):
        return {
            "note": Entry.objects.filter(text=TEXT).count(),
            "draft": Draft.objects.count(),
            "sign_out": Event.objects.filter(act=Act.SIGN_OUT).count(),
            "written": Event.objects.filter(act=Act.ENTRY_WRITE).count(),
        }


ACTS = [page, note, draft, search, sign_out]
GOES_WELL = {"page": 200, "note": 302, "draft": 200, "search": 302, "sign_out": 302}
LEAVES = {"note": {"note": 1, "written": 1}, "draft": {"draft": 1}, "sign_out": {"sign_out": 1}}


def done_once(act: Callable[..., Any], before: dict[str, int]) -> dict[str, int]:
    return {what: count + LEAVES.get(act.__name__, {}).get(what, 0) for what, count in before.items()}


@pytest.mark.parametrize("act", ACTS)
def test_a_store_that_is_away_is_unavailable_and_nobody_is_signed_out(
    cast: Cast, case_id: uuid.UUID, door: Door, act: Callable[..., Any]
) -> None:
    client, before = browser(cast.teacher), standing()
    door.shut()
    answer = act(client, case_id, cast)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert not answer.cookies.get("session"), "the browser forgets its session"
    assert "Vi er ikke tilgjengelige akkurat nå" in answer.text
    assert (KEPT in answer.text) == (act in (note, draft))
    assert "T" * 64 not in answer.text
    assert standing() == before
    door.open()
    assert act(client, case_id, cast).status_code == GOES_WELL[act.__name__]
    assert standing() == done_once(act, before)


def test_when_the_store_was_lost_on_the_way_it_is_not_asked_again_and_nothing_more_is_written(
    cast: Cast, case_id: uuid.UUID, door: Door
) -> None:
    client = browser(cast.teacher)
    lost = mock.patch.object(views, "entry_write", side_effect=StoreUnreachable)
    with lost, mock.patch(BETWEEN) as more:
        answer = note(client, case_id, cast)
    assert answer.status_code == 503
    assert KEPT in answer.text
    assert not more.called
    assert "session" not in answer.cookies


@pytest.mark.parametrize("act", ACTS)
def test_what_cannot_be_followed_by_a_written_session_is_not_done(
    cast: Cast, case_id: uuid.UUID, door: Door, act: Callable[..., Any]
) -> None:
    client, before = browser(cast.teacher), standing()

    def lost() -> None:
        write_refusals()
        door.shut()

    with mock.patch(BETWEEN, lost):
        answer = act(client, case_id, cast)
    assert answer.status_code == 503
    assert (KEPT in answer.text) == (act in (note, draft))
    assert standing() == before
    door.open()
    if act is sign_out:  # the session is gone all the same, so there is nobody to sign out
        assert client.get("/varsler/").status_code == 302
        return
    assert act(client, case_id, cast).status_code == GOES_WELL[act.__name__]
    assert standing() == done_once(act, before)


@pytest.mark.parametrize("act", ACTS)
def test_a_session_that_ends_on_the_way_leaves_nothing_done_and_the_text_on_the_page(
    cast: Cast, case_id: uuid.UUID, door: Door, act: Callable[..., Any]
) -> None:
    client, before = browser(cast.teacher), standing()

    def emptied() -> None:
        write_refusals()
        door.empty()

    with mock.patch(BETWEEN, emptied):
        answer = act(client, case_id, cast)
    if act is sign_out:
        assert answer.status_code == 302
        assert standing() == done_once(act, before)
        return
    assert standing() == before
    if act is page:
        assert answer["Location"] == f"/logg-inn/?next=%2Fstafettlogger%2F{case_id}%2Fnotat%2F"
        return
    assert answer.status_code == 403
    assert "Du er ikke logget inn lenger" in answer.text
    assert (KEPT in answer.text) == (act is note)
    assert ("Vi har tatt vare på det du skrev" in answer.text) == (act is draft)  # it has the mark


def test_a_store_that_was_emptied_asks_to_sign_in_and_stores_nothing(
    cast: Cast, case_id: uuid.UUID, door: Door
) -> None:
    client, before = browser(cast.teacher), standing()
    door.empty()
    for act in (page, note):
        assert "/logg-inn/" in act(client, case_id, cast)["Location"]
    assert draft(client, case_id, cast).status_code == 403
    assert standing() == before


@pytest.mark.parametrize("lost_at", ["reading", "writing"])
def test_signing_in_without_a_store_signs_nobody_in(cast: Cast, door: Door, lost_at: str) -> None:
    client = browser(cast.teacher)
    before = standing()

    def lost() -> None:
        write_refusals()
        door.shut()

    if lost_at == "reading":
        door.shut()
    with mock.patch(BETWEEN, lost):
        answer = client.post("/demo/login/nurse")
    assert answer.status_code == 503
    assert not answer.cookies.get("session")
    assert standing() == before
    with as_system("test: count"):
        assert not Event.objects.filter(act=Act.SIGN_IN).exists()


def test_a_page_for_everybody_needs_no_store(db: None, door: Door, client: Any) -> None:
    door.shut()
    assert client.get("/").status_code == 200
    assert client.get("/healthz").status_code == 200
