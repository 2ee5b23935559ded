"""Moving a note to another log: who may, what goes along, what is left, and that nobody else can do it."""

import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cases.case.models import Case, ParentalResponsibility
from cases.case.services import participant_remove
from cases.concerns.services import KeptOut
from cases.deviations.models import Deviation
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry, EntryVersion
from cases.logs.selectors import family_visits, hidden_entry_count
from cases.logs.services import entry_change
from cases.wrongchild.models import MovedNote
from cases.wrongchild.selectors import logs_to_move_to, note_to_move, notes_to_move
from cases.wrongchild.services import note_move
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import MembershipRole, User
from municipality.writing.models import Draft
from tests.access_log import noted
from tests.cast import Cast, make_staff
from tests.logs.opening import open_log
from tests.wrongchild.helpers import TEXT, TwoLogs, only_deviation, refused, two_logs, write


@pytest.fixture
def logs(cast: Cast) -> TwoLogs:
    return two_logs(cast)


def move(by: User, logs: TwoLogs, **other: Any) -> uuid.UUID:
    with as_user(by.pk):
        return note_move(**{"entry_id": logs.note, "to": logs.right} | other)


def read_in(person: User, case_id: uuid.UUID) -> set[str]:
    with as_user(person.pk):
        return set(Entry.objects.filter(case=case_id, role="note").values_list("text", flat=True))


def ends_membership(user: User) -> None:
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(
            "update municipality_membership set ends_at = statement_timestamp() where user_id = %s", [user.pk]
        )


def test_the_note_is_read_in_the_right_log_and_no_longer_in_the_wrong_one(cast: Cast, logs: TwoLogs) -> None:
    assert (read_in(cast.nurse, logs.wrong), read_in(cast.adviser, logs.right)) == ({TEXT}, set())
    move(cast.teacher, logs)
    assert (read_in(cast.nurse, logs.wrong), read_in(cast.adviser, logs.right)) == (set(), {TEXT})
    assert (read_in(cast.teacher, logs.wrong), read_in(cast.teacher, logs.right)) == (set(), {TEXT})


def test_author_unit_source_signature_and_time_stay(cast: Cast, logs: TwoLogs) -> None:
    names = ("author_id", "unit_id", "kind", "source", "signature", "written_at", "text", "version")
    with as_system("test: the row"):
        before = Entry.objects.filter(pk=logs.note).values_list(*names).get()
    made = move(cast.teacher, logs)
    with as_system("test: the row"):
        assert Entry.objects.filter(pk=made).values_list(*names).get() == before
        assert not Entry.objects.filter(pk=logs.note).exists()


def test_earlier_texts_go_along(cast: Cast, logs: TwoLogs) -> None:
    with as_user(cast.teacher.pk):
        entry_change(entry=Entry.objects.get(pk=logs.note), version=1, kind="school", text="Annen tekst.")
    made = move(cast.teacher, logs)
    with as_system("test: the rows"):
        assert [(one.entry_id, one.text) for one in EntryVersion.objects.all()] == [(made, TEXT)]


def test_what_is_withheld_or_kept_stays_so(cast: Cast) -> None:
    logs = two_logs(cast, withheld_because="child_at_risk", kept_from_parents=True)
    made = move(cast.teacher, logs)
    with as_system("test: the row"):
        one = Entry.objects.get(pk=made)
    assert (one.withheld_because, one.kept_from_parents) == ("child_at_risk", True)
    assert read_in(cast.mother, logs.right) == set()


def test_whose_affairs_it_tells_of_is_said_anew_and_of_an_adult_of_that_log(cast: Cast) -> None:
    logs = two_logs(cast)
    with as_system("test: the adults"):
        of_right = ParentalResponsibility.objects.filter(case=logs.right, relation="mor").get().pk
        of_wrong = ParentalResponsibility.objects.filter(case=logs.wrong, relation="mor").get().pk
    with refused("not_an_adult_of_this_log"):
        move(cast.teacher, logs, about=of_wrong)
    made = move(cast.teacher, logs, about=of_right)
    with as_system("test: the row"):
        assert Entry.objects.get(pk=made).about_id == of_right
    assert read_in(cast.adviser, logs.right) == set()


