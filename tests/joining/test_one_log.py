"""Two logs that have become one: what came along, who reads it, and what leads where."""

import uuid

import pytest
from django.urls import reverse

from cases.baton.models import BatonMove
from cases.case.models import Case
from cases.concerns.services import KeptOut
from cases.consents.own_affairs import own_affairs_withdraw
from cases.emergency.models import Emergency
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry, EntryVersion
from cases.logs.services import entry_change
from cases.statute.models import Statute
from consent.models import LegalBasis
from consent.own_answers import OwnHow
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import value
from municipality.notices.models import Notice, NoticeType
from tests.access.scenes import plain, write
from tests.cast import Cast
from tests.disclosures.helpers import made
from tests.documents.papers import put
from tests.emergency.helpers import allow, number_of, open_as
from tests.joining.helpers import both_parents
from tests.joining.joined import (
    NOTE_OF_CLINIC,
    NOTE_OF_SCHOOL,
    joined,
    logs_of,
    read,
    texts,
    two_that_can,
)
from tests.logs.helpers import as_
from tests.reports.helpers import reported
from tests.statute.helpers import opened
from tests.work.helpers import evaluate, set_goal, set_measure

COLUMNS = (
    "id", "author", "unit", "signature", "kind", "source", "text", "written_at", "withheld_because",
    "kept_from_parents", "version", "changed_at",
)  # fmt: skip


def test_everybody_reads_what_the_own_basis_gave_and_nobody_finds_the_newer(cast: Cast) -> None:
    two = two_that_can(cast)
    before = read(cast, two)
    assert before["teacher"] == ({NOTE_OF_SCHOOL}, set())
    joined(cast, two)
    after = read(cast, two)
    assert not any(newer for _older, newer in after.values())
    # The nurse's basis gives school too; nobody loses anything.
    assert after["nurse"][0] == {NOTE_OF_SCHOOL, NOTE_OF_CLINIC} == after["mother"][0]
    assert after["teacher"][0] == after["adviser"][0] == {NOTE_OF_SCHOOL}
    assert after["ppt_colleague"][0] == {NOTE_OF_CLINIC}
    for person in before:
        assert logs_of(cast, person) == {two.older}
    with as_system("test: the rows"):
        newer, older = Case.objects.get(pk=two.newer), Case.objects.get(pk=two.older)
    assert (newer.closed_because, newer.closed_at is None) == ("joined", False)
    assert (older.level, older.closed_at, older.holder_id) == (3, None, cast.teacher.pk)


@pytest.mark.parametrize(("held_by_newer", "holder"), [(False, "teacher"), (True, "nurse")])
def test_the_one_whom_the_two_chose_holds_it(cast: Cast, held_by_newer: bool, holder: str) -> None:
    two = joined(cast, held_by_newer=held_by_newer)
    with as_system("test: the rows"):
        assert Case.objects.get(pk=two.older).holder_id == getattr(cast, holder).pk
        assert BatonMove.objects.filter(case_id=two.older).count() == 1 + held_by_newer
        assert BatonMove.objects.filter(case_id=two.newer).count() == 1


def test_notes_keep_author_time_kind_and_former_words(cast: Cast) -> None:
    two = two_that_can(cast)
    note = write(
        cast, two.newer, "nurse", "clinic", kind="health", text="Sover lite", withheld_because="child_at_risk"
    )
    with as_user(cast.nurse.pk):
        entry_change(
            entry=note, version=1, kind="health", text="Sover bedre", withheld_because="child_at_risk"
        )
    with as_system("test: the rows"):
        before = list(Entry.objects.filter(case_id=two.newer).order_by("pk").values_list(*COLUMNS))
    joined(cast, two)
    with as_system("test: the rows"):
        ours = Entry.objects.filter(pk__in=[row[0] for row in before]).order_by("pk")
        assert list(ours.values_list(*COLUMNS)) == before
        assert set(ours.values_list("case_id", "role")) == {(two.older, "note")}
        assert EntryVersion.objects.filter(entry=note).count() == 1
    assert "Sover bedre" not in texts(cast, "mother", two.older)


def full(cast: Cast, case_id: uuid.UUID) -> None:
    """Work, a file, a report, what was handed out and what the law opens, in the newer log."""
    measure = set_measure(cast, case_id, set_goal(cast, case_id, "nurse", "clinic"), "nurse", "clinic")
    evaluate(cast, measure, "nurse", "clinic")
    put(cast, case_id, "nurse", "clinic")
    reported(cast.nurse, case_id=case_id)
    made(cast.nurse, case_id)
    allow(cast, "skole")
    open_as(cast.other_teacher, case_id)
    with as_user(cast.nurse.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(cast.nav.pk, "other"))


