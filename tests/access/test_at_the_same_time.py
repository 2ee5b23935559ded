"""Two acts at the same time, on two connections: whoever comes second waits, and the end is right in either order.

In the end a log has exactly one holder who may read or is a leader, and no grant is alive on a basis that is not.
"""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection

from cases.baton.models import BatonMove, BatonOffer
from cases.baton.services import baton_answer, baton_offer, baton_offer_cancel
from cases.case.models import Case
from cases.case.services import participant_add, participant_remove
from cases.concerns.models import Concern
from cases.concerns.services import KeptOut, concern_keep_out, concern_register, concern_share
from cases.logs.models import Entry
from cases.logs.services import entry_change, entry_write
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.access.verbs import call
from municipality.people.models import Resident, User
from municipality.people.services import index_and_seal, resident_find_or_register
from tests.access.beside import connected_as
from tests.access.scenes import hand_over, join, name, plain, time_passes, value
from tests.access_log import noted
from tests.cast import Cast, synthetic_number, years_ago
from tests.databases import logged_in
from tests.logs.opening import open_log

pytestmark = pytest.mark.slow(20)
Act = Callable[[], Any]
PATIENCE = 300.0


@pytest.fixture
def log(committed: Cast) -> uuid.UUID:
    """PPT and the clinic take part; the clinic's nurse holds the baton after the teacher."""
    case_id = open_log(committed)
    join(committed, case_id, "adviser", "ppt")
    join(committed, case_id, "nurse", "clinic")
    hand_over(committed, case_id, "teacher", "nurse", "clinic")
    return case_id


# For the owner to ask: the application does not see who waits. Locks are listed for the whole cluster, where another
# worker's tests wait for locks of their own.
WAITING_HERE = (
    "select count(*) from pg_locks l join pg_stat_activity a using (pid)"
    " where not l.granted and a.datname = current_database()"
)


class Race:
    """`first` is done and not yet committed while `second` begins; then `first` commits."""

    def __init__(self, first: tuple[User | None, Act], second: tuple[User | None, Act]) -> None:
        self.results: dict[str, Any] = {}
        self.waited = False
        self.done, self.release = threading.Event(), threading.Event()
        threads = [
            threading.Thread(target=self._run, args=("first", *first, True)),
            threading.Thread(target=self._run, args=("second", *second, False)),
        ]
        threads[0].start()
        assert self.done.wait(PATIENCE)
        threads[1].start()
        self._let_second_come_to_a_halt(threads[1])
        self.release.set()
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _run(self, which: str, person: User | None, act: Act, hold: bool) -> None:
        try:
            with as_user(person.pk) if person else as_system("test: race"):
                try:
                    self.results[which] = act()
                finally:
                    if hold:
                        self.done.set()
                        self.release.wait(PATIENCE)
        except Exception as error:  # noqa: BLE001 - the race is about which error comes
            self.results[which] = error
        finally:
            connection.close()

    def _let_second_come_to_a_halt(self, second: threading.Thread) -> None:
        end = time.monotonic() + PATIENCE
        with connected_as("owner") as beside:
            while second.is_alive() and time.monotonic() < end:
                beside.execute(WAITING_HERE)
                if beside.fetchone()[0]:
                    self.waited = True
                    return
                time.sleep(0.01)


def withdrawing(case_id: uuid.UUID, unit: Any = None) -> Act:
    return lambda: consent_withdraw(case_id=case_id, unit_id=unit.pk if unit else None, how=HowWithdrawn.ORAL)


def end_state_is_right(case_id: uuid.UUID) -> None:
    with as_system("test: end state"):
        for table in ("cases_caseusergrant", "cases_casegroupgrant"):
            assert not plain(
                f"select 1 from {table} g join consent_legalbasis b on b.id = g.basis_id"
                " where g.valid <> b.valid or g.kinds <> b.kinds or g.content_object_id <> b.case_id"
            )
        case = Case.objects.get(pk=case_id)
        latest = BatonMove.objects.filter(case=case).latest("moved_at")
        assert (latest.user_id, latest.unit_id) == (case.holder_id, case.holder_unit_id)
        assert BatonOffer.objects.filter(case=case, answer="waiting").count() <= (0 if case.closed_at else 1)
        if case.closed_at is None:
            assert value(
                "select exists (select 1 from cases_caseusergrant g join municipality_membership m"
                " on m.user_id = g.user_id and m.unit_id = g.unit_id and m.ends_at is null"
                " where g.content_object_id = %s and g.user_id = %s and g.unit_id = %s and g.ended_at is null"
                " and g.valid @> statement_timestamp()) or exists (select 1 from municipality_membership m"
                " where m.user_id = %s and m.unit_id = %s and m.role = 'leader')",
                case_id, case.holder_id, case.holder_unit_id, case.holder_id, case.holder_unit_id,
            )  # fmt: skip


