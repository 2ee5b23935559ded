"""The database ends a connection: whoever asks next is still herself, and what she wrote stands once or not at all."""

import uuid
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest

from cases.logs import views
from cases.logs.models import Entry
from cases.logs.services import entry_write
from cases.plans import making
from cases.plans.models import DocumentState
from municipality.access.identity import as_system, as_user
from municipality.people.models import MembershipRole
from municipality.signin import middleware
from municipality.ui.errors import committing
from municipality.writing.models import Draft
from tests.access.scenes import value
from tests.cast import Cast, make_staff
from tests.faults.helpers import Served, end_connection, end_connection_within_the_transaction, signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.plans.helpers import content_of, make_paper, make_plan, order, row_of
from tests.reporting.kostra.test_page import FORM, WRONG
from tests.writing.opened import autosave

NOTE = {"kind": "school", "text": "Emma smilte i dag."}


pytestmark = pytest.mark.slow(30)


@pytest.fixture
def case_id(committed: Cast) -> uuid.UUID:
    key = open_log(committed)
    join(committed, key, "nurse", "adviser")
    return key


def send_note(client: Served, case_id: uuid.UUID, cast: Cast) -> Any:
    fields = urlencode({**NOTE, "unit": cast.school.pk})
    return client.post(f"/stafettlogger/{case_id}/notat/", fields, "application/x-www-form-urlencoded")


def notes(text: str) -> int:
    with as_system("test: count"):
        return Entry.objects.filter(text=text).count()


def test_a_page_shows_the_one_who_asks_after_the_connection_was_lost(
    committed: Cast, case_id: uuid.UUID
) -> None:
    client = signed_in(committed.teacher)
    for _time in range(2):
        end_connection()
        answer = client.get(f"/stafettlogger/{case_id}/")
        assert answer.status_code == 200
        assert "Emma er mye alene" in answer.text


def test_a_note_that_is_sent_after_the_connection_was_lost_is_stored_once(
    committed: Cast, case_id: uuid.UUID
) -> None:
    client = signed_in(committed.teacher)
    end_connection()
    answer = send_note(client, case_id, committed)
    assert (answer.status_code, answer["Location"]) == (302, f"/stafettlogger/{case_id}/")
    assert notes(NOTE["text"]) == 1


def test_a_draft_is_kept_after_the_connection_was_lost(committed: Cast, case_id: uuid.UUID) -> None:
    client = signed_in(committed.teacher)
    end_connection()
    autosave(committed.teacher, f"/stafettlogger/{case_id}/notat/", NOTE, client=client)
    with as_system("test: count"):
        assert Draft.objects.filter(user=committed.teacher).count() == 1


def test_a_document_is_downloaded_after_the_connection_was_lost(committed: Cast, case_id: uuid.UUID) -> None:
    document = make_paper(committed, make_plan(committed, case_id), "mother")
    client = signed_in(committed.mother)
    end_connection()
    answer = client.get(f"/stafettlogger/{case_id}/plan/pdf/{document.pk}/fil/")
    assert (answer.status_code, answer.content) == (200, content_of(document))


def test_a_file_is_checked_after_the_connection_was_lost(committed: Cast) -> None:
    with as_system("test: who leads the NAV office"):
        leader = make_staff("nav_leader", committed.nav_office, MembershipRole.LEADER)
    client = signed_in(leader)
    end_connection()
    answer = client.post("/kostra/", {"file": SimpleUploadedFile("fil.dat", WRONG), **FORM})
    assert answer.status_code == 200
    assert "SB2" in answer.text


def test_a_task_goes_on_after_the_connection_was_lost_between_its_transactions(
    committed: Cast, case_id: uuid.UUID
) -> None:
    with mock.patch("cases.plans.services._wake_worker"):
        key = order(committed, make_plan(committed, case_id), "mother")
    step = as_user

    def lost_first(user_id: int | None) -> Any:
        end_connection()
        return step(user_id)

    with mock.patch.object(making, "as_user", lost_first):
        making.make_document(key)
    assert row_of(key).state == DocumentState.READY


def test_whoever_is_named_is_the_one_who_asks_and_the_system_is_the_system(
    committed: Cast,
) -> None:
    end_connection()
    with as_user(committed.teacher.pk):
        assert value("select my_id()") == committed.teacher.pk
        with as_user(committed.nurse.pk):
            assert value("select my_id()") == committed.nurse.pk
    end_connection()
    with as_system("test"):
        assert value("select current_user") == "stafett_system"
    end_connection()
    with as_user(None):
        assert value("select my_id()") is None


def test_a_connection_that_is_lost_in_the_middle_is_unavailable_with_the_text_kept_and_nothing_done(
    committed: Cast, case_id: uuid.UUID
) -> None:
    client = signed_in(committed.teacher)

    def lost(**fields: Any) -> None:
        entry_write(**fields)
        end_connection_within_the_transaction()

    with mock.patch.object(views, "entry_write", lost):
        answer = send_note(client, case_id, committed)
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert NOTE["text"] in answer.text
    assert "ingenting er lagret" in answer.text
    assert notes(NOTE["text"]) == 0
    assert send_note(client, case_id, committed).status_code == 302
    assert notes(NOTE["text"]) == 1


def test_a_connection_that_is_lost_at_the_commit_leaves_no_page_that_says_it_is_stored(
    committed: Cast, case_id: uuid.UUID
) -> None:
    client = signed_in(committed.teacher)

    def lost(request: HttpRequest) -> None:
        committing(request)
        end_connection_within_the_transaction()

    with mock.patch.object(middleware, "committing", lost):
        answer = send_note(client, case_id, committed)
    assert answer.status_code == 503
    assert NOTE["text"] in answer.text
    assert "Vi vet ikke om det du gjorde, ble lagret." in answer.text
    assert notes(NOTE["text"]) == 0
    assert "Notatet er lagret" not in client.get(f"/stafettlogger/{case_id}/").text
