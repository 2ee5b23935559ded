"""What is typed is kept, for the one who typed it, and given back to the form it was typed in."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.writing.drafts import LARGEST, address_of, draft_kept, typed_in
from municipality.writing.models import Draft
from municipality.writing.once import ONCE, fresh
from municipality.writing.tasks import delete_old_drafts
from tests.writing.opened import opened_by

FORM = "/undringer/ny/"
OTHER = "/varsler/"
SAVE = "/utkast/"


def asking(user, path=FORM, **query):
    request = HttpRequest()
    request.path, request.user = path, user
    request.GET.update(query)
    return request


def draft_of(request):
    draft = draft_kept(request)
    return typed_in(draft) if draft else None


def typed_by(user, path=FORM):
    typed = draft_of(asking(user, path))
    assert typed is not None
    return typed


def save(client, user, fields, path=FORM, once=None):
    return client.post(SAVE, opened_by(user, path, once) | fields)


def everything():
    with as_system("test: all drafts"):
        return list(Draft.objects.all())


def test_what_was_typed_comes_back_to_the_form_it_was_typed_in(cast, client):
    client.force_login(cast.teacher)
    answer = save(client, cast.teacher, {"observed": "Emma går alene.", "kinds": ["school", "health"]})

    assert answer.status_code == 200
    assert answer.json()["saved_at"]
    with as_user(cast.teacher.pk):
        typed = typed_by(cast.teacher)
        assert dict(typed.lists()) == {"observed": ["Emma går alene."], "kinds": ["school", "health"]}
        assert draft_of(asking(cast.teacher, OTHER)) is None


def test_the_last_save_of_a_form_stands(cast, client):
    client.force_login(cast.teacher)
    once = fresh()
    save(client, cast.teacher, {"text": "Em"}, once=once)
    save(client, cast.teacher, {"text": "Emma"}, once=once)
    save(client, cast.teacher, {"text": "another"}, path=OTHER)
    with as_user(cast.teacher.pk):
        assert typed_by(cast.teacher)["text"] == "Emma"
    assert len(everything()) == 2


def test_two_new_records_at_once_have_a_draft_each_and_each_can_be_gone_on_with(cast, client):
    client.force_login(cast.teacher)
    emma, ola = fresh(), fresh()
    save(client, cast.teacher, {"child_name": "Emma"}, once=emma)
    save(client, cast.teacher, {"child_name": "Ola"}, once=ola)
    newest = client.get(FORM).content.decode()
    assert 'value="Ola"' in newest
    assert f'name="once" value="{ola}"' in newest
    assert f'href="?utkast={emma}"' in newest
    assert 'value="Emma"' in client.get(address_of(FORM, emma)).content.decode()
    third = client.get(f"{FORM}?nytt").content.decode()
    assert 'value="Ola"' not in third
    assert str(ola) not in third


def test_nobody_else_gets_it_not_even_the_leader(cast, client):
    client.force_login(cast.teacher)
    save(client, cast.teacher, {"text": "Emma"})
    for other in (cast.head, cast.administrator, cast.mother):
        with as_user(other.pk):
            assert not Draft.objects.exists()
            assert draft_kept(asking(cast.teacher)) is None
    assert len(everything()) == 1


def test_two_people_have_a_draft_each_of_the_same_form(cast, client):
    for user, text in ((cast.teacher, "mine"), (cast.head, "hers")):
        client.force_login(user)
        save(client, user, {"text": text})
    with as_user(cast.teacher.pk):
        assert typed_by(cast.teacher)["text"] == "mine"


@pytest.mark.parametrize("marked", [{}, {"mark": "AAAA"}, {"once": "x"}])
def test_another_site_cannot_write_drafts_since_it_has_no_mark_of_ours(cast, marked):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.teacher)
    answer = client.post(SAVE, {"text": "Emma", ONCE: str(fresh())} | marked)
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/json")
    assert everything() == []


def test_a_mark_is_good_for_its_own_value_only(cast, client):
    client.force_login(cast.teacher)
    form = opened_by(cast.teacher, FORM) | {ONCE: str(fresh())}
    assert client.post(SAVE, form | {"text": "Emma"}).status_code == 403
    assert everything() == []


def test_too_much_text_is_refused(cast, client):
    client.force_login(cast.teacher)
    assert save(client, cast.teacher, {"text": "x" * LARGEST}).status_code == 413
    assert everything() == []


def test_a_long_text_is_kept_whole(cast, client):
    client.force_login(cast.teacher)
    text = "æøå " * 10_000
    assert save(client, cast.teacher, {"text": text}).status_code == 200
    with as_user(cast.teacher.pk):
        assert typed_by(cast.teacher)["text"] == text


def test_forgetting_it_leads_back_to_the_form_and_leaves_the_others(cast, client):
    client.force_login(cast.teacher)
    one, two = fresh(), fresh()
    for once in (one, two):
        save(client, cast.teacher, {"text": "Emma"}, once=once)
    answer = client.post(f"{reverse('drafts:forget')}?form={FORM}", {ONCE: str(one)})
    assert answer.url == FORM
    assert [draft.once for draft in everything()] == [two]


@pytest.mark.parametrize(
    "path", ["", "//example.org/", "https://example.org/", "/finnes-ikke/", "varsler/", "/" + "x" * 300]
)
def test_forgetting_leads_to_no_page_but_ours(cast, client, path):
    client.force_login(cast.teacher)
    answer = client.post(f"{reverse('drafts:forget')}?form={path}", {ONCE: str(fresh())})
    assert answer.status_code == 400


def test_a_sent_form_drops_its_own_draft_only(cast, client, concern_fields):
    client.force_login(cast.teacher)
    sent, other = fresh(), fresh()
    for once in (sent, other):
        save(client, cast.teacher, {"observed": "Emma"}, once=once)
    client.post(FORM, opened_by(cast.teacher, FORM, sent) | concern_fields)
    assert [draft.once for draft in everything()] == [other]


def test_a_draft_request_that_lands_after_the_form_was_sent_changes_nothing(cast, client, concern_fields):
    client.force_login(cast.teacher)
    form = opened_by(cast.teacher, FORM)
    client.post(FORM, form | concern_fields)
    assert client.post(SAVE, form | {"observed": "Emma"}).status_code == 200
    assert everything() == []


def test_after_a_month_a_draft_is_gone_and_a_younger_one_is_not(cast, client):
    client.force_login(cast.teacher)
    save(client, cast.teacher, {"text": "old"})
    save(client, cast.teacher, {"text": "young"}, path=OTHER)
    with as_system("test: time passes"):
        Draft.objects.filter(form=FORM).update(saved_at=timezone.now() - timedelta(days=31))
    delete_old_drafts()
    assert [draft.form for draft in everything()] == [OTHER]


def test_nobody_has_no_draft(cast):
    with as_user(None):
        assert draft_of(asking(AnonymousUser())) is None
