"""A note was moved to the right child: afterwards both logs look as if it had been written there at once."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, transaction
from django.utils import timezone
from psycopg2 import errors

from cases.case.models import Case
from cases.case.services import participant_add
from cases.concerns.models import Concern
from cases.concerns.services import KeptOut
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry
from cases.wrongchild.selectors import logs_to_move_to, notes_to_move
from cases.wrongchild.services import RightChild, note_move, note_to_concern
from municipality.access.identity import as_system, as_user
from municipality.people.models import MembershipRole, User
from tests.access.scenes import is_refused, plain
from tests.attacks.alike import assert_none_differ, pages_of
from tests.attacks.comparing import KEY, World, learned
from tests.cast import Cast, make_staff
from tests.concerns.helpers import signed_in
from tests.examples import examples
from tests.wrongchild.helpers import TwoLogs, only_deviation, refused, two_logs, write
from tests.wrongchild.test_moving import ends_membership

pytestmark = [pytest.mark.slow(40), pytest.mark.usefixtures("navigation_on_the_first_page")]

WAYS = examples(2)
# Who takes part in the wrong log, or leads a unit of it; who takes part in the right one.
OF_THE_WRONG, OF_THE_RIGHT = ("nurse", "head"), ("adviser",)
ASTHMA = "Fikk astmamedisin i dag."


def test_staff_find_the_same_as_if_it_had_been_written_on_the_right_child(cast: Cast) -> None:
    logs = two_logs(cast)

    def by_mistake() -> None:
        note = write(cast, logs.wrong)
        with as_user(cast.teacher.pk):
            note_move(entry_id=note.pk, to=logs.right)

    def at_once() -> None:
        write(cast, logs.right)

    seen: dict[str, list[dict[str, Any]]] = {}
    for history in (by_mistake, at_once):
        for reader, found in found_after(cast, logs, history).items():
            seen.setdefault(reader, []).append(found)
    assert_none_differ(seen)


def found_after(cast: Cast, logs: TwoLogs, history: Callable[[], None]) -> dict[str, dict[str, Any]]:
    """All that each finds, by tables, answers and pages; then the history is taken back."""
    before = transaction.savepoint()
    found = {}
    worlds = {}
    for case_id in (logs.wrong, logs.right):
        worlds[case_id] = World()
        worlds[case_id].begin()
        worlds[case_id].case_id = case_id
    history()
    for world in worlds.values():
        world.step("all of it")
    for reader in (*OF_THE_WRONG, *OF_THE_RIGHT):
        case_id = logs.wrong if reader in OF_THE_WRONG else logs.right
        rows, answers = learned(cast, worlds[case_id], reader, most=WAYS)
        pages = pages_of(cast, reader, {"<uuid:case_id>": case_id})
        # The addresses of notices, whose keys are drawn.
        found[reader] = rows | answers | {name: KEY.sub("*", page) for name, page in pages.items()}
    transaction.savepoint_rollback(before)
    return found


def test_the_web_login_changes_no_deviation_and_moves_no_note_by_a_statement_of_its_own(cast: Cast) -> None:
    logs = two_logs(cast)
    with as_user(cast.teacher.pk):
        made = note_move(entry_id=logs.note, to=logs.right)
    for person in (cast.teacher, cast.privacy_officer):
        with as_user(person.pk):
            for statement in (
                "delete from cases_deviation",
                "update cases_deviation set closed_at = now()",
                "update cases_deviationnote set text = 'x'",
                "insert into cases_movednote (entry_id) values (gen_random_uuid())",
                "select entry_id from cases_movednote",
                f"update cases_entry set case_id = '{logs.wrong}' where id = '{made}'",
                f"update cases_entryversion set entry_id = '{made}'",
            ):
                assert is_refused(statement), statement


def test_a_leader_finds_no_text_of_a_note_that_can_be_taken_out(cast: Cast) -> None:
    """Also not by the functions: number, day and author are all."""
    logs = two_logs(cast)
    ends_membership(cast.teacher)
    with as_user(cast.head.pk):
        for question in ("note_to_move(%s)", "logs_to_move_to(%s)"):
            assert "krangel" not in str(plain(f"select * from {question}", logs.note))
        assert "krangel" not in str(plain("select * from notes_to_move(200)"))


@pytest.mark.parametrize("other", ["head", "administrator", "executive", "mother", "stranger", "nurse"])
def test_who_had_seen_it_is_told_to_the_privacy_officer_alone(cast: Cast, other: str) -> None:
    logs = two_logs(cast)
    signed_in(cast.nurse).get(f"/stafettlogger/{logs.wrong}/")
    with as_user(cast.teacher.pk):
        note_move(entry_id=logs.note, to=logs.right)
    key = only_deviation().pk
    asked = "select name from deviation_seen(%s)"
    with as_user(cast.privacy_officer.pk):
        assert plain(asked, key) == [("Nurse",)]
        assert plain(asked, uuid.uuid4()) == []
    with as_user(getattr(cast, other).pk):
        assert plain(asked, key) == []
        with pytest.raises(Error) as refusal, transaction.atomic():
            plain("select deviation_note(%s, 'done', 'x', null, true)", key)
        assert isinstance(refusal.value.__cause__, errors.InsufficientPrivilege)


def test_no_leader_reads_a_note_by_moving_it_into_a_log_that_she_reads(cast: Cast) -> None:
    """The author has left; a leader who works with the right child would read it there (R5)."""
    logs = two_logs(cast)
    leader, note = leader_who_works_with(cast, logs.wrong, logs.right)
    with as_user(leader.pk):
        assert logs.right not in {one.case_id for one in logs_to_move_to(note)}
        with refused("not_a_log_you_write_in"):
            note_move(entry_id=note, to=logs.right)
        assert not Entry.objects.filter(text=ASTHMA).exists()


def test_a_leader_who_reads_it_already_moves_it_there(cast: Cast) -> None:
    logs = two_logs(cast)
    leader, note = leader_who_works_with(cast, logs.wrong, logs.right, logs.wrong)
    with as_user(leader.pk):
        assert logs.right in {one.case_id for one in logs_to_move_to(note)}
        note_move(entry_id=note, to=logs.right)
        assert Entry.objects.get(text=ASTHMA).case_id == logs.right


def leader_who_works_with(cast: Cast, wrong: uuid.UUID, *logs: uuid.UUID) -> tuple[User, uuid.UUID]:
    """The clinic's, named in these logs; the nurse has written in the wrong one, and left the unit."""
    note = write(cast, wrong, "nurse", "clinic", kind="health", text=ASTHMA).pk
    with as_system("test: a leader"):
        leader = make_staff("leader_at_work", cast.clinic, MembershipRole.LEADER, MembershipRole.RECEPTION)
    with as_user(leader.pk):
        for case_id in logs:
            participant_add(case_id=case_id, person=leader, unit=cast.clinic)
    ends_membership(cast.nurse)
    return leader, note


