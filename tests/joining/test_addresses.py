"""The addresses of a log that has become one with another: they lead whoever reads it there, and nobody else."""

import uuid

from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from municipality.access.identity import as_user
from municipality.writing.drafts import draft_save
from municipality.writing.models import Draft
from municipality.writing.once import opened
from tests.attacks.helpers import BY_CHANCE
from tests.cast import Cast
from tests.emergency.helpers import number_of
from tests.joining.joined import joined, part, texts, two_that_can
from tests.logs.helpers import as_
from tests.writing.opened import opened_by

TEXT = "Skrevet mens loggene ble slått sammen."


def page(case_id: uuid.UUID) -> str:
    return reverse("logs:read", args=[case_id])


def test_an_old_address_leads_whoever_reads_the_log_to_where_it_is_now(cast: Cast) -> None:
    two = joined(cast)
    for person in (cast.nurse, cast.teacher, cast.mother):
        assert as_(person).get(page(two.newer) + "?side=2")["Location"] == page(two.older) + "?side=2"
    part(cast, two)
    nurse, teacher = as_(cast.nurse), as_(cast.teacher)
    assert nurse.get(page(two.newer)).status_code == teacher.get(page(two.older)).status_code == 200
    assert nurse.get(page(two.older))["Location"] == page(two.newer)
    assert teacher.get(page(two.newer)).status_code == 404


def test_the_old_number_finds_the_log_for_whoever_reads_it(cast: Cast) -> None:
    two = two_that_can(cast)
    number = number_of(two.newer)
    joined(cast, two)
    for person, finds in (
        (cast.nurse, True),
        (cast.teacher, True),
        (cast.stranger, False),
        (cast.other_teacher, False),
    ):
        found = as_(person).post("/stafettlogger/", {"q": number.lower()}, follow=True)
        assert (page(two.older) in found.text) == finds


def test_nobody_else_learns_that_there_was_such_a_log(cast: Cast) -> None:
    two = joined(cast)
    for person in (cast.stranger, cast.father, cast.head, cast.nav):
        client = as_(person)
        client.get(page(uuid.uuid4()))  # the first page of a session asks more
        assert answered(client, two.newer) == answered(client, uuid.uuid4())


def answered(client: Client, case_id: uuid.UUID) -> tuple[int, str, int]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page(case_id))
    return answer.status_code, BY_CHANCE.sub("*", answer.text), len(asked)


def test_a_text_that_was_being_written_is_sent_on_and_stored_once(cast: Cast) -> None:
    two = two_that_can(cast)
    address = reverse("logs:write", args=[two.newer])
    sent = {"unit": str(cast.clinic.pk), "kind": "health", "text": TEXT} | opened_by(cast.nurse, address)
    joined(cast, two)
    nurse = as_(cast.nurse)
    answer = nurse.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (307, reverse("logs:write", args=[two.older]))
    assert nurse.post(answer["Location"], sent).status_code == 302
    assert TEXT in texts(cast, "nurse", two.older)


def test_a_draft_is_found_where_the_log_is_now(cast: Cast) -> None:
    two = two_that_can(cast)
    address = reverse("logs:write", args=[two.newer])
    form = typed(opened_by(cast.nurse, address) | {"text": TEXT})
    with as_user(cast.nurse.pk):
        draft_save(opened(form), form)  # type: ignore[arg-type]
    joined(cast, two)
    nurse = as_(cast.nurse)
    assert TEXT in nurse.get(address, follow=True).text
    part(cast, two)
    assert TEXT in nurse.get(reverse("logs:write", args=[two.older]), follow=True).text
    with as_user(cast.nurse.pk):
        assert Draft.objects.get().form == address


def typed(fields: dict[str, str]) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update(fields)
    return sent
