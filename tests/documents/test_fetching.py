"""Fetching a document: saved and never run, under a name that tells nothing, and noted."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.documents.judging import Accepted
from cases.documents.models import FileType
from tests.access_log import noted
from tests.attacks.helpers import browser
from tests.cast import EVERYBODY, Cast, years_ago
from tests.conversation.asking import ask
from tests.documents.files import picture
from tests.documents.papers import SCAN, asked_in_log, sign, signed
from tests.logs.opening import open_log


def test_a_document_comes_as_a_file_to_save_that_a_browser_runs_nothing_of(cast: Cast) -> None:
    document = sign(ask(cast, years_ago(8)), "yes", Accepted(FileType.JPEG, picture(), is_scanned=True))
    answer = browser(cast.teacher).get(f"/dokumenter/{document.pk}/")
    assert answer.getvalue() == picture()
    name = f"dokument-{timezone.localdate()}.jpg"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Length"] == str(len(picture()))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"


def test_it_is_handed_out_in_parts_and_never_all_at_once(cast: Cast) -> None:
    document = sign(ask(cast, years_ago(8)))
    answer: Any = browser(cast.teacher).get(f"/dokumenter/{document.pk}/")
    assert answer.streaming
    parts = list(answer.streaming_content)
    assert max(map(len, parts)) == 256 * 1024
    assert b"".join(parts) == SCAN.content


@pytest.mark.parametrize("begun_in", ["an undring", "a log"])
def test_a_reading_and_a_refused_try_are_noted_in_the_log_that_it_belongs_to(
    cast: Cast, begun_in: str
) -> None:
    if begun_in == "a log":
        case_id = open_log(cast)
        document = signed(cast, asked_in_log(cast, case_id, "school"), "Mona Eksempel")
    else:
        document = sign(ask(cast, years_ago(8)))
    browser(cast.teacher).get(f"/dokumenter/{document.pk}/")
    [event] = noted(act="file.fetch")
    assert (event.user_id, event.refused) == (cast.teacher.pk, False)
    assert [one.case_id for one in event.event.cases.all()] == ([case_id] if begun_in == "a log" else [])
    assert browser(cast.nurse).get(f"/dokumenter/{document.pk}/").status_code == 404
    assert noted(act="file.fetch")[-1].refused


def test_who_may_not_read_it_gets_the_answer_of_one_that_is_not_there(cast: Cast) -> None:
    document = sign(ask(cast, years_ago(8)))
    for person in set(EVERYBODY) - {"teacher", "head"}:
        client = browser(getattr(cast, person))
        given = [client.get(f"/dokumenter/{key}/") for key in (document.pk, uuid.uuid4())]
        assert [one.status_code for one in given] == [404, 404], person
    assert Client().get(f"/dokumenter/{document.pk}/").status_code == 302
