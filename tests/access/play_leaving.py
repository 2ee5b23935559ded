"""Steps of a history: work is handed over, the clock comes by after somebody has left, a unit is renamed or closes."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.case.services import part_hand_over
from municipality.access.identity import as_system
from municipality.access.verbs import call
from municipality.organisation.models import Unit
from tests.access.oracle_log import Case as OracleCase
from tests.access.play_absence import AbsencePlay


class LeavingPlay(AbsencePlay):
    def hand_over(self, case: OracleCase, actor: str, person: str, to: str, unit: str) -> tuple[Any, bool]:
        actor = person if actor == "self" else actor
        done = self.tried(
            actor, part_hand_over, case_id=uuid.UUID(case.key), user_id=self.user(person).pk,
            unit_id=self.units[unit].pk, to_id=self.user(to).pk,
        )  # fmt: skip
        return done, self.oracle.hand_over(case, actor, person, to, unit)

    def clock(self) -> None:
        """Comes by: what leavers had ends, and batons move."""
        with as_system("test"):
            for job in ("leavers_settle", "seats_settle", "concerns_settle"):
                call(job)
        self.oracle.settle_leavers()
        self.settle()

    def rename(self, unit: str) -> None:
        """Changes nothing but the name."""
        row = self.units[unit]
        row.name = f"Nye {row.name}"[:60]
        with as_system("test"):
            Unit.objects.filter(pk=row.pk).update(name=row.name)

    def close_unit(self, unit: str) -> None:
        self._last_day(unit, timezone.localdate() - timedelta(days=1))
        self.oracle.close_unit(unit)

    def open_unit(self, unit: str) -> None:
        self._last_day(unit, None)
        self.oracle.open_unit(unit)

    def second_job(self, person: str, unit: str) -> None:
        """Who has the same place in a unit that has closed has it when the closing is called off."""
        if (person, unit, "caseworker") not in self.oracle.places_there:
            super().second_job(person, unit)

    def lead(self, person: str, unit: str) -> None:
        """So has who leads it."""
        if (person, unit, "leader") not in self.oracle.places_there:
            super().lead(person, unit)

    def leave(self, person: str) -> None:
        """Also what somebody had in a unit that has closed."""
        super().leave(person)
        self.oracle.places_there -= {place for place in self.oracle.places_there if place[0] == person}

    def _last_day(self, unit: str, day: Any) -> None:
        with as_system("test"):
            Unit.objects.filter(pk=self.units[unit].pk).update(last_day=day)
