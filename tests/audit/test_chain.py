"""R8: events are numbered and sealed in batches, and nobody changes one, takes one away or puts one in unseen."""

import json
import uuid

import pytest
from django.db import Error, transaction

from municipality.access.identity import as_system, as_user
from municipality.access.verbs import value as answer_of
from municipality.audit.chain import chain_look, chain_verify, events_seal, fault_of, last_seal
from municipality.audit.models import Event
from municipality.audit.seals import ChainLook, Seal, UnsealedEvent
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import AccountType, User
from tests.access.race import Race
from tests.access.scenes import is_refused, plain, value
from tests.audit.chain_helpers import columns, found_after, note, nth, number_of_events, seal_some
from tests.cast import Cast, make_user
from tests.databases import logged_in

READ = "select event_write('case.read', null, false, '{}', %s, 'a')"
SECOND = f"select events[1] from municipality_seal where number = {nth(2)}"
SECOND_SEAL = f"update municipality_seal set {{}} where number = {nth(2)}"
PUT_IN = (
    "insert into municipality_event (id, at, act, refused, objects_shown, request_id, reason)"
    " values ('00000000-0000-4000-8000-000000000000', {at}, 'day.read', false, '{{}}', '', '')"
)
WAIT = "insert into municipality_unsealedevent values ('00000000-0000-4000-8000-000000000000')"


def numbers() -> list[tuple[int, int]]:
    with as_system("test: seals"):
        return [(one.first_event, len(one.events)) for one in Seal.objects.order_by("number")]


def test_events_are_numbered_in_order_and_sealed_once(committed: Cast) -> None:
    note(committed, 2)
    assert events_seal() == 2
    assert numbers() == [(1, 2)]
    note(committed, 3)
    assert events_seal() == 3
    assert events_seal() == 0
    assert numbers() == [(1, 2), (3, 3)]
    with as_system("test: their order"):
        times = [Event.objects.get(pk=key).at for key in Seal.objects.latest("number").events]
    assert times == sorted(times)


def test_what_nobody_has_touched_is_found_whole(committed: Cast) -> None:
    seal_some(committed)
    note(committed)  # this one waits
    assert chain_verify().faults == []
    assert found_after() == set()


@pytest.mark.parametrize("table", ["municipality_event", "municipality_eventcase"])
def test_a_change_of_any_column_of_an_event_breaks_the_seal_of_its_batch(
    committed: Cast, emmas_log: uuid.UUID, table: str
) -> None:
    note(committed)
    events_seal()
    with as_user(committed.teacher.pk):
        plain(READ, json.dumps({str(emmas_log): ["entry:1"]}))
    events_seal()
    which = "event_id" if table == "municipality_eventcase" else "id"
    with logged_in("owner"):
        found = columns(table)
    assert len(found) >= 9
    for name, other in found:
        changed = f"update {table} set {name} = {other} where {which} = ({SECOND})"
        assert {fault for seal, fault in found_after(changed) if seal == 2} & {"changed", "missing"}, name


@pytest.mark.parametrize(
    ("done", "faults"),
    [
        ([f"delete from municipality_event where id = ({SECOND})"], {(2, "missing")}),
        ([PUT_IN.format(at="now()")], {(None, "outside")}),
        # As ours is written, by somebody who gives it another time.
        ([PUT_IN.format(at="now() - interval '2 hours'"), WAIT, "select events_seal()"], {(4, "time")}),
        ([SECOND_SEAL.format("said = sha256('x')")], {(2, "changed"), (2, "seal")}),
        ([SECOND_SEAL.format("seal = sha256('x')")], {(2, "seal"), (3, "seal")}),
        (
            [SECOND_SEAL.format("sealed_at = sealed_at - interval '1 day'")],
            {(2, "seal"), (2, "time")},
        ),
        ([SECOND_SEAL.format("first_event = 1")], {(2, "gap"), (2, "seal"), (3, "gap")}),
        ([f"delete from municipality_seal where number = {nth(2)}"], {(3, "gap"), (3, "seal"), (None, "outside")}),
        (
            [SECOND_SEAL.format("removed_at = now(), removed_by = gen_random_uuid()")],
            {(2, "removed"), (None, "outside")},
        ),
        (
            [
                (
                    "update municipality_seal s set events = b.events from municipality_seal b"
                    f" where s.number = {nth(2)} and b.number = {nth(3)}"
                )
            ],
            {(2, "changed"), (2, "seal"), (2, "time"), (None, "outside"), (None, "twice")},
        ),
    ],
)  # fmt: skip
def test_what_is_taken_away_put_in_or_moved_is_found_with_its_batch(
    committed: Cast, done: list[str], faults: set[tuple[int | None, str]]
) -> None:
    seal_some(committed)
    assert found_after(*done) == faults


