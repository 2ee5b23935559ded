"""The rules of absence: who stands in, and reads what the colleague reads, in these days and in these units."""

from dataclasses import dataclass, field, replace
from enum import Enum

from tests.access.oracle_log import Case, Part
from tests.access.oracle_records import RecordOracle
from tests.access.oracle_table import Referral


class When(Enum):
    LATER = "later"
    NOW = "now"
    OVER = "over"


@dataclass(eq=False)
class Absence:
    """`given`: the parts of the person that the stand-in shares; `taken_out`: those he was taken out of since."""

    key: str
    person: str
    stand_in: str | None
    units: set[str]
    when: When
    ended: bool = False
    given: list[Part] = field(default_factory=list)
    taken_out: list[Part] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not self.ended and self.when is not When.OVER

    @property
    def is_now(self) -> bool:
        return not self.ended and self.when is When.NOW

    def shares(self, part: Part) -> bool:
        return part in self.given and part not in self.taken_out and not part.ended


@dataclass
class AbsenceOracle(RecordOracle):
    absences: list[Absence] = field(default_factory=list)

    # --- what a stand-in reads ---
    def living_parts(self, case: Case) -> list[Part]:
        own = super().living_parts(case)
        return own + [
            one
            for absence in self.absences
            if absence.is_now
            for part in own
            if absence.shares(part) and (one := self.stood_in(absence, part)) is not None
        ]

    def stood_in(self, absence: Absence, part: Part) -> Part | None:
        """The stand-in works in the unit too; of items, he reads for those that no unit of his is left out of."""
        person = absence.stand_in
        if person is None or not self.member(person, part.unit):
            return None
        if part.for_items is None:
            return replace(part, person=person, stands_in=absence)
        items: list[object] = [one for one in part.for_items if not self.is_kept_from(person, one)]
        return replace(part, person=person, stands_in=absence, for_items=items) if items else None

    def is_kept_from(self, person: str, item: object) -> bool:
        assert isinstance(item, Referral)
        return self.is_left_out(person, item)

    def settle_items(self) -> None:
        """After everything that happens: what the person has been given, the stand-in has too."""
        super().settle_items()
        for absence in self.absences:
            if absence.is_open and absence.stand_in is not None:
                for case in self.cases.values():
                    self.give_stand_in(absence, absence.stand_in, case)

    def give_stand_in(self, absence: Absence, person: str, case: Case) -> None:
        """Not where he is kept out: what he would have had then, he is not given later either."""
        fresh = [
            part
            for part in case.parts
            if part.person == absence.person and part.unit in absence.units and part not in absence.given
        ]
        absence.given += [part for part in fresh if not (part.ended or part.basis.over)]
        if person in case.kept_out:
            absence.taken_out += [part for part in case.parts if part in absence.given]

    def take_out_stand_in(self, case: Case, actor: str, person: str, unit: str) -> bool:
        own = actor == person or self.member(actor, unit)
        known = own or self.may_know_of_unit(actor, case, unit)
        there = [
            (absence, part)
            for absence in self.absences
            if absence.is_open and absence.stand_in == person
            for part in case.parts
            if part.unit == unit
            and absence.shares(part)
            and known
            and self.may_see(actor, case, absence, part, own)
        ]
        for absence, part in there:
            absence.taken_out.append(part)
        return bool(there)

    def may_see(self, actor: str, case: Case, absence: Absence, part: Part, own: bool) -> bool:
        seen = self.stood_in(absence, part) or part
        return own or (self.knows_why(actor, seen) and not self.hides_part(actor, case, seen))

    # --- who registers, changes and ends one ---
    def chooses_for(self, actor: str, person: str) -> set[str]:
        return {
            unit
            for who, unit, _role in self.living
            if who == person and (actor == person or self.leads(actor, unit))
        }

    def can_stand_in(self, actor: str, person: str, stand_in: str | None, units: set[str]) -> bool:
        return stand_in is None or (
            stand_in not in (person, actor) and any(self.member(stand_in, unit) for unit in units)
        )

    def register_absence(self, actor: str, absence: Absence) -> bool:
        units = self.chooses_for(actor, absence.person)
        already = any(
            one.is_open and one.person == absence.person and one.when is absence.when for one in self.absences
        )
        if not units or already or not self.can_stand_in(actor, absence.person, absence.stand_in, units):
            return False
        absence.units = units
        self.absences.append(absence)
        return True

    def change_absence(self, actor: str, absence: Absence, stand_in: str | None) -> bool:
        units = self.chooses_for(actor, absence.person)
        if not (actor == absence.person or units) or not absence.is_open:
            return False
        if stand_in == absence.stand_in:
            return True
        if not self.can_stand_in(actor, absence.person, stand_in, units):
            return False
        before = absence.stand_in
        absence.stand_in, absence.units = stand_in, units
        absence.given, absence.taken_out = [], []
        self.settle_items()
        self.settle_batons_of(before)
        return True

    def end_absence(self, actor: str, absence: Absence) -> bool:
        if not (actor == absence.person or self.chooses_for(actor, absence.person)) or not absence.is_open:
            return False
        absence.ended = True
        self.settle_batons_of(absence.stand_in)
        return True

    def settle_batons_of(self, person: str | None) -> None:
        for case in self.cases.values():
            if case.holder == person:
                self.settle_baton(case)

    # --- a holder who is away ---
    def passes_baton(self, person: str, case: Case) -> bool:
        away = any(one.is_now and one.person == case.holder for one in self.absences)
        leads = away and not case.closed and self.leads(person, case.holder_unit, case.kept_out)
        return self.holds(person, case) or leads