def may_read(person: User, case_id: uuid.UUID) -> bool:
    with as_user(person.pk):
        return Case.objects.filter(pk=case_id).exists()


def holder_of(case_id: uuid.UUID) -> str:
    with as_system("test"):
        return Case.objects.select_related("holder").get(pk=case_id).holder.username


def naming(cast: Cast, case_id: uuid.UUID) -> Act:
    return lambda: participant_add(case_id=case_id, person=cast.ppt_colleague, unit=cast.ppt)


def test_naming_a_person_waits_for_a_withdrawal_and_is_refused(committed: Cast, log: uuid.UUID) -> None:
    race = Race(
        (committed.mother, withdrawing(log, committed.ppt)), (committed.adviser, naming(committed, log))
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert not may_read(committed.ppt_colleague, log)
    end_state_is_right(log)


def test_a_withdrawal_waits_for_a_naming_and_ends_it(committed: Cast, log: uuid.UUID) -> None:
    race = Race(
        (committed.adviser, naming(committed, log)), (committed.mother, withdrawing(log, committed.ppt))
    )
    assert race.waited
    assert race.results == {"first": None, "second": None}
    assert not may_read(committed.ppt_colleague, log)
    end_state_is_right(log)


def test_a_withdrawal_waits_for_an_entry_that_is_being_written(committed: Cast, log: uuid.UUID) -> None:
    def writing() -> Entry:
        return entry_write(author=committed.adviser, unit=committed.ppt, case_id=log, kind="school", text="x")

    race = Race((committed.adviser, writing), (committed.mother, withdrawing(log, committed.ppt)))
    assert race.waited
    assert isinstance(race.results["first"], Entry)
    with as_user(committed.adviser.pk):
        assert not Entry.objects.exists()
    end_state_is_right(log)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("new", [True, False])
def test_an_entry_waits_for_a_withdrawal_and_is_refused(
    committed: Cast, log: uuid.UUID, whole: bool, new: bool
) -> None:
    with as_user(committed.adviser.pk):
        earlier = entry_write(
            author=committed.adviser, unit=committed.ppt, case_id=log, kind="school", text="x"
        )

    def writing() -> Entry:
        return entry_write(author=committed.adviser, unit=committed.ppt, case_id=log, kind="school", text="x")

    def changing() -> None:
        entry_change(entry=earlier, version=1, kind="school", text="y")

    withdrawal = withdrawing(log, None if whole else committed.ppt)
    race = Race((committed.mother, withdrawal), (committed.adviser, writing if new else changing))
    assert race.waited
    assert "consent_withdrawn_meanwhile" in str(race.results["second"])
    with as_system("test"):
        assert Entry.objects.filter(case_id=log).count() == 2
        assert Entry.objects.get(pk=earlier.pk).text == "x"
    end_state_is_right(log)


def test_of_two_withdrawals_the_second_finds_nothing(committed: Cast, log: uuid.UUID) -> None:
    race = Race(
        (committed.mother, withdrawing(log, committed.clinic)),
        (committed.nurse, withdrawing(log, committed.clinic)),
    )
    assert race.waited
    assert isinstance(race.results["second"], (NothingThere, PermissionDenied))
    with as_system("test"):
        assert value("select count(*) from consent_withdrawal where case_id = %s", log) == 1
    assert holder_of(log) == "teacher"
    end_state_is_right(log)


def test_two_withdrawals_for_two_units_leave_one_holder(committed: Cast, log: uuid.UUID) -> None:
    race = Race(
        (committed.mother, withdrawing(log, committed.clinic)),
        (committed.teacher, withdrawing(log, committed.school)),
    )
    assert race.results == {"first": None, "second": None}
    assert holder_of(log) == "head"
    end_state_is_right(log)


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, True)])
def test_one_offer_gets_one_answer(committed: Cast, log: uuid.UUID, first: bool, second: bool) -> None:
    with as_user(committed.nurse.pk):
        offer = baton_offer(case_id=log, user_id=committed.adviser.pk, unit_id=committed.ppt.pk, why="")
    race = Race(
        (committed.adviser, lambda: baton_answer(case_id=log, offer_id=offer, yes=first)),
        (committed.adviser, lambda: baton_answer(case_id=log, offer_id=offer, yes=second)),
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == ("adviser" if first else "nurse")
    end_state_is_right(log)


def offering(cast: Cast, case_id: uuid.UUID, taker: str, unit: str) -> Act:
    return lambda: baton_offer(
        case_id=case_id, user_id=getattr(cast, taker).pk, unit_id=getattr(cast, unit).pk, why=""
    )


def accepting(case_id: uuid.UUID, offer: uuid.UUID) -> Act:
    return lambda: baton_answer(case_id=case_id, offer_id=offer, yes=True)


def test_of_two_offers_made_at_the_same_instant_one_waits(committed: Cast, log: uuid.UUID) -> None:
    race = Race(
        (committed.nurse, offering(committed, log, "adviser", "ppt")),
        (committed.nurse, offering(committed, log, "teacher", "school")),
    )
    assert race.waited
    assert isinstance(race.results["second"], IntegrityError)
    with as_system("test"):
        assert BatonOffer.objects.get(case_id=log, answer="waiting").user_id == committed.adviser.pk
    assert holder_of(log) == "nurse"
    end_state_is_right(log)


@pytest.fixture
def two_that_wait(committed: Cast, log: uuid.UUID) -> Iterator[dict[str, uuid.UUID]]:
    """Two offers that wait, which the index forbids: it is taken away, so that only the verb is left to keep order."""
    with logged_in("owner"):
        plain("drop index one_waiting_offer_per_case")
    offers = {}
    for taker, unit in (("adviser", "ppt"), ("teacher", "school")):
        with as_user(committed.nurse.pk):
            offers[taker] = offering(committed, log, taker, unit)()
    yield offers
    with logged_in("owner"):
        plain("delete from cases_batonoffer")
        plain(
            "create unique index one_waiting_offer_per_case on cases_batonoffer (case_id) where answer = 'waiting'"
        )


@pytest.mark.parametrize(("first", "second"), [("adviser", "teacher"), ("teacher", "adviser")])
def test_of_two_offers_accepted_at_the_same_instant_one_moves_the_baton(
    committed: Cast, log: uuid.UUID, two_that_wait: dict[str, uuid.UUID], first: str, second: str
) -> None:
    race = Race(
        (getattr(committed, first), accepting(log, two_that_wait[first])),
        (getattr(committed, second), accepting(log, two_that_wait[second])),
    )
    assert race.waited
    assert race.results["first"] is None
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == first
    with as_system("test"):
        assert BatonOffer.objects.get(pk=two_that_wait[second]).answer == "lapsed"
        assert BatonMove.objects.filter(case_id=log, user=getattr(committed, second)).count() == (
            1 if second == "teacher" else 0  # the teacher opened the log
        )
    end_state_is_right(log)


def test_an_offer_that_is_being_taken_back_is_not_accepted(committed: Cast, log: uuid.UUID) -> None:
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (committed.nurse, lambda: baton_offer_cancel(case_id=log)), (committed.adviser, accepting(log, offer))
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "nurse"
    end_state_is_right(log)


def test_an_offer_that_is_being_accepted_is_not_taken_back_nor_followed_by_another(
    committed: Cast, log: uuid.UUID
) -> None:
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (committed.adviser, accepting(log, offer)), (committed.nurse, lambda: baton_offer_cancel(case_id=log))
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "adviser"
    hand_over(committed, log, "adviser", "nurse", "clinic")
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (committed.adviser, accepting(log, offer)),
        (committed.nurse, offering(committed, log, "teacher", "school")),
    )
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "adviser"
    end_state_is_right(log)


