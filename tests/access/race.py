"""Two acts at the same time, on two connections: `second` begins when `first` is done and not yet committed."""

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cases.baton.models import BatonMove, BatonOffer
from cases.case.models import Case
from cases.case.services import participant_add
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.access.beside import connected_as
from tests.access.scenes import hand_over, join, plain, value
from tests.cast import Cast
from tests.logs.opening import open_log

Act = Callable[[], Any]
PATIENCE = 300.0
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


@pytest.fixture
def log(committed: Cast) -> uuid.UUID:
    """PPT and the clinic take part; the clinic's nurse holds the baton after the teacher."""
    case_id = open_log(committed)
    join(committed, case_id, "adviser", "ppt")
    join(committed, case_id, "nurse", "clinic")
    hand_over(committed, case_id, "teacher", "nurse", "clinic")
    return case_id
