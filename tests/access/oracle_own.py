"""The rules of an adult's own affairs: who reads a note about them, what the adult says, and what is taken back."""

from dataclasses import dataclass

from tests.access.oracle_case import CaseRules
from tests.access.oracle_log import Basis, Case, Entry, FamilyRight


@dataclass
class OwnRules(CaseRules):
    def affairs_given(self, case: Case, right: Basis | FamilyRight, entry: Entry) -> bool:
        """D1: each adult decides alone; of somebody who is not registered the author alone reads."""
        if not entry.about:
            return True
        if isinstance(right, FamilyRight) and not right.subject and entry.released:
            return True
        return entry.about in self.adults_of(case, right)

    def adults_of(self, case: Case, right: Basis | FamilyRight) -> set[str]:
        """Those whose own affairs this gives: for a unit, who named it then and has not said less since."""
        if isinstance(right, Basis):
            return {one for one in right.own_yes if right.unit in case.own_said[one][0]}
        if not right.subject:
            return {right.person} & set(case.adults)
        return {one for one, (_units, to_child) in case.own_said.items() if to_child}

    def adults_say(self, case: Case, bases: list[Basis], said: dict[str, tuple[set[str], bool]]) -> None:
        """What adults have said when these were asked for."""
        for adult, (units, to_child) in said.items():
            case.own_said[adult] = (set(units), to_child)
            for basis in bases:
                if basis.unit in units:
                    basis.own_yes.add(adult)

    def takes_back_own(self, case: Case, actor: str, adult: str, what: str | None) -> bool:
        """For a unit, for the child, or (None) all of it. By the adult who reads the log, or by its holder."""
        own = actor == adult and bool(self.my_rights(actor, case))
        if not (own or self.holds(actor, case)):
            return False
        if what not in (None, "child") and not any(
            basis.alive
            and basis.unit == what
            and self.sees_basis(actor, case, basis)
            and adult in self.adults_of(case, basis)
            for basis in case.bases
        ):
            return False
        units, to_child = case.own_said.get(adult, (set(), False))
        kept = set() if what is None else set(units) - {what}
        if adult in case.own_said:
            case.own_said[adult] = (kept, to_child and what not in (None, "child"))
        for basis in case.bases:
            if what in (None, basis.unit):
                basis.own_yes.discard(adult)
        return True

    def release_own(self, case: Case, actor: str, entry: Entry) -> bool:
        """Its author lets the other parents read it."""
        if entry.released or not self.may_write(actor, case, entry.unit):
            return False
        entry.released = True
        return True

    def sees_basis(self, person: str, case: Case, basis: Basis) -> bool:
        """Said by the rules of reading."""
        raise NotImplementedError

    def told_of_adults(self, person: str, case: Case) -> dict[tuple[str, bool], set[str]]:
        """What somebody is told of each adult: whether the child reads, and the units as far as they may be known."""
        staff = bool(self.my_parts(person, case))
        adults = [one for one in case.adults if staff or (one == person and self.my_rights(person, case))]
        return {
            (one, case.own_said.get(one, (set(), False))[1]): {
                basis.unit
                for basis in case.bases
                if basis.alive and self.sees_basis(person, case, basis) and one in self.adults_of(case, basis)
            }
            for one in adults
        }
