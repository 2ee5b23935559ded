"""A log by the rules: what it consists of, who takes part in it, and whom the law gives a right to read it."""

from dataclasses import dataclass, field
from typing import Any

from tests.access.oracle_leaders import Leaders
from tests.access.oracle_noes import Noes, OwnAnswers
from tests.access.oracle_resting import Resting

CHILD_WELFARE = "child_welfare"
ROLES = ("caseworker", "reception", "leader")


@dataclass(eq=False)
class Agreed:
    """A question that came into force: what the young person and each parent said, and who of them answers for it."""

    own: str
    said: dict[str, str]
    answers: set[str]  # had responsibility then, and has it
    deputies: dict[Any, str] = field(default_factory=dict)  # who answered instead, or beside them
    lost: dict[str, int] = field(
        default_factory=dict
    )  # in which of their losses somebody was one who answers


@dataclass(eq=False)
class Basis:
    unit: str
    kinds: set[str]
    sources: set[str]
    alive: bool = True
    ahead: bool = False  # not begun
    for_plan: bool = False
    registrar: str = ""
    over_at: int = 0  # the order in which bases of the case ended
    withdrawn: bool = False
    taken: bool = False  # back by the family, also what had ended by itself
    agreed: Agreed | None = None
    own_yes: set[str] = field(
        default_factory=set
    )  # adults who named the unit when this consent was asked for

    @property
    def over(self) -> bool:
        return not (self.alive or self.ahead)


@dataclass
class FamilyRight:
    person: str
    subject: bool
    kinds: set[str]
    sources: set[str]
    from_age: int
    until_age: int | None


@dataclass(eq=False)
class Part:
    person: str
    unit: str
    basis: Basis
    ended: bool = False
    for_items: list[object] | None = None  # named for these alone: reads while a team has them on its table
    stands_in: object = None  # the absence of a colleague in which the person stands in


@dataclass
class Entry:
    key: str
    text: str
    author: str
    unit: str
    kind: str
    withheld: bool
    kept: bool
    first: bool = False
    measure: object = None  # what it evaluates
    about: str = ""  # the adult whose own affairs it tells of, or "other"
    released: bool = False  # to the other parents


@dataclass(eq=False)
class Deputy:
    """Who answers instead: barnevern by a decision (`replaces` the parents), or a verge who can sign in."""

    key: str
    replaces: bool
    is_over: bool = False  # somebody has registered it
    was_over: bool = False  # and a second person has looked at it
    is_seen: bool = False  # a second person has looked at what this one opens
    waits: bool = False  # a yes does not count before that
    shut_out: bool = False  # what this one read was taken away since


@dataclass(eq=False)
class Check:
    """What a second person is to look at: somebody who answers instead, a provision, or a change (`what`, of `who`)."""

    deputy: Deputy | None
    over: bool
    registrar: str
    unit: str
    state: str = "waits"
    key: str = ""
    what: str = ""
    who: str = ""
    becomes: Any = None


@dataclass(eq=False)
class Case:
    key: str
    opening_unit: str
    holder: str
    holder_unit: str
    age: int
    strict: bool
    bases: list[Basis] = field(default_factory=list)
    rights: list[FamilyRight] = field(default_factory=list)
    invited: list[Basis] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    hands: list[tuple[str, str]] = field(default_factory=list)
    offer: tuple[str, str, str] | None = None
    closed: bool = False
    pregnancy: str = ""  # of a woman's own log (D11): "expecting", then "born" or "ended"
    protected: bool = False  # its address
    kept_by_name: set[str] = field(default_factory=set)
    excepted: set[str] = field(default_factory=set)  # by their profession
    rested_enough: bool = False  # the time of its rest is out
    deputies: list[Deputy] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)  # what a second person has looked at, or is to
    agreed: list[Agreed] = field(default_factory=list)
    responsible: set[str] = field(default_factory=lambda: {"mother"})
    father_says: str = "yes"  # whenever he is asked
    care_says: str = "yes"  # as barnevern, where it is in the place of the parents
    losses: dict[str, list[bool]] = field(
        default_factory=dict
    )  # of responsibility, and whether two have seen it
    changed: bool = False  # the birth date has been corrected
    exceptions: list[str] = field(default_factory=list)  # who asked for each that stands
    expired: bool = False  # the dates of some basis were passed by hand
    own: OwnAnswers = field(default_factory=OwnAnswers)  # of the young person
    parents_said: dict[str, OwnAnswers] = field(default_factory=dict)
    adults: dict[str, str] = field(default_factory=dict)  # who is registered in it, with the key there
    own_said: dict[str, tuple[set[str], bool]] = field(
        default_factory=dict
    )  # an adult's last words: units, the child

    @property
    def ages(self) -> set[int]:
        """D5: as the log has it, and as it waits to be looked at: what rests on an age lies within both."""
        dated = [one for one in self.checks if one.what == "birth_date" and one.state == "waits"]
        return {self.age, *(one.becomes for one in dated if not self.closed)}

    @property
    def youngest(self) -> int:
        return min(self.ages)

    @property
    def oldest(self) -> int:
        return max(self.ages)

    @property
    def kept_out(self) -> set[str]:
        return self.kept_by_name | self.excepted

    def over(self, *bases: Basis, withdrawn: bool) -> None:
        """These have ended, all at one moment."""
        now = 1 + max((one.over_at for one in self.bases if one.over), default=0)
        for basis in bases:
            basis.alive = basis.ahead = False
            basis.over_at, basis.withdrawn, basis.taken = now, withdrawn, basis.taken or withdrawn


@dataclass
class CaseRules(Leaders, Resting, Noes):
    memberships: set[tuple[str, str, str]]  # person, unit, role
    child_welfare_unit: str
    same_service: dict[str, str]  # unit -> service
    cases: dict[str, Case] = field(default_factory=dict)
    overseers: set[tuple[str, str]] = field(default_factory=set)  # person, service

    # --- who is what ---
    def member(self, person: str, unit: str, role: str | None = None) -> bool:
        return any((person, unit, one) in self.memberships for one in ([role] if role else ROLES))

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
        return leads or self.member(case.holder, case.holder_unit)

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
