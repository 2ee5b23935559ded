"""What is typed is kept, for the one who typed it, and given back to the form it was typed in."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.drafts.models import Draft
from municipality.drafts.services import (
    LARGEST,
    draft_drop,
    draft_initial,
    draft_kept,
    draft_of,
    draft_url,
)
from municipality.drafts.tasks import delete_old_drafts

FORM = "/organisasjon/innstillinger/"


def asking(user, path=FORM):
    request = HttpRequest()
    request.path, request.user = path, user
    return request


def typed_by(user, path=FORM):
    typed = draft_of(asking(user, path))
    assert typed is not None
    return typed


def save(client, fields, path=FORM):
    return client.post(f"{reverse('drafts:save')}?form={path}", fields)


def everything():
    with as_system("test: all drafts"):
        return list(Draft.objects.all())


def test_what_was_typed_comes_back_to_the_form_it_was_typed_in(cast, client):
    client.force_login(cast.teacher)
    answer = save(
        client, {"observed": "Emma går alene.", "kinds": ["school", "health"], "csrfmiddlewaretoken": "t"}
    )

    assert answer.status_code == 200
    assert answer.json()["saved_at"]
    with as_user(cast.teacher.pk):
        typed = typed_by(cast.teacher)
        assert typed["observed"] == "Emma går alene."
        assert typed.getlist("kinds") == ["school", "health"]
        assert "csrfmiddlewaretoken" not in typed
        assert draft_initial(asking(cast.teacher)) == {
            "observed": "Emma går alene.",
            "kinds": ["school", "health"],
        }
        assert draft_of(asking(cast.teacher, "/varsler/")) is None
        assert draft_initial(asking(cast.teacher, "/varsler/")) == {}


def test_the_address_that_a_form_sends_to_names_the_form(cast, client):
    client.force_login(cast.teacher)
    client.post(draft_url(asking(cast.teacher)), {"text": "a"})
    assert [draft.form for draft in everything()] == [FORM]


def test_the_last_save_stands_and_there_is_one_draft_per_form(cast, client):
    client.force_login(cast.teacher)
    save(client, {"text": "Em"})
    save(client, {"text": "Emma"})
    save(client, {"text": "another"}, path="/varsler/")
    with as_user(cast.teacher.pk):
        assert typed_by(cast.teacher)["text"] == "Emma"
    assert len(everything()) == 2


def test_nobody_else_gets_it_not_even_the_leader(cast, client):
    client.force_login(cast.teacher)
    save(client, {"text": "Emma"})
    for other in (cast.head, cast.administrator, cast.mother):
        with as_user(other.pk):
            assert not Draft.objects.exists()
            assert draft_kept(asking(cast.teacher)) is None
            draft_drop(asking(cast.teacher))
    assert len(everything()) == 1


def test_two_people_have_a_draft_each_of_the_same_form(cast, client):
    for user, text in ((cast.teacher, "mine"), (cast.head, "hers")):
        client.force_login(user)
        save(client, {"text": text})
    with as_user(cast.teacher.pk):
        assert typed_by(cast.teacher)["text"] == "mine"


def test_without_a_session_it_is_refused_in_words_for_the_script(cast, client):
    answer = save(client, {"text": "Emma"})
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/json")
    assert everything() == []


def test_another_site_cannot_write_drafts(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.teacher)
    assert save(client, {"text": "Emma"}).status_code == 403
    assert everything() == []


@pytest.mark.parametrize(
    "path", ["", "//example.org/", "https://example.org/", "/finnes-ikke/", "varsler/", "/" + "x" * 300]
)
def test_a_draft_belongs_to_a_page_of_ours(cast, client, path):
    client.force_login(cast.teacher)
    assert save(client, {"text": "Emma"}, path=path).status_code == 400
    assert everything() == []


def test_too_much_text_is_refused(cast, client):
    client.force_login(cast.teacher)
    assert save(client, {"text": "x" * LARGEST}).status_code == 413
    assert everything() == []


def test_a_long_text_is_kept_whole(cast, client):
    client.force_login(cast.teacher)
    text = "æøå " * 10_000
    assert save(client, {"text": text}).status_code == 200
    with as_user(cast.teacher.pk):
        assert typed_by(cast.teacher)["text"] == text


def test_forgetting_it_leads_back_to_the_form(cast, client):
    client.force_login(cast.administrator)
    save(client, {"text": "Emma"})
    answer = client.post(f"{reverse('drafts:forget')}?form={FORM}")
    assert answer.url == FORM
    assert everything() == []


def test_a_sent_form_drops_its_own_draft_only(cast, client):
    client.force_login(cast.teacher)
    save(client, {"text": "a"})
    save(client, {"text": "b"}, path="/varsler/")
    with as_user(cast.teacher.pk):
        draft_drop(asking(cast.teacher))
    assert [draft.form for draft in everything()] == ["/varsler/"]


def test_after_a_month_a_draft_is_gone_and_a_younger_one_is_not(cast, client):
    client.force_login(cast.teacher)
    save(client, {"text": "old"})
    save(client, {"text": "young"}, path="/varsler/")
    with as_system("test: time passes"):
        Draft.objects.filter(form=FORM).update(saved_at=timezone.now() - timedelta(days=31))
    delete_old_drafts()
    assert [draft.form for draft in everything()] == ["/varsler/"]


def test_nobody_has_no_draft(cast):
    with as_user(None):
        assert draft_of(asking(AnonymousUser())) is None