def test_a_no_with_its_reason_stands_when_a_yes_comes_after_it(committed: Cast, log: uuid.UUID) -> None:
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (
            committed.adviser,
            lambda: baton_answer(case_id=log, offer_id=offer, yes=False, reason="Jeg slutter til jul"),
        ),
        (committed.adviser, accepting(log, offer)),
    )
    assert isinstance(race.results["second"], PermissionDenied)
    with as_user(committed.nurse.pk):
        answered = BatonOffer.objects.get(pk=offer)
    assert (answered.answer, answered.answer_reason) == ("declined", "Jeg slutter til jul")
    assert holder_of(log) == "nurse"
    end_state_is_right(log)


def test_a_holder_who_leaves_while_the_offer_is_accepted_leaves_one_holder(
    committed: Cast, log: uuid.UUID
) -> None:
    with as_user(committed.nurse.pk):
        offer = offering(committed, log, "adviser", "ppt")()
    race = Race(
        (
            committed.nurse,
            lambda: participant_remove(
                case_id=log, person_id=committed.nurse.pk, unit_id=committed.clinic.pk
            ),
        ),
        (committed.adviser, accepting(log, offer)),
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "teacher"
    end_state_is_right(log)


def test_an_offer_is_not_accepted_on_a_consent_that_is_being_withdrawn(
    committed: Cast, log: uuid.UUID
) -> None:
    with as_user(committed.nurse.pk):
        offer = baton_offer(case_id=log, user_id=committed.adviser.pk, unit_id=committed.ppt.pk, why="")
    race = Race(
        (committed.mother, withdrawing(log, committed.ppt)),
        (committed.adviser, lambda: baton_answer(case_id=log, offer_id=offer, yes=True)),
    )
    assert isinstance(race.results["second"], PermissionDenied)
    assert holder_of(log) == "nurse"
    end_state_is_right(log)


def test_two_openings_for_the_same_number_are_two_logs_of_one_resident(committed: Cast) -> None:
    number = synthetic_number(years_ago(8))

    def opening(person: User) -> Act:
        return lambda: resident_find_or_register(number)

    race = Race((committed.teacher, opening(committed.teacher)), (committed.nurse, opening(committed.nurse)))
    assert race.waited
    assert race.results["first"] == race.results["second"]
    with as_system("test"):
        assert Resident.objects.filter(pk__in=race.results.values()).count() == 1


@pytest.mark.parametrize("writes_first", [True, False])
def test_a_number_that_one_writes_while_another_registers_it_leads_to_one_resident(
    committed: Cast, writes_first: bool
) -> None:
    log = open_log(committed)
    number = synthetic_number(years_ago(36), 5)
    index, sealed = index_and_seal(number)
    of_mother = mother_row(log)

    def write() -> Any:
        return call(
            "resident_number_change", case=log, parent=of_mother, index=index, sealed=sealed,
            number_type="fodselsnummer", old_leads=True,
        )  # fmt: skip

    writes = (committed.teacher, write)
    registers = (committed.nurse, lambda: resident_find_or_register(number))
    race = Race(writes, registers) if writes_first else Race(registers, writes)
    assert race.waited
    assert not [result for result in race.results.values() if isinstance(result, Exception)]
    with as_system("test"):
        assert (
            value("select count(*) from municipality_sealedidentity where index = %s and leads", index) == 1
        )


def mother_row(log: uuid.UUID) -> uuid.UUID:
    with as_system("test"):
        found: uuid.UUID = value(
            "select id from cases_parentalresponsibility where case_id = %s and relation = 'mor'", log
        )
    return found


@pytest.mark.parametrize("clock_first", [True, False])
def test_the_clock_and_a_withdrawal_close_a_log_once(
    committed: Cast, log: uuid.UUID, clock_first: bool
) -> None:
    with as_user(committed.mother.pk):
        consent_withdraw(case_id=log, unit_id=committed.ppt.pk, how=HowWithdrawn.ORAL)
    with as_system("test: the holder's consent runs out"):
        plain(
            "update consent_legalbasis set starts = now() - interval '2 days', ends = now() - interval '1 second'"
            " where case_id = %s and unit_id = %s", log, committed.clinic.pk,
        )  # fmt: skip
    clock, mother = (None, lambda: call("settle_all")), (committed.mother, withdrawing(log))
    race = Race(clock, mother) if clock_first else Race(mother, clock)
    assert not [result for result in race.results.values() if isinstance(result, Exception)]
    with as_system("test"):
        assert Case.objects.get(pk=log).closed_because == "withdrawn"
    assert len(noted(act="case.close", case_id=log)) == 1
    end_state_is_right(log)


def test_an_open_transaction_stops_seeing_what_another_one_withdraws(committed: Cast, log: uuid.UUID) -> None:
    with as_user(committed.adviser.pk):
        assert Case.objects.filter(pk=log).exists()

        def elsewhere() -> None:
            with as_user(committed.mother.pk):
                consent_withdraw(case_id=log, unit_id=committed.ppt.pk, how=HowWithdrawn.ORAL)
            connection.close()

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join(PATIENCE)
        assert not Case.objects.filter(pk=log).exists()
        assert not Entry.objects.exists()


def test_two_who_name_the_same_person_leave_one_grant(committed: Cast, log: uuid.UUID) -> None:
    race = Race((committed.adviser, naming(committed, log)), (committed.adviser, naming(committed, log)))
    assert race.results == {"first": None, "second": None}
    with as_system("test"):
        assert (
            value(
                "select count(*) from cases_caseusergrant where content_object_id = %s and user_id = %s",
                log, committed.ppt_colleague.pk,
            ) == 2
        )  # fmt: skip
    name(committed, log, "adviser", "ppt_colleague", "ppt")
    time_passes(log, "consent", days=201)
    assert not may_read(committed.ppt_colleague, log)


def test_a_concern_is_not_shared_with_somebody_who_is_being_kept_out(committed: Cast) -> None:
    with as_user(committed.teacher.pk):
        concern = concern_register(
            author=committed.teacher, unit=committed.school, child_name="Emma Eksempel", birth_date=years_ago(9),
            observed="x", since=years_ago(0),
        )  # fmt: skip
    other = committed.other_teacher
    race = Race(
        (committed.teacher, lambda: concern_keep_out(concern=concern, kept_out=KeptOut(other.pk, "kin"))),
        (committed.teacher, lambda: concern_share(concern=concern, colleague_id=other.pk)),
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    with as_user(other.pk):
        assert not Concern.objects.exists()