def test_no_leader_gives_a_note_to_somebody_who_is_kept_out_of_its_log(cast: Cast) -> None:
    """D6: whoever is kept out finds nothing of the log, not by an undring either."""
    logs = two_logs(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=logs.wrong, kept_out=KeptOut(cast.other_teacher.pk, "kin"))
    ends_membership(cast.teacher)
    child = RightChild("Ada Eksempel", timezone.localdate())
    with as_user(cast.head.pk), refused("not_of_the_unit"):
        note_to_concern(entry_id=logs.note, unit=cast.school, child=child, keeper_id=cast.other_teacher.pk)
    with as_user(cast.other_teacher.pk):
        assert not Concern.objects.exists()


def test_no_leader_takes_a_note_out_of_a_strictly_protected_log(cast: Cast) -> None:
    """R10: it is open to those who are named in it; its leader knows no more than the number."""
    logs = two_logs(cast)
    ends_membership(cast.teacher)
    with as_system("test: protected"):
        Case.objects.filter(pk=logs.wrong).update(address_protection="strengt_fortrolig")
    child = RightChild("Ada Eksempel", timezone.localdate())
    with as_user(cast.head.pk):
        assert logs.note not in {one.entry_id for one in notes_to_move()}
        with refused("not_your_note"):
            note_move(entry_id=logs.note, to=logs.right)
        with refused("not_your_note"):
            note_to_concern(
                entry_id=logs.note, unit=cast.school, child=child, keeper_id=cast.other_teacher.pk
            )