def test_notices_and_drafts_about_it_are_gone_and_readers_of_the_right_log_are_told(
    cast: Cast, logs: TwoLogs
) -> None:
    with as_user(cast.teacher.pk):
        Draft.objects.bulk_create(
            [
                Draft(
                    user=cast.teacher, form=f"/stafettlogger/{logs.wrong}/notat/{logs.note}/", once=uuid.uuid4(),
                    sealed=b"x", saved_at=timezone.now(),
                )
            ]
        )  # fmt: skip
    made = move(cast.teacher, logs)
    with as_system("test: the rows"):
        assert not Notice.objects.filter(entry_id=logs.note).exists()
        assert not Draft.objects.exists()
        told = set(Notice.objects.filter(entry_id=made).values_list("user__username", flat=True))
        assert set(
            Notice.objects.filter(notice_type=NoticeType.DEVIATION).values_list("user__username", "case_id")
        ) == {("privacy_officer", None)}
    assert told == {"adviser", "mother", "youth"}


def test_both_logs_keep_an_event_that_names_nothing_of_the_other(cast: Cast, logs: TwoLogs) -> None:
    made = move(cast.teacher, logs)
    (out,) = noted(act=Act.ENTRY_MOVE_OUT)
    (into,) = noted(act=Act.ENTRY_MOVE_IN)
    assert (out.case_ids, out.objects) == ([logs.wrong], [f"entry:{logs.note}"])
    assert (into.case_ids, into.objects) == ([logs.right], [f"entry:{made}"])


def acts_told(person: User, case_id: uuid.UUID) -> Counter[str]:
    with as_user(person.pk):
        return Counter(one.act for day in family_visits(Case.objects.get(pk=case_id)) for one in day.events)


def test_the_family_is_told_that_it_was_taken_away_where_it_could_read_it(cast: Cast, logs: TwoLogs) -> None:
    move(cast.teacher, logs)
    assert "entry.move_out" in acts_told(cast.mother, logs.wrong)
    assert "entry.move_in" in acts_told(cast.mother, logs.right)
    assert "entry.move_in" not in acts_told(cast.mother, logs.wrong)


def test_who_of_the_family_could_not_read_it_is_told_nothing_of_it(cast: Cast) -> None:
    logs = two_logs(cast, withheld_because="child_at_risk")
    before = acts_told(cast.mother, logs.wrong)
    assert before["entry.write"] == 1  # what opened it
    move(cast.teacher, logs)
    assert acts_told(cast.mother, logs.wrong) == before
    assert acts_told(cast.mother, logs.right)["entry.move_in"] == 0


@pytest.mark.parametrize(
    "person", ["nurse", "other_teacher", "head", "mother", "stranger", "administrator", "privacy_officer"]
)
def test_nobody_moves_the_note_of_another(cast: Cast, logs: TwoLogs, person: str) -> None:
    by = getattr(cast, person)
    with as_user(by.pk):
        assert note_to_move(logs.note) is None
        assert logs_to_move_to(logs.note) == []
    with refused("not_your_note"):
        move(by, logs)
    assert read_in(cast.nurse, logs.wrong) == {TEXT}


def test_not_into_a_log_in_which_one_does_not_write_for_the_same_unit(cast: Cast) -> None:
    """Nor into the same log, nor one that is not there."""
    wrong = open_log(cast)
    note = write(cast, wrong).pk
    of_clinic = open_log(cast, opener="nurse", unit="clinic", number=cast.youth_number)
    abroad = uuid.uuid4()
    for to in (wrong, of_clinic, abroad):
        with refused("not_a_log_you_write_in"):
            move(cast.teacher, TwoLogs(wrong, to, note))
    with as_user(cast.teacher.pk):
        assert logs_to_move_to(note) == []


def test_not_twice(cast: Cast, logs: TwoLogs) -> None:
    move(cast.teacher, logs)
    with refused("not_your_note"):
        move(cast.teacher, logs)
    with as_system("test: the rows"):
        assert Deviation.objects.count() == 1


def test_not_what_opened_the_log(cast: Cast, logs: TwoLogs) -> None:
    with as_system("test: the row"):
        first = Entry.objects.get(case=logs.wrong, role="first").pk
    with refused("a_log_begins_with_it"):
        move(cast.teacher, logs, entry_id=first)


