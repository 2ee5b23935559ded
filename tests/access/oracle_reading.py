"""The rules of what a person reads in a log."""

from dataclasses import dataclass

from tests.access.oracle_answers import area_of
from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Basis, Case, Entry, FamilyRight, Part
from tests.access.oracle_own import OwnRules


@dataclass
class ReadingRules(OwnRules):
    def reads_case(self, person: str, case: Case) -> bool:
        return bool(self.my_parts(person, case) or self.my_rights(person, case))

    def may_change(self, person: str, case: Case) -> bool:
        return bool(self.my_work(person, case))

    def reads_entry(self, person: str, case: Case, entry: Entry) -> bool:
        for part in self.my_parts(person, case):
            if entry.author == person:
                return True
            of_child_welfare = entry.unit == self.child_welfare_unit
            if (
                self.gives(part.basis, entry.unit, entry.kind)
                and (CHILD_WELFARE in part.basis.kinds or not of_child_welfare)
                and self.affairs_given(case, part.basis, entry)
            ):
                return True
        return any(
            self.gives(right, entry.unit, entry.kind)
            and self.affairs_given(case, right, entry)
            and not entry.withheld
            and (right.subject or not entry.kept)
            for right in self.my_rights(person, case)
        )

    @staticmethod
    def gives(right: Basis | FamilyRight, unit: str, kind: str) -> bool:
        """D1: the kind, and what the unit's body knows of it."""
        return kind in right.kinds and area_of(unit, kind) in right.sources

    def hidden_count(self, person: str, case: Case) -> int:
        if not self.my_parts(person, case):
            return 0
        return sum(
            entry.kind != CHILD_WELFARE
            and not entry.first
            and entry.unit != self.child_welfare_unit
            and not self.reads_entry(person, case, entry)
            for entry in case.entries
        )

    def reads_head(self, person: str, case: Case) -> bool:
        if case.closed:
            return False
        if self.am_holder(person, case):
            return True
        for unit in self.same_service:
            if self.receives(person, case, unit):
                return True
            takes_part = unit == case.opening_unit or any(
                part.unit == unit and not self.hides_part(person, case, part)
                for part in self.living_parts(case)
            )
            if self.leads(person, unit, case.kept_out) and (
                unit == case.holder_unit or (self.has_living_basis(case, unit) and takes_part)
            ):
                return True
        return False

    def sees_unit(self, person: str, case: Case, unit: str) -> bool:
        """Whether a row that names the unit is shown: barnevern only to those whose basis covers child welfare."""
        if unit != self.child_welfare_unit:
            return self.reads_case(person, case)
        return self.knows_of_child_welfare(person, case)

    def hides_part(self, person: str, case: Case, part: Part) -> bool:
        """Whether this person must not see that the other one reads. Said by the rules of teams."""
        return False

    def sees_part(self, person: str, case: Case, part: Part) -> bool:
        hidden = self.hides_part(person, case, part) or not self.knows_why(person, part)
        return self.sees_unit(person, case, part.unit) and not hidden

    def knows_why(self, person: str, part: Part) -> bool:
        """Whether this person may know of something that the other one is named for. Said by the rules of teams."""
        return True

    def sees_basis(self, person: str, case: Case, basis: Basis) -> bool:
        own = any(part.unit == basis.unit for part in self.my_parts(person, case))
        return own or self.sees_unit(person, case, basis.unit)

    def told_kinds(self, person: str, case: Case, basis: Basis) -> set[str]:
        """That another unit reads about child welfare is told to those who may know, and to whoever registered it."""
        own = any(part.unit == basis.unit for part in self.my_parts(person, case))
        told = own or self.may_know(person, case) or basis.registrar == person
        return basis.kinds if told else basis.kinds - {CHILD_WELFARE}
