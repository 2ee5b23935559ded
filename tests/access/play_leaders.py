"""Steps of a history: who takes a leader's place, who is kept out of a case or a concern, and who is given one."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from cases.concerns.models import Concern
from cases.concerns.services import KeptOut, concern_give, concern_keep_out, concern_let_in
from cases.keepout.services import case_keep_out, case_let_in
from municipality.access.identity import as_system
from municipality.access.verbs import call
from municipality.organisation.models import Service
from municipality.people.models import Overseer
from tests.access.oracle_concerns import Concern as OracleConcern
from tests.access.oracle_leaders import NAMED
from tests.access.oracle_log import Case as OracleCase
from tests.access.play_records import RecordPlay

KIN = "kin"


class LeaderPlay(RecordPlay):
    def appoint(self, person: str, unit: str | None) -> None:
        """Over the units of the service that a unit belongs to; without one named by the municipality."""
        service = self.oracle.same_service[unit] if unit else NAMED
        if (person, service) in self.oracle.overseers:
            return
        self.oracle.overseers.add((person, service))
        with as_system("test"):
            Overseer.objects.create(
                user=self.user(person),
                municipality=self.cast.home,
                service=Service.objects.get(pk=int(service)) if service else None,
                starts_at=timezone.now(),
            )

    def dismiss(self, person: str) -> None:
        self.oracle.overseers = {one for one in self.oracle.overseers if one[0] != person}
        with as_system("test"):
            Overseer.objects.filter(user=self.user(person), ends_at=None).update(ends_at=timezone.now())

    def lead(self, person: str, unit: str) -> None:
        if not self.oracle.member(person, unit, "leader"):
            self._work(person, unit, "leader")

    def keep_out(self, case: OracleCase, actor: str, person: str) -> tuple[Any, bool]:
        kept_out = KeptOut(self.key(person), KIN)
        done = self.tried(actor, case_keep_out, case_id=uuid.UUID(case.key), kept_out=kept_out)
        return done, self.oracle.keep_out(case, actor, person)

    def let_in(self, case: OracleCase, actor: str, person: str) -> tuple[Any, bool]:
        done = self.tried(actor, case_let_in, case_id=uuid.UUID(case.key), user_id=self.key(person))
        return done, self.oracle.let_in(case, actor, person)

    def give_concern(self, actor: str, person: str, which: int) -> tuple[Any, bool] | None:
        def give(row: Concern) -> None:
            concern_give(concern_id=row.pk, unit_id=row.unit_id, user_id=self.key(person))

        return self._with_concern(actor, person, which, give, self.oracle.give_concern)

    def keep_out_of_concern(self, actor: str, person: str, which: int) -> tuple[Any, bool] | None:
        def keep(row: Concern) -> None:
            concern_keep_out(concern=row, kept_out=KeptOut(self.key(person), KIN))

        return self._with_concern(actor, person, which, keep, self.oracle.keep_out_of_concern)

    def let_into_concern(self, actor: str, person: str, which: int) -> tuple[Any, bool] | None:
        def let(row: Concern) -> None:
            concern_let_in(concern=row, user_id=self.key(person))

        return self._with_concern(actor, person, which, let, self.oracle.let_into_concern)

    def settle_concerns(self) -> None:
        with as_system("test"):
            call("concerns_settle")
        self.oracle.settle_concerns()

    def key(self, person: str) -> int:
        found: int = self.user(person).pk
        return found

    def _with_concern(
        self,
        actor: str,
        person: str,
        which: int,
        act: Callable[[Concern], None],
        rule: Callable[[OracleConcern, str, str], bool],
    ) -> tuple[Any, bool] | None:
        concern = self._concern(which)
        if concern is None:
            return None
        actor = self.keeper(concern) if actor == "its author" else actor
        row = Concern(pk=uuid.UUID(concern.key), unit=self.units[concern.unit])
        return self.tried(actor, act, row), rule(concern, actor, person)
