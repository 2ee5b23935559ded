"""A document in a log is read by exactly those who would read a note that says the same of itself."""

import uuid
from itertools import product

import pytest

from cases.case.models import Case
from cases.documents.models import Document, DocumentPart
from cases.documents.services import document_keep
from cases.logs.models import Entry
from cases.logs.selectors import FamilyEvent
from municipality.access.identity import as_user
from municipality.access.refusals import Refused
from municipality.access.verbs import rows
from tests.access.scenes import join, seen_by, withdraw, write
from tests.cast import EVERY_KIND, EVERYBODY, Cast
from tests.documents.papers import SMALL, put
from tests.logs.opening import open_log


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    """School, PPT, the clinic and barnevern take part."""
    kinds = ("school", "health", "child_welfare")
    case_id = open_log(
        cast,
        shares={
            "school": ("school", "family"), "ppt": ("school",), "clinic": ("school", "health"),
            "child_welfare": kinds,
        },
    )  # fmt: skip
    join(cast, case_id, "nurse", "clinic")
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    return case_id


@pytest.mark.parametrize(
    ("author", "unit"),
    [("teacher", "school"), ("nurse", "clinic"), ("child_welfare_worker", "child_welfare")],
)
def test_a_document_has_the_readers_of_a_note(cast: Cast, case_id: uuid.UUID, author: str, unit: str) -> None:
    note_of = {}
    for kind, withheld, kept in product(EVERY_KIND, ("", "child_at_risk"), (False, True)):
        note = write(cast, case_id, author, unit, kind, withheld_because=withheld, kept_from_parents=kept)
        document = put(cast, case_id, author, unit, kind, withheld_because=withheld, kept=kept)
        note_of[document] = note.pk
    for step in ("while all may read", "after a kind was withdrawn"):
        if step.startswith("after"):
            withdraw(cast, case_id, "mother", None, "school")
        numbers = set()
        for person in EVERYBODY:
            notes = seen_by(cast, person, Entry) & set(note_of.values())
            with as_user(getattr(cast, person).pk):
                of_parts = set(DocumentPart.objects.values_list("document", flat=True))
            documents = seen_by(cast, person, Document)
            assert {note_of[document] for document in documents} == notes, (step, person)
            assert of_parts == documents, (step, person)
            numbers.add(len(notes))
        assert len(numbers) > 2, "somebody reads all, somebody some of it and somebody nothing"


def test_only_those_who_may_write_there_keep_a_document(cast: Cast, case_id: uuid.UUID) -> None:
    for person, unit in (
        ("other_teacher", "school"),
        ("teacher", "clinic"),
        ("head", "school"),
        ("mother", "school"),
    ):
        with as_user(cast.teacher.pk):
            case = Case.objects.get(pk=case_id)
        with as_user(getattr(cast, person).pk), pytest.raises(Refused):
            document_keep(case=case, unit=getattr(cast, unit), kind="school", file=SMALL)
    withdraw(cast, case_id, "mother", "school")
    with as_user(cast.teacher.pk), pytest.raises(Refused):
        document_keep(case=case, unit=cast.school, kind="school", file=SMALL)


def test_the_family_is_told_of_events_about_documents_that_it_reads_and_of_no_others(
    cast: Cast, case_id: uuid.UUID
) -> None:
    def told() -> int:
        with as_user(cast.mother.pk):
            return sum(one.act == "file.keep" for one in rows(FamilyEvent, "family_events", case=case_id))

    put(cast, case_id, "teacher", "school")
    assert told() == 1
    put(cast, case_id, "teacher", "school", withheld_because="child_at_risk")
    assert told() == 1
