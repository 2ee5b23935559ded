"""Somebody who keeps as many drafts as one may: what should wait as a draft is shown, and can be sent again."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from municipality.writing.models import Draft
from municipality.writing.once import fresh
from teams.referrals.services import referral_close
from tests.cast import Cast
from tests.kill.page import forms_of
from tests.teams.table import item_url, lay_table, lift, meeting_url
from tests.writing import scenes, scenes_of_teams, scenes_of_work
from tests.writing.pages import Filled, browser, everything, filled_in, form_on, is_stored, opened
from tests.writing.scenes import TEXT, Scene


@pytest.fixture(autouse=True)
def _empty_store() -> None:
    cache.clear()


def fill(user: User) -> None:
    with as_user(user.pk):
        for _draft in range(100):
            Draft.objects.create(user=user, form="/x/", once=fresh(), sealed=b"x", saved_at=Now())


def make_room(user: User) -> None:
    with as_system("test: one is discarded"):
        Draft.objects.filter(user=user, form="/x/").earliest("pk").delete()


def drafts(page: str) -> int:
    with as_system("test: drafts"):
        return Draft.objects.filter(form=page).count()


def asking_for_consent(cast: Cast, client: Client) -> Filled:
    return to_another_page(cast, client, "consent")


def asking_without_names(cast: Cast, client: Client) -> Filled:
    return to_another_page(cast, client, "anonymous")


def to_another_page(cast: Cast, client: Client, go: str) -> Filled:
    sent = filled_in(client, scenes_of_teams.send_to_team(cast))
    assert ("go", go) in sent.form.buttons
    sent.button = ("go", go)
    return sent


def behind_a_curtain(cast: Cast, client: Client) -> Filled:
    """It has fallen, since the chair has gone to the page of the meeting; and the day is no day."""
    table = lay_table(cast)
    lift(cast, table.meeting, table.referral)
    scene = Scene(
        "adviser", item_url(table.meeting, table.referral), {"summary": TEXT, "deadline": "31.02.2026"}
    )
    sent = filled_in(client, scene)
    client.get(meeting_url(table.meeting))
    return sent


def taken_off_the_table(cast: Cast, client: Client) -> Filled:
    table = lay_table(cast)
    lift(cast, table.meeting, table.referral)
    scene = Scene("adviser", item_url(table.meeting, table.referral), {"summary": TEXT})
    sent = filled_in(client, scene)
    with as_user(cast.teacher.pk):
        referral_close(table.referral)
    return sent


def with_the_token_of_the_session_before(cast: Cast, client: Client) -> Filled:
    sent = filled_in(client, scenes.write_note(cast))
    sent.fields["csrfmiddlewaretoken"] = ["T" * 64]
    return sent


@pytest.mark.parametrize(
    ("person", "scene"),
    [
        ("teacher", asking_for_consent),
        ("teacher", asking_without_names),
        ("adviser", behind_a_curtain),
        ("adviser", taken_off_the_table),
        ("teacher", with_the_token_of_the_session_before),
    ],
)
def test_it_is_shown_and_can_be_sent_again_when_there_is_room(
    cast: Cast, person: str, scene: Callable[[Cast, Client], Filled]
) -> None:
    user = getattr(cast, person)
    client = browser(user)
    sent = scene(cast, client)
    fill(user)
    answer = sent.send(client)
    assert (answer.status_code, answer.templates[0].name) == (409, "writing/no_room.html")
    assert f">{TEXT}</textarea>" in answer.text
    make_room(user)
    again = next(Filled(form, sent.url) for form in forms_of(answer.text) if "once" in form.fields)
    again.send(client)
    assert drafts(sent.url) == 1 or is_stored(TEXT, everything())


def test_what_was_sent_without_a_session_is_kept_on_until_there_is_room(cast: Cast) -> None:
    scene = scenes.write_note(cast)
    sent = filled_in(browser(cast.teacher), scene)
    fill(cast.teacher)
    sent.send(browser(None))
    teacher = browser(cast.teacher)
    page = f"{scene.url}?utkast={sent.fields['once'][0]}"
    assert "du har ikke plass til flere utkast" in teacher.get(page).text
    assert "du har ikke plass til flere utkast" not in teacher.get("/").text
    make_room(cast.teacher)
    assert opened(teacher, scene, page).words == sent.words


def test_the_question_is_answered_and_no_reason_is_left_as_a_draft(cast: Cast) -> None:
    """A reason that was typed before one says yes after all: the two forms of the page have a value each."""
    scene = scenes_of_work.answer(cast)
    nurse = browser(cast.nurse)
    page = nurse.get(scene.url)
    why = form_on(page, scene.url, scene).type(scene.typed)
    yes = form_on(page, scene.url, Scene("nurse", scene.url, {"answer": "yes"})).type({"answer": "yes"})
    assert nurse.post(reverse("drafts:save"), why.fields).status_code == 200
    assert drafts(scene.url) == 1
    assert yes.send(nurse).status_code == 302
    assert drafts(scene.url) == 0
