"""A signed paper: kept with the answer, whole or not at all, and read by those who read the words of its consent."""

import uuid
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.db import DataError, IntegrityError, transaction

from cases.documents.keeping import GoneMeanwhile, streamed
from cases.documents.models import Document, DocumentPart
from cases.documents.services import answer_keep
from consent.models import Asked, Consent, Reply
from consent.selectors import registered_consents
from consent.services import answer_register, consent_conclude
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.access.verbs import call
from tests.access.scenes import everybody_who, is_refused, join, plain, value, withdraw
from tests.access_log import noted
from tests.cast import EVERYBODY, Cast, years_ago
from tests.conversation.asking import MOTHER, Question, ask
from tests.documents.papers import SCAN, asked_in_log, sign, signed
from tests.logs.opening import open_log


@pytest.fixture
def question(cast: Cast) -> Question:
    return ask(cast, years_ago(8))


def read_by(cast: Cast, document: Document) -> set[str]:
    """Who gets the whole file."""

    def reads() -> bool:
        parts = DocumentPart.objects.filter(document=document.pk).count()
        found = Document.objects.filter(pk=document.pk).exists()
        assert parts == (document.part_count if found else 0)
        return found

    return everybody_who(cast, EVERYBODY, reads)


def told_the_text(cast: Cast, case_id: uuid.UUID) -> set[str]:
    """Who is told what the newest consent says, by the function that the pages ask."""

    def is_told() -> bool:
        return any(one.readings for one in registered_consents(case_id)[:1])

    return everybody_who(cast, EVERYBODY, is_told)


def test_a_paper_is_kept_in_encrypted_parts_that_make_the_same_file(cast: Cast, question: Question) -> None:
    document = sign(question)
    assert (document.size, document.part_count) == (len(SCAN.content), 3)
    with as_user(cast.teacher.pk):
        parts = list(streamed(document, cast.teacher.pk))
        stored = [bytes(sealed) for sealed in DocumentPart.objects.values_list("sealed", flat=True)]
    assert b"".join(parts) == SCAN.content
    assert [len(part) for part in parts[:2]] == [256 * 1024] * 2
    assert all(bytes(range(100)) not in sealed for sealed in stored)


def test_a_part_at_another_place_does_not_open(cast: Cast, question: Question) -> None:
    document = sign(question)
    with as_system("test: somebody swaps two parts"):
        first, second, _third = DocumentPart.objects.filter(document=document)
        DocumentPart.objects.filter(pk=first.pk).update(sealed=second.sealed)
    with pytest.raises(InvalidTag):
        list(streamed(document, cast.teacher.pk))


def test_before_there_is_a_log_a_paper_is_read_by_those_who_read_the_undring(
    cast: Cast, question: Question
) -> None:
    document = sign(question)
    see_the_question = everybody_who(cast, EVERYBODY, Consent.objects.filter(pk=question.consent_id).exists)
    assert read_by(cast, document) == see_the_question == {"teacher", "head"}


def test_a_paper_stays_with_a_no(cast: Cast, question: Question) -> None:
    document = sign(question, "no")
    assert read_by(cast, document) == {"teacher", "head"}


def test_in_the_log_a_paper_is_read_by_those_who_are_told_the_text(cast: Cast, question: Question) -> None:
    document = sign(question)
    case_id = question.open()
    join(cast, case_id, "adviser", "ppt")
    assert read_by(cast, document) == told_the_text(cast, case_id) == {"teacher"}


@pytest.mark.parametrize("units", [["clinic"], ["clinic", "child_welfare"]])
@pytest.mark.parametrize("protection", ["none", "fortrolig"])
def test_whether_a_paper_names_barnevern_or_a_school_that_must_not_be_known_its_readers_are_those_of_the_text(
    cast: Cast, units: list[str], protection: str
) -> None:
    case_id = open_log(cast, address_protection=protection)
    join(cast, case_id, "adviser", "ppt")
    consent_id = asked_in_log(cast, case_id, "school", *units)
    document = signed(cast, consent_id, "Mona Eksempel")
    asked = {"teacher"} if protection != "none" else {"teacher", "mother"}
    assert read_by(cast, document) == asked
    with as_user(cast.teacher.pk):
        consent_conclude(consent_id=consent_id, case_id=case_id, own=cast.school)
    readers = read_by(cast, document)
    assert readers == told_the_text(cast, case_id) == asked
    withdraw(cast, case_id, "mother")
    assert read_by(cast, document) == told_the_text(cast, case_id)


def test_a_download_that_is_under_way_ends_when_the_right_does(cast: Cast) -> None:
    case_id = open_log(cast)
    consent_id = asked_in_log(cast, case_id, "school")
    document = signed(cast, consent_id, "Mona Eksempel")
    file = streamed(document, cast.teacher.pk)
    assert len(next(file)) == 256 * 1024
    withdraw(cast, case_id, "mother")
    with pytest.raises(GoneMeanwhile):
        next(file)