def test_an_event_that_is_gone_before_it_was_sealed_leaves_a_gap_that_is_found(committed: Cast) -> None:
    seal_some(committed)
    note(committed)
    gone = "delete from municipality_event where id = (select event_id from municipality_unsealedevent)"
    assert found_after(gone, "select events_seal()") == {(4, "missing")}


def test_nobody_but_the_owner_writes_a_seal_or_keeps_an_event_from_waiting(committed: Cast) -> None:
    seal_some(committed)
    note(committed)
    for write in (
        "update municipality_seal set said = ''",
        "delete from municipality_seal",
        "insert into municipality_unsealedevent values (gen_random_uuid())",
        "delete from municipality_unsealedevent",
        "delete from municipality_event",
        "update municipality_chainlook set faults = '{}'",
        "insert into municipality_chainlook values (gen_random_uuid(), now(), 0, '{}')",
    ):
        with as_user(committed.privacy_officer.pk):
            assert is_refused(write), write
        with as_system("test: the system too"):
            assert is_refused(write), write
    for ask in ("select events_seal()", "select chain_noted(1, '{}')", "select * from seals_verify(1, 2)"):
        with as_user(committed.privacy_officer.pk):
            assert is_refused(ask), ask


def test_the_owner_deletes_no_event_but_with_its_batch(committed: Cast, emmas_log: uuid.UUID) -> None:
    with as_user(committed.teacher.pk):
        plain(READ, json.dumps({str(emmas_log): []}))
    events_seal()
    for table in ("municipality_eventcase", "municipality_event"):
        with logged_in("owner"), pytest.raises(Error, match="append-only"), transaction.atomic():
            plain(f"delete from {table} where true")
    with logged_in("owner"), pytest.raises(Error, match="append-only"), transaction.atomic():
        plain("update municipality_event set refused = not refused")


def test_an_event_of_a_transaction_that_lasts_is_sealed_when_it_is_committed(committed: Cast) -> None:
    events_seal()
    raced = Race((committed.teacher, lambda: note(committed)), (None, lambda: answer_of("events_seal")))
    assert not raced.waited
    assert raced.results["second"] == 0
    assert events_seal() == 1
    assert chain_verify().faults == []


def test_two_who_seal_at_the_same_time_make_one_chain(committed: Cast) -> None:
    seal_some(committed)
    note(committed, 2)
    raced = Race((None, lambda: answer_of("events_seal")), (None, lambda: answer_of("events_seal")))
    assert raced.waited
    assert (raced.results["first"], raced.results["second"]) == (2, 0)
    assert chain_verify().faults == []


def test_privacy_officers_are_told_once_of_what_a_look_has_found(committed: Cast) -> None:
    with as_system("test: one who has left"):
        left = make_user("gone", committed.home, AccountType.PRIVACY_OFFICER)
        User.objects.filter(pk=left.pk).update(is_active=False)
    seal_some(committed)
    assert chain_look().faults == []
    with as_system("test: nobody is told of nothing"):
        assert not Notice.objects.filter(notice_type=NoticeType.CHAIN_BROKEN).exists()
    with logged_in("owner"), transaction.atomic():
        plain("alter table municipality_event disable trigger user")
        plain(f"update municipality_event set refused = true where id = ({SECOND})")
        plain("alter table municipality_event enable trigger user")
    [fault] = chain_look().faults
    with logged_in("owner"):
        assert (fault.seal, fault.fault) == (value(f"select {nth(2)}"), "changed")
    assert fault_of(fault.code) == fault
    chain_look()
    with as_system("test: who is told"):
        told = Notice.objects.filter(notice_type=NoticeType.CHAIN_BROKEN)
        assert [one.user_id for one in told] == [committed.privacy_officer.pk]
        assert [one.faults for one in ChainLook.objects.order_by("at")] == [[], [fault.code], [fault.code]]


def test_the_last_seal_is_the_end_of_the_chain(committed: Cast) -> None:
    with as_system("test: nothing waits"):
        UnsealedEvent.objects.exists()
    assert last_seal() is None
    seal_some(committed)
    end = last_seal()
    assert end is not None
    assert end.last_event == number_of_events()
    assert len(bytes.fromhex(end.seal)) == 32


def test_the_number_of_a_seal_says_the_minute_and_not_how_many_there_were(committed: Cast) -> None:
    """Or the privacy officer could count what others alone may see (R9)."""
    note(committed)
    events_seal()
    note(committed)
    events_seal()
    with as_system("test: numbers"):
        first, second = Seal.objects.order_by("number").values_list("number", "sealed_at")
    assert first[0] in (minute := int(first[1].timestamp() // 60), minute + 1)
    assert second[0] - first[0] in (1, 2)
