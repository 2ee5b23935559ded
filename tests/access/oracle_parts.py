"""The rules of who is named in a log, taken out of it, and kept out. False means refused."""

from dataclasses import dataclass

from tests.access.oracle_baton import BatonRules
from tests.access.oracle_log import Basis, Case, Part


@dataclass
class PartRules(BatonRules):
    def name(self, case: Case, actor: str, person: str, unit: str) -> bool:
        may = actor == person and self.holds(actor, case) and case.holder_unit == unit
        able = self.member(person, unit) and person not in case.kept_out
        if not (may or self.receives(actor, case, unit)) or not able:
            return False
        others = {p for p, u, _role in self.living if u == unit} - case.kept_out - {actor}
        before = not case.parts or any(
            part.person == actor and part.unit == unit and part.for_items is None for part in case.parts
        )
        passed_over = actor == person and not (self.holds(actor, case) and before) and others
        if passed_over and not self.receives_invited(actor, case, unit):
            return False
        done = self.take_in(case, person, unit)
        if done:
            self.settle_baton(case)
        return done

    def living_bases(self, case: Case, unit: str) -> list[Basis]:
        return [basis for basis in case.bases if basis.unit == unit and basis.alive]

    def part_on(self, case: Case, person: str, basis: Basis) -> Part | None:
        return next((p for p in case.parts if p.person == person and p.basis is basis and not p.ended), None)

    def take_in(self, case: Case, person: str, unit: str) -> bool:
        """To work with the case, on every living basis of the unit; whoever read for an item stays for good."""
        living = self.living_bases(case, unit)
        for basis in living:
            part = self.part_on(case, person, basis)
            if part is None or part.for_items is not None:
                case.parts = [one for one in case.parts if one is not part]
                case.parts.append(Part(person, unit, basis))
        return bool(living)

    def remove(self, case: Case, actor: str, person: str, unit: str) -> bool:
        may = (
            actor == person
            or self.holds(actor, case)
            or self.receives(actor, case, unit)
            or self.leads(actor, unit, case.kept_out)
        )
        own = actor == person or self.member(actor, unit) or self.leads(actor, unit, case.kept_out)
        ended = [
            p
            for p in case.parts
            if p.person == person and p.unit == unit and not p.ended
            and (own or (self.may_know_of_unit(actor, case, unit) and self.knows_why(actor, p)
                         and not self.hides_part(actor, case, p)))
        ]  # fmt: skip
        stood_in = may and self.take_out_stand_in(case, actor, person, unit)
        if not may or not (ended or stood_in):
            return False
        for part in ended:
            part.ended = True
        self.settle_baton(case)
        return True

    def take_out_stand_in(self, case: Case, actor: str, person: str, unit: str) -> bool:
        """Said by the rules of absences: whether there was anything."""
        return False

    def keep_out(self, case: Case, actor: str, person: str) -> bool:
        """D6: by the relay holder. Whatever that person has ends."""
        if not self.holds(actor, case) or person == actor:
            return False
        case.kept_by_name.add(person)
        for part in case.parts:
            part.ended = part.ended or part.person == person
        if case.offer and case.offer[1] == person:
            case.offer = None
        return True

    def let_in(self, case: Case, actor: str, person: str) -> bool:
        if not self.holds(actor, case) or person not in case.kept_by_name:
            return False
        case.kept_by_name.discard(person)
        return True