def test_nothing_that_comes_along_is_left_behind_and_what_opens_without_consent_ends(cast: Cast) -> None:
    two = two_that_can(cast)
    full(cast, two.newer)
    joined(cast, two)
    with as_system("test: the rows"):
        came = {table for (table,) in plain("select distinct of_table from cases_joinedrow")} - {"first"}
        assert {
            "cases_entry", "cases_goal", "cases_measure", "cases_document", "cases_report", "cases_disclosure",
            "cases_emergency", "cases_casekeptout", "consent_consent",
        } <= came  # fmt: skip
        assert {table: of_log(table, two.newer) for table in came} == dict.fromkeys(came, 0)
        assert not LegalBasis.objects.filter(case_id=two.newer, basis_type="consent").exists()
        assert Emergency.objects.get().ended_at is not None


def of_log(table: str, case_id: uuid.UUID) -> int:
    return int(plain(f"select count(*) from {table} where case_id = %s", case_id)[0][0])


def test_a_decision_by_statute_ends_in_both_and_its_leader_is_told(cast: Cast) -> None:
    """Else it would open what the unit wrote in the other log, which nobody decided."""
    two = two_that_can(cast)
    statute_id = opened(cast, two.older)
    with as_user(cast.nav.pk):
        assert value("statute_notes", statute=statute_id) is not None
    joined(cast, two)
    with as_system("test: the rows"):
        assert Statute.objects.get(pk=statute_id).ended_at is not None
        told = Notice.objects.filter(notice_type=NoticeType.STATUTE_ENDED)
        assert [(notice.user_id, notice.case_id) for notice in told] == [(cast.head.pk, None)]


def test_what_is_about_an_adult_is_read_by_the_same_as_before(cast: Cast) -> None:
    """An adult has a row in each log; what names the one of the newer names the one of the older now."""
    two = two_that_can(cast)
    with as_user(cast.nurse.pk):
        mother = adult(two.newer, "Mona")
    write(cast, two.newer, "nurse", "clinic", kind="health", text="Om moren selv", about=mother)
    joined(cast, two)
    assert "Om moren selv" in texts(cast, "mother", two.older) & texts(cast, "nurse", two.older)
    assert "Om moren selv" not in texts(cast, "ppt_colleague", two.older)
    with as_system("test: the row"):
        (row,) = Entry.objects.filter(text="Om moren selv").values_list("about__case_id")
    assert row == (two.older,)


def test_the_family_sees_who_read_either_log_and_the_number_finds_both(cast: Cast) -> None:
    two = two_that_can(cast)
    assert as_(cast.nurse).get(reverse("logs:read", args=[two.newer])).status_code == 200
    joined(cast, two)
    with as_user(cast.mother.pk):
        told = plain("select act, unit, count(*) from family_events(%s) group by 1, 2", two.older)
    assert ("case.read", cast.clinic.name, 1) in told
    assert ("joining.join", cast.clinic.name, 1) in told
    number = number_of(two.older)
    with as_user(cast.privacy_officer.pk):
        assert set(value("event_cases", number=number)) == {two.older, two.newer}


def test_what_a_parent_does_about_own_affairs_is_told_to_no_other_of_the_family(cast: Cast) -> None:
    """Also what was done in the log that became one with another, where the parent has another row."""
    parents = both_parents(cast)
    two = two_that_can(cast, {"parents": parents}, {"parents": parents})
    with as_user(cast.nurse.pk):
        own_affairs_withdraw(case_id=two.newer, parent_id=adult(two.newer, "Mona"), how=OwnHow.ORAL)
    joined(cast, two)
    told = {
        person: [act for (act,) in seen(getattr(cast, person).pk, two.older)]
        for person in ("mother", "father")
    }
    assert told["mother"].count("own_affairs.withdraw") == 1
    assert "own_affairs.withdraw" not in told["father"]
    assert told["father"].count("joining.join") == 1


def seen(user_id: int, case_id: uuid.UUID) -> list[tuple[str]]:
    with as_user(user_id):
        return plain("select act from family_events(%s)", case_id)


def adult(case_id: uuid.UUID, name_begins: str) -> uuid.UUID:
    """For who reads the log."""
    return Case.objects.get(pk=case_id).parents.get(name__startswith=name_begins).pk
