"""A log by the rules: who takes part in it, and whom the law gives a right to read it."""

from dataclasses import dataclass, field

from tests.access.oracle_leaders import Leaders
from tests.access.oracle_log import Case, FamilyRight, Part
from tests.access.oracle_noes import Noes
from tests.access.oracle_resting import Resting

CHILD_WELFARE = "child_welfare"
ROLES = ("caseworker", "reception", "leader")


@dataclass
class CaseRules(Leaders, Resting, Noes):
    memberships: set[tuple[str, str, str]]  # person, unit, role
    child_welfare_unit: str
    same_service: dict[str, str]  # unit -> service
    cases: dict[str, Case] = field(default_factory=dict)
    overseers: set[tuple[str, str]] = field(default_factory=set)  # person, service
    outside: set[str] = field(
        default_factory=set
    )  # units of an outside body, whose people are bound by no act
    signed: set[tuple[str, str]] = field(default_factory=set)  # person, unit: seen by somebody else

    # --- who is what ---
    def member(self, person: str, unit: str, role: str | None = None) -> bool:
        """Works there, and is bound to secrecy."""
        return any((person, unit, one) in self.living for one in ([role] if role else ROLES))

    def works_in(self, person: str, unit: str) -> bool:
        return any((person, unit, one) in self.memberships for one in ROLES)

    def living_parts(self, case: Case) -> list[Part]:
        """R2: named, allowed, member."""
        return [
            part
            for part in case.parts
            if not part.ended and part.basis.alive and self.member(part.person, part.unit)
        ]

    def my_parts(self, person: str, case: Case) -> list[Part]:
        return [part for part in self.living_parts(case) if part.person == person]

    def workers(self, case: Case) -> list[Part]:
        """Named to work with the case, not only to read it for an item of a team."""
        return [part for part in self.living_parts(case) if part.for_items is None]

    def my_work(self, person: str, case: Case) -> list[Part]:
        return [part for part in self.workers(case) if part.person == person]

    def may_write(self, person: str, case: Case, unit: str) -> bool:
        return not case.closed and any(part.unit == unit for part in self.my_work(person, case))

    def knows_of_child_welfare(self, person: str, case: Case) -> bool:
        return any(CHILD_WELFARE in part.basis.kinds for part in self.my_parts(person, case)) or any(
            CHILD_WELFARE in right.kinds for right in self.my_rights(person, case)
        )

    def may_know(self, person: str, case: Case) -> bool:
        """Whether this person may learn from the case that barnevern takes part: barnevern itself may too."""
        return (
            self.knows_of_child_welfare(person, case)
            or any(part.unit == self.child_welfare_unit for part in self.my_parts(person, case))
            or bool(self.my_rights(person, case))
        )

    def may_know_of_unit(self, person: str, case: Case, unit: str) -> bool:
        registered = any(basis.unit == unit and basis.registrar == person for basis in case.bases)
        return unit != self.child_welfare_unit or self.may_know(person, case) or registered

    def my_rights(self, person: str, case: Case) -> list[FamilyRight]:
        return [
            right
            for right in case.rights
            if right.person == person
            # What begins later for a parent is less than what ends then.
            and right.from_age <= (case.youngest if right.subject else case.oldest)
            and (right.until_age is None or case.oldest < right.until_age)
        ]

    def holds(self, person: str, case: Case) -> bool:
        return self.am_holder(person, case) and not self.rests(case)

    def heirs_in(self, case: Case) -> set[str]:
        return self.leaders_of(case.holder_unit, case.kept_out)[1]

    def can_offer_on(self, case: Case) -> bool:
        leads = self.leads(case.holder, case.holder_unit, case.kept_out)
        return leads or (self.member(case.holder, case.holder_unit) and case.holder not in case.kept_out)

    def has_living_basis(self, case: Case, unit: str) -> bool:
        return any(basis.unit == unit and basis.alive for basis in case.bases)

    def receives_invited(self, person: str, case: Case, unit: str) -> bool:
        invited = any(b.unit == unit and b.alive for b in case.invited)
        return invited and person in self.receivers_of(unit, case.kept_out)

    def receives(self, person: str, case: Case, unit: str) -> bool:
        if self.receives_invited(person, case, unit):
            return True
        return self.leads(person, unit, case.kept_out) and self.is_left_alone(case, unit)

    def is_left_alone(self, case: Case, unit: str) -> bool:
        """Somebody of the unit was named to work with the case, and nobody does any longer."""
        named = any(part.unit == unit and part.for_items is None for part in case.parts)
        there = any(part.unit == unit and not part.stands_in for part in self.workers(case))
        return self.has_living_basis(case, unit) and named and not there
