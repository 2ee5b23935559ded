"""Two acts at the same time, on two connections: whoever comes second waits, and the end is right in either order.

In the end a log has exactly one holder who may read or is a leader, and no grant is alive on a basis that is not.
"""

import threading
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from cases.case.models import Case
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
from tests.access.race import (
    PATIENCE,
    Act,
    Race,
    end_state_is_right,
    holder_of,
    log,
    may_read,
    naming,
    withdrawing,
)
from tests.access.scenes import name, plain, time_passes, value
from tests.access_log import noted
from tests.cast import Cast, synthetic_number, years_ago
from tests.logs.opening import open_log

__all__ = ["log"]

pytestmark = pytest.mark.slow(20)


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
