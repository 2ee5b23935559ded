"""Steps of a history: somebody is away, somebody stands in, days pass."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from cases.absence.services import absence_change, absence_end, absence_register
from municipality.access.identity import as_system
from tests.access.oracle_absence import Absence, When
from tests.access.play_leaders import LeaderPlay

DAYS = {When.NOW: (0, 2), When.LATER: (3, 5)}  # from today; three days later what was to come is now


class AbsencePlay(LeaderPlay):
    def away(self, actor: str, person: str, stand_in: str | None, when: str) -> tuple[Any, bool]:
        actor = person if actor == "self" else actor
        absence = Absence("", person, stand_in, set(), When(when))
        first, last = (timezone.localdate() + timedelta(days=days) for days in DAYS[absence.when])
        done = self.tried(
            actor, absence_register, user_id=self.user(person).pk, first=first, last=last,
            stand_in_id=self.user(stand_in).pk if stand_in else None,
        )  # fmt: skip
        absence.key = str(done)
        return done, self.oracle.register_absence(actor, absence)

    def change_absence(self, actor: str, stand_in: str | None, which: int) -> tuple[Any, bool] | None:
        absence = self._absence(which)
        if absence is None:
            return None
        actor = absence.person if actor == "self" else actor
        last = DAYS[absence.when][1] if absence.when in DAYS else 0
        done = self.tried(
            actor, absence_change, absence_id=uuid.UUID(absence.key),
            last=timezone.localdate() + timedelta(days=last),
            stand_in_id=self.user(stand_in).pk if stand_in else None,
        )  # fmt: skip
        return done, self.oracle.change_absence(actor, absence, stand_in)

    def end_absence(self, actor: str, which: int) -> tuple[Any, bool] | None:
        absence = self._absence(which)
        if absence is None:
            return None
        actor = absence.person if actor == "self" else actor
        done = self.tried(actor, absence_end, uuid.UUID(absence.key))
        return done, self.oracle.end_absence(actor, absence)

    def _absence(self, which: int) -> Absence | None:
        found = self.oracle.absences
        return found[which % len(found)] if found else None

    def days_pass(self) -> None:
        """Nothing else happens, no job runs."""
        older = "during = tstzrange(lower(during) - interval '3 days', upper(during) - interval '3 days')"
        with as_system("test: days pass"), connection.cursor() as cursor:
            cursor.execute(f"update cases_absence set {older}")
            cursor.execute(f"update cases_caseusergrant set {older} where not isempty(during)")
        for absence in self.oracle.absences:
            absence.when = When.NOW if absence.when is When.LATER else When.OVER