def test_its_author_takes_it_away_also_after_leaving_the_log(cast: Cast, logs: TwoLogs) -> None:
    with as_user(cast.teacher.pk):
        assert notes_to_move() == []
        participant_remove(case_id=logs.wrong, person_id=cast.teacher.pk, unit_id=cast.school.pk)
        (one,) = notes_to_move()
        assert (one.entry_id, one.author, one.as_leader) == (logs.note, "", False)
        note = note_to_move(logs.note)
        assert note
        assert not note.reads
    move(cast.teacher, logs)
    assert read_in(cast.adviser, logs.right) == {TEXT}


def test_an_author_who_has_left_the_unit_does_not(cast: Cast, logs: TwoLogs) -> None:
    ends_membership(cast.teacher)
    with as_user(cast.teacher.pk):
        assert (note_to_move(logs.note), notes_to_move()) == (None, [])
    with refused("not_your_note"):
        move(cast.teacher, logs)


def test_then_who_leads_the_unit_does_without_reading_it(cast: Cast, logs: TwoLogs) -> None:
    ends_membership(cast.teacher)
    with as_user(cast.head.pk):
        note = note_to_move(logs.note)
        assert note
        assert (note.as_leader, note.reads, note.kind) == (True, False, "")
        assert logs.note in {one.entry_id for one in notes_to_move()}
        (to,) = [one for one in logs_to_move_to(logs.note) if one.case_id == logs.right]
        assert (to.name, to.born) == ("U.E.", None)
    move(cast.head, logs)
    assert read_in(cast.adviser, logs.right) == {TEXT}
    assert read_in(cast.head, logs.right) == set()


def test_what_was_an_adults_own_is_shown_to_nobody_when_a_leader_moves_it(cast: Cast) -> None:
    logs = two_logs(cast, about_other=True)
    ends_membership(cast.teacher)
    made = move(cast.head, logs, about_other=False)
    with as_system("test: the row"):
        assert Entry.objects.get(pk=made).about_other
    assert read_in(cast.adviser, logs.right) == set()


def test_a_leader_who_is_kept_out_finds_nothing(cast: Cast, logs: TwoLogs) -> None:
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=logs.wrong, kept_out=KeptOut(cast.head.pk, "kin"))
    ends_membership(cast.teacher)
    with as_user(cast.head.pk):
        assert note_to_move(logs.note) is None
        assert {one.case_id for one in notes_to_move()} <= {logs.right}
    with refused("not_your_note"):
        move(cast.head, logs)


def test_an_author_who_is_kept_out_finds_nothing_and_the_leader_does(cast: Cast) -> None:
    logs = two_logs(cast)
    note = write(cast, logs.wrong, "nurse", "clinic").pk
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=logs.wrong, kept_out=KeptOut(cast.nurse.pk, "kin"))
    with as_user(cast.nurse.pk):
        assert (note_to_move(note), notes_to_move()) == (None, [])
    with as_system("test: a leader"):
        leader = make_staff("clinic_leader", cast.clinic, MembershipRole.LEADER)
    with as_user(leader.pk):
        assert note_to_move(note)


def test_staff_count_no_hidden_note_afterwards(cast: Cast, logs: TwoLogs) -> None:
    hidden = write(cast, logs.wrong, kind="health").pk
    case = Case(pk=logs.wrong)
    with as_user(cast.nurse.pk):
        before = hidden_entry_count(case)
    move(cast.teacher, TwoLogs(logs.wrong, logs.right, hidden))
    with as_user(cast.nurse.pk):
        assert hidden_entry_count(case) == max(before - 1, 0) or before == 0


def test_a_deviation_is_left_with_numbers_and_when_it_was_discovered(cast: Cast, logs: TwoLogs) -> None:
    now = timezone.now()
    move(cast.teacher, logs, discovered_at=now - timedelta(days=2))
    one = only_deviation()
    with as_system("test: the numbers"):
        numbers = dict(Case.objects.values_list("pk", "number"))
        moved = MovedNote.objects.get()
    assert (one.about, one.unit, one.numbers_from, one.number_to) == (
        "note", cast.school, [numbers[logs.wrong]], numbers[logs.right],
    )  # fmt: skip
    # Nobody discovers what is not written yet.
    assert one.discovered_at == one.written_at
    assert (moved.entry_id, moved.case_id) == (logs.note, logs.wrong)
    assert TEXT not in str(vars(one)) + str(vars(moved))
