"""A note was moved to the right child: afterwards both logs look as if it had been written there at once."""

import uuid
from collections.abc import Callable
from pprint import pformat
from typing import Any

import pytest
from django.db import Error, transaction
from psycopg2 import errors

from cases.wrongchild.services import note_move
from municipality.access.identity import as_user
from tests.access.scenes import is_refused, plain
from tests.attacks.comparing import KEY, World, differences, learned
from tests.attacks.test_reports_to_barnevern import pages_of
from tests.cast import Cast
from tests.concerns.helpers import signed_in
from tests.examples import examples
from tests.wrongchild.helpers import TwoLogs, only_deviation, two_logs, write
from tests.wrongchild.test_moving import ends_membership

pytestmark = pytest.mark.slow(40)

WAYS = examples(2)
# Who takes part in the wrong log, or leads a unit of it; who takes part in the right one.
OF_THE_WRONG, OF_THE_RIGHT = ("nurse", "head"), ("adviser",)


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
    told = {reader: differences(*both) for reader, both in seen.items()}
    apart = {reader: one for reader, one in told.items() if one}
    assert not apart, pformat(apart, width=200)[:20000]


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
            plain("select deviation_note(%s, 'x', true)", key)
        assert isinstance(refusal.value.__cause__, errors.InsufficientPrivilege)
