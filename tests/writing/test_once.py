"""What is sent once is stored once: sent again, sent otherwise, sent at the same time."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from cases.concerns.models import Concern
from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.access.verbs import refusals
from municipality.writing.models import Draft, Sending
from municipality.writing.once import fresh, sending_begin
from municipality.writing.tasks import delete_old_drafts
from tests.cast import Cast
from tests.writing import asking, scenes, scenes_of_work
from tests.writing.opened import opened_by
from tests.writing.pages import browser, everything, filled_in

FORM = "/undringer/ny/"


@pytest.fixture
def teacher(cast: Cast, client: Client) -> Client:
    client.force_login(cast.teacher)
    return client


def concerns() -> list[str]:
    with as_system("test: what is stored"):
        return list(Concern.objects.order_by("registered_at").values_list("observed", flat=True))


def test_the_same_form_sent_again_leads_to_what_the_first_one_made(cast, teacher, concern_fields):
    form = opened_by(cast.teacher, FORM) | concern_fields
    first, second = teacher.post(FORM, form), teacher.post(FORM, form)
    assert first.status_code == second.status_code == 302
    assert second.url == first.url
    assert len(concerns()) == 1
    assert "Du har sendt dette før" in teacher.get(second.url).content.decode()


def test_just_the_same_words_from_a_form_opened_anew_are_stored_once_too(cast, teacher, concern_fields):
    """Without script, going back opens another form of the page, and the browser fills in what was typed."""
    first, second = (teacher.post(FORM, opened_by(cast.teacher, FORM) | concern_fields) for _time in range(2))
    assert second.url == first.url
    assert len(concerns()) == 1
    with as_system("test: some time later"):
        Sending.objects.update(sent_at=Now() - timedelta(minutes=11))
    assert teacher.post(FORM, opened_by(cast.teacher, FORM) | concern_fields).url != first.url


def test_the_same_words_after_something_else_are_meant_and_stored_again(cast):
    """Who has written something else since may mean the same words once more."""
    scene = scenes.write_note(cast)
    person = browser(cast.teacher)

    def writes() -> int:
        assert filled_in(person, scene).send(person).status_code == 302
        with as_system("test: notes"):
            return Entry.objects.filter(text=scenes.TEXT).count()

    assert (writes(), writes()) == (1, 1)
    assert filled_in(person, scenes.register(cast)).send(person).status_code == 302
    assert writes() == 2


def test_other_words_do_not_change_the_first_but_become_a_draft_and_the_page_asks(
    cast, teacher, concern_fields
):
    form = opened_by(cast.teacher, FORM) | concern_fields
    first = teacher.post(FORM, form)
    answer = teacher.post(FORM, form | {"observed": "Emma gråter når hun går hjem."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'href="{first.url}"' in page
    assert "Emma gråter når hun går hjem." in page
    assert concerns() == ["Emma går alene i friminuttene."]
    with as_user(cast.teacher.pk):
        assert Draft.objects.count() == 1


def test_with_no_room_for_a_draft_the_page_asks_all_the_same_and_has_the_words(cast, teacher, concern_fields):
    form = opened_by(cast.teacher, FORM) | concern_fields
    teacher.post(FORM, form)
    with as_user(cast.teacher.pk):
        for _draft in range(100):
            Draft.objects.create(user=cast.teacher, form="/x/", once=fresh(), sealed=b"x", saved_at=Now())
    answer = teacher.post(FORM, form | {"observed": "Emma gråter når hun går hjem."})
    assert answer.status_code == 409
    assert ("observed", "Emma gråter når hun går hjem.") in answer.context["again"]


def test_from_that_page_one_can_make_another(cast, teacher, concern_fields):
    form = opened_by(cast.teacher, FORM) | concern_fields
    teacher.post(FORM, form)
    answer = teacher.post(FORM, form | {"observed": "Emma gråter når hun går hjem."})
    again = dict(answer.context["again"])
    assert teacher.post(FORM, again).status_code == 302
    assert len(concerns()) == 2
    with as_user(cast.teacher.pk):
        assert not Draft.objects.exists()


def test_a_form_with_something_to_mend_can_be_sent_again(cast, teacher, concern_fields):
    form = opened_by(cast.teacher, FORM) | concern_fields
    page = teacher.post(FORM, form | {"observed": ""})
    assert f'name="once" value="{form["once"]}"' in page.content.decode()
    assert teacher.post(FORM, form).status_code == 302
    assert len(concerns()) == 1


def test_opening_a_form_anew_makes_another_value(cast, teacher):
    values = {teacher.get(FORM).content.decode().split('name="once" value="')[1][:36] for _ in range(2)}
    assert len(values) == 2


def test_closing_a_concern_twice_leads_to_the_concern_and_not_to_a_refusal(cast, teacher, concern_fields):
    concern_id = teacher.post(FORM, concern_fields).url.split("/")[-2]
    close = reverse("concerns:close", args=[concern_id])
    form = opened_by(cast.teacher, close) | {"reason": "Det gikk over.", "confirmed": "1"}
    answers = [teacher.post(close, form) for _ in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, reverse("concerns:read", args=[concern_id]))
    ] * 2


def test_a_value_belongs_to_the_one_who_used_it_and_nobody_uses_none(cast, teacher, concern_fields):
    form = opened_by(cast.teacher, FORM) | concern_fields
    teacher.post(FORM, form)
    with as_system("test: its value"):
        once = Sending.objects.get().pk
    for other in (cast.nurse.pk, None):
        with as_user(other), pytest.raises(Refused) as refusal, refusals():
            sending_begin(once=once, content="")
        assert refusal.value.code == "form_of_another_sign_in"


def test_what_is_kept_of_a_sending_is_neither_its_words_nor_a_digest_that_anybody_can_try(
    cast, teacher, concern_fields, settings
):
    form = opened_by(cast.teacher, FORM) | concern_fields
    teacher.post(FORM, form)
    with as_system("test: what is kept"):
        first = Sending.objects.get().content
        Sending.objects.all().delete()
    settings.BLIND_INDEX_KEY = b"another key of thirty-two bytes!"
    teacher.post(FORM, form)
    with as_system("test: what is kept"):
        assert Sending.objects.get().content != first


def test_a_value_is_kept_as_long_as_a_draft(cast, teacher, concern_fields):
    for days in (29, 31):
        teacher.post(FORM, opened_by(cast.teacher, FORM) | concern_fields | {"observed": f"Emma {days}"})
        with as_system("test: time passes"):
            newest = Sending.objects.order_by("-sent_at")[:1].values("pk")
            Sending.objects.filter(pk__in=newest).update(sent_at=Now() - timedelta(days=days))
    delete_old_drafts()
    with as_system("test: what is left"):
        assert Sending.objects.count() == 1


@pytest.mark.parametrize(
    ("scene", "made"),
    [
        (scenes.register, {"cases_concern": 1}),
        (scenes.write_note, {"cases_entry": 1}),
        (scenes_of_work.set_a_goal, {"cases_goal": 1, "cases_measure": 1}),
        (asking.open_a_log, {"cases_case": 1, "cases_entry": 1}),
    ],
)
def test_forty_at_once_make_one(
    committed: Cast, scene: Callable[[Cast], scenes.Scene], made: dict[str, int]
) -> None:
    form = filled_in(browser(committed.teacher), scene(committed))
    before = everything()

    def send() -> str:
        teacher = Client()
        teacher.force_login(committed.teacher)
        try:
            return teacher.post(form.url, form.fields)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(40) as pool:
        led_to = {one.result() for one in [pool.submit(send) for _ in range(40)]}
    assert len(led_to) == 1
    new = Counter(table for table, _key in everything().keys() - before.keys())
    assert {table: new[table] for table in made} == made
