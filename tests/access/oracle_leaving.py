"""The rules of leaving: what goes to a colleague, what the clock ends, and a unit that closes."""

from dataclasses import dataclass, field

from tests.access.oracle_absence import AbsenceOracle
from tests.access.oracle_log import Case
from tests.access.oracle_plans import COORDINATING
from tests.access.oracle_work import Former


@dataclass
class LeavingOracle(AbsenceOracle):
    closed: set[str] = field(default_factory=set)  # units whose last day is over
    places_there: set[tuple[str, str, str]] = field(default_factory=set)  # that would live if it were open

    # --- a unit that has closed: its places live no longer than it does ---
    def close_unit(self, unit: str) -> None:
        self.closed.add(unit)
        self.settle_places()

    def open_unit(self, unit: str) -> None:
        """The closing is called off."""
        self.closed.discard(unit)
        back = {place for place in self.places_there if place[1] == unit}
        self.places_there -= back
        self.memberships |= back

    def settle_places(self) -> None:
        gone = {place for place in self.memberships if place[1] in self.closed}
        self.memberships -= gone
        self.places_there |= gone

    def settle_items(self) -> None:
        self.settle_places()
        super().settle_items()

    # --- handing over ---
    def sees_to_leaving(self, actor: str, person: str, unit: str, case: Case) -> bool:
        """The person who still works there; of somebody who has left, who has the leader's place in the case."""
        if actor == person:
            return self.member(person, unit)
        has_worked = any(part.person == person and part.unit == unit for part in case.parts)
        return (
            self.leads(actor, unit)
            and self.leads(actor, unit, case.kept_out)
            and has_worked
            and not self.member(person, unit)
        )

    def hand_over(self, case: Case, actor: str, person: str, to: str, unit: str) -> bool:
        has = (case.holder, case.holder_unit) == (person, unit) or any(
            part.person == person and part.unit == unit and part.basis.alive
            for part in case.parts
            if not part.ended and part.for_items is None
        )
        able = self.member(to, unit) and to not in case.kept_out and to not in {actor, person}
        if case.closed or not has or not self.sees_to_leaving(actor, person, unit, case) or not able:
            return False
        if not self.take_in(case, to, unit):
            return False
        if (case.holder, case.holder_unit) == (person, unit) and self.may_hold(case, unit):
            self.give(case, to, unit)
        for measure in self.measures:
            if measure.goal.case is case and not measure.ended and measure.responsible == (person, unit):
                self.formers.append(Former(measure, measure.version, unit, unit))
                measure.responsible, measure.version = (to, unit), measure.version + 1
        plan = self.plan_of(case)
        if plan and unit == COORDINATING and plan.coordinator == person:
            plan.coordinator = to
        return True

    # --- what the clock does ---
    def settle_leavers(self) -> None:
        """Somebody who left has nothing of it when coming back."""
        for case in self.cases.values():
            for part in case.parts:
                part.ended = part.ended or not self.works_in(part.person, part.unit)
        for absence in self.absences:
            for who in (absence.person, absence.stand_in):
                if who and absence.is_open and not any(self.works_in(who, unit) for unit in absence.units):
                    absence.ended = True
        self.seats = [seat for seat in self.seats if self.works_in(seat.person, seat.unit)]
        for case in self.cases.values():
            if case.offer and not any(
                (part.person, part.unit) == case.offer[1:] for part in self.living_parts(case)
            ):
                case.offer = None
        self.settle_items()
        self.settle_concerns()