def test_a_paper_stays_with_the_answer_of_which_it_is(cast: Cast, question: Question) -> None:
    sign(question)
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        call("person_drop", id=question.person(MOTHER), consent=question.consent_id)
    assert refused.value.code == "answers_are_kept"
    with as_system("test: all is there"):
        assert Reply.objects.exists()
        assert Document.objects.exists()
        assert DocumentPart.objects.exists()


# --- all or nothing


def keep(question: Question, **changes: Any) -> uuid.UUID:
    """An answer on paper and the head of its document, without parts."""
    reply, document = uuid.uuid4(), uuid.uuid4()
    said = Asked.objects.get(consent=question.consent_id, name=MOTHER)
    answer_register(
        person_id=said.pk, answer="yes", said_on=question.concern.since, how="papir", reply_id=reply
    )
    given = {"file_type": "pdf", "size": 300_000, "scanned": False} | changes
    call("paper_keep", id=document, reply=reply, **given)
    return document


def keep_in_part(question: Question, parts: int) -> None:
    """The same with some of its parts, up to where a transaction ends."""
    with as_user(question.cast.teacher.pk):
        document = keep(question)
        for place in range(parts):
            call("document_part_keep", document=document, place=place, sealed=b"x")
        plain("set constraints all immediate")


@pytest.mark.parametrize("parts", [0, 1])
def test_a_file_with_a_part_missing_is_not_stored_nor_is_the_answer(
    cast: Cast, question: Question, parts: int
) -> None:
    with pytest.raises(DataError, match="not whole"):
        keep_in_part(question, parts)
    with as_system("test: nothing is stored"):
        assert not Document.objects.exists()
        assert not Reply.objects.exists()


def test_a_file_that_is_whole_takes_no_other_part(cast: Cast, question: Question) -> None:
    document = sign(question)
    with as_user(cast.teacher.pk):
        for place in (-1, 3, 100):
            with pytest.raises(Refused, match="Velg den på nytt"):
                call("document_part_keep", document=document.pk, place=place, sealed=b"x")
        with pytest.raises(IntegrityError):
            call("document_part_keep", document=document.pk, place=0, sealed=b"x")


def test_nobody_adds_a_part_to_a_document_of_somebody_else(cast: Cast, question: Question) -> None:
    document = sign(question)
    for person in EVERYBODY:
        if person != "teacher":
            with as_user(getattr(cast, person).pk):
                assert is_refused("select document_part_keep(%s, 0, 'x')", document.pk), person


def test_a_paper_belongs_to_an_answer_on_paper_that_the_same_person_writes_down_now(
    cast: Cast, question: Question
) -> None:
    earlier = sign(question)
    question.say(MOTHER, "yes")
    with as_system("test: an answer in a conversation"):
        spoken = Reply.objects.get(how="samtale")
    head = "select paper_keep(gen_random_uuid(), %s, 'pdf', 1, false)"
    with as_system("test: it was written down before this transaction"):
        plain("update consent_reply set registered_at = registered_at - interval '1 day'")
    for person in EVERYBODY:
        with as_user(getattr(cast, person).pk):
            assert is_refused(head, earlier.reply_id), person
            assert is_refused(head, spoken.pk), person
    with as_user(cast.teacher.pk), pytest.raises(Refused, match="Velg den på nytt"):
        call("paper_keep", id=uuid.uuid4(), reply=spoken.pk, file_type="pdf", size=1, scanned=False)


@pytest.mark.parametrize("changes", [{"size": 0}, {"size": 20 * 1024 * 1024 + 1}, {"file_type": "exe"}])
def test_the_database_itself_takes_no_other_file(
    cast: Cast, question: Question, changes: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), as_user(cast.teacher.pk), transaction.atomic():
        keep(question, **changes)


def test_nobody_writes_a_document_or_a_part_by_a_plain_statement(cast: Cast, question: Question) -> None:
    document = sign(question)
    with as_user(cast.teacher.pk):
        assert value("select count(*) from cases_documentpart") == 3
        for statement in (
            "update cases_document set size = 1", "delete from cases_document", "delete from cases_documentpart",
            "update cases_documentpart set place = 9",
            f"insert into cases_documentpart values (gen_random_uuid(), 9, 'x', '{document.pk}')",
            "select author_id from cases_document",
        ):  # fmt: skip
            assert is_refused(statement), statement


def test_keeping_a_paper_is_an_event(cast: Cast, question: Question) -> None:
    with as_user(cast.teacher.pk):
        answer_keep(
            person_id=question.person(MOTHER),
            answer="yes",
            said_on=question.concern.since,
            how="papir",
            papers=[SCAN],
        )
    [event] = noted(act="file.keep")
    assert event.user_id == cast.teacher.pk
