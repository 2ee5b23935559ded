"""Attacks on what the family demands by right: changed keys, another parent, another unit, plain statements."""

import uuid

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from cases.opening.services import Parent
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from tests.access.scenes import is_refused
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.requests.helpers import WHY, asked, part_of, refused_insight, written

ALIKE = ("read", "answer", "give", "prolong", "letter")


@pytest.fixture
def of_two(cast: Cast) -> uuid.UUID:
    """Both parents read the log; the nurse takes part."""
    parents = [
        Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
        Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.YES, cast.father_number),
    ]
    case_id = open_log(cast, parents=parents)
    join(cast, case_id, "nurse")
    return case_id


def test_the_other_parent_finds_nothing_of_what_was_asked_and_answered(cast: Cast, of_two: uuid.UUID) -> None:
    part_id = refused_insight(cast, of_two)
    father = as_(cast.father)
    pages = [
        f"/stafettlogger/{of_two}/innsyn-og-klage/",
        f"/stafettlogger/{of_two}/innsyn/",
        f"/stafettlogger/{of_two}/",
        "/",
    ]
    for path in pages:
        shown = father.get(path).text
        assert WHY not in shown
        assert "Det du har bedt om" not in shown or "ser du her hvem som skal svare" in shown
    complain = reverse("requests:complain", args=[of_two, part_id])
    assert father.get(complain).status_code == 404
    assert father.post(complain, {"text": "Jeg klager."}).status_code == 404
    copy = father.get(reverse("requests:copy_data", args=[of_two])).content.decode()
    assert WHY not in copy
    assert cast.head.display_name not in copy, "nor who has answered, among the readings"


def test_by_a_changed_key_nobody_of_another_unit_or_of_the_family_reads_or_answers_a_part(
    cast: Cast, of_two: uuid.UUID
) -> None:
    request_id = asked(cast.mother, of_two, text="Alt om Emma.")
    part_id, own = part_of(request_id, cast.school.pk), part_of(request_id, cast.clinic.pk)
    written(cast.head, part_id)
    for person in (
        "nurse",
        "teacher",
        "adviser",
        "mother",
        "father",
        "administrator",
        "privacy_officer",
        "stranger",
    ):
        client = as_(getattr(cast, person))
        for name in ALIKE:
            there = client.get(reverse(f"requests:{name}", args=[part_id])).status_code
            nowhere = client.get(reverse(f"requests:{name}", args=[uuid.uuid4()])).status_code
            assert (there, nowhere) == (404, 404), (person, name)
        assert client.post(reverse("requests:give", args=[part_id]), {"confirmed": "1"}).status_code == 404
    nurse = as_(cast.nurse)
    sent = {
        "answer": "given",
        "reason": "",
        "version": "1",
        "part": str(part_id),
        "answered_at": "2026-01-01",
    }
    nurse.post(reverse("requests:answer", args=[own]), sent)
    with as_system("test: only the own part is written"):
        assert not Notice.objects.filter(notice_type="request.answered").exists()


def test_a_plain_statement_neither_reads_nor_writes_a_row(cast: Cast, of_two: uuid.UUID) -> None:
    part_id = part_of(asked(cast.mother, of_two), cast.school.pk)
    for person in (cast.mother, cast.head, cast.administrator):
        with as_user(person.pk):
            for statement in (
                "select * from cases_familyrequest",
                "select text from cases_familyrequest",
                "select id from cases_requestpart",
                "select * from sealed.part_of_mine",
                f"update cases_requestpart set answer = 'given' where id = '{part_id}'",
                "delete from cases_familyrequest",
                "insert into cases_hiddenlook (id, thing, user_id, looked_at) select gen_random_uuid(), 'x', 1, now()",
                "explain select from cases_familyrequest where text = 'Alt'",
                f"select sealed.answerers_of('{part_id}')",
                "select requests_remind()",
            ):
                assert is_refused(statement), statement


def test_no_error_of_a_verb_shows_what_stands_in_a_row(cast: Cast, of_two: uuid.UUID) -> None:
    part_id = part_of(asked(cast.mother, of_two, text="En hemmelighet."), cast.school.pk)
    too_long = "x" * 30_000
    with (
        as_user(cast.head.pk),
        pytest.raises(Error) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select request_answer(%s, 1, 'given', '', %s, '', '')", [part_id, too_long])
    assert "hemmelighet" not in str(error.value)
    assert "a value that does not fit" in str(error.value)
