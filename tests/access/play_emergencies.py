"""Steps of a history: a log is opened in an emergency, and the family is told at once or later."""

import uuid
from typing import Any

from cases.emergency.services import emergency_open, emergency_tell
from tests.access.oracle_emergencies import Emergency
from tests.access.oracle_log import Case as OracleCase
from tests.access.play import home_of
from tests.access.play_disclosures import DisclosurePlay
from tests.emergency.helpers import WHY, later, number_of


class EmergencyPlay(DisclosurePlay):
    def emergency(
        self, case: OracleCase, actor: str, sources: tuple[str, ...], is_told: bool
    ) -> tuple[Any, bool]:
        unit = home_of(actor)
        done = self.tried(
            actor, emergency_open,
            unit=self.units[unit], number=number_of(uuid.UUID(case.key)), sources=list(sources), reason=WHY,
            later=None if is_told else later(),
        )  # fmt: skip
        allowed = self.oracle.may_open_in_an_emergency(actor, unit, case)
        if done:
            [key] = done
            self.oracle.emergencies.append(Emergency(str(key), case, actor, unit, set(sources), is_told))
        return done, allowed

    def emergency_told(self, case: OracleCase, number: int, actor: str) -> tuple[Any, bool] | None:
        found = [one for one in self.oracle.emergencies if one.case is case]
        if not found:
            return None
        one = found[number % len(found)]
        done = self.tried(actor, emergency_tell, uuid.UUID(one.key))
        allowed = self.oracle.may_tell_the_family(actor, one)
        one.told = one.told or bool(done)
        return done, allowed
