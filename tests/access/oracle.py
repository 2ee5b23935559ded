"""Who may read what, said once more from the rules and from nothing else: no SQL, no Django, no code of the project.

The property test plays the same history on the database and here. Times are true or false ("is it alive now"), people
and units are names.
"""

from dataclasses import dataclass, field, replace

from tests.access.oracle_answers import EVERY_AREA, PARENTS_UNTIL, area_of, open_areas
from tests.access.oracle_leaders import Leaders
from tests.access.oracle_resting import Resting

CHILD_WELFARE = "child_welfare"


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
    protected: bool = False  # its address
    kept_out: set[str] = field(default_factory=set)
    rested_enough: bool = False  # the time of its rest is out

    def over(self, *bases: Basis, withdrawn: bool) -> None:
        """These have ended, all at one moment."""
        now = 1 + max((one.over_at for one in self.bases if one.over), default=0)
        for basis in bases:
            basis.alive = basis.ahead = False
            basis.over_at, basis.withdrawn = now, withdrawn


@dataclass
class Oracle(Leaders, Resting):
    memberships: set[tuple[str, str, str]]  # person, unit, role
    child_welfare_unit: str
    same_service: dict[str, str]  # unit -> service
    cases: dict[str, Case] = field(default_factory=dict)
    overseers: set[tuple[str, str]] = field(default_factory=set)  # person, service

    # --- who is what ---
    def member(self, person: str, unit: str, role: str | None = None) -> bool:
        return any(p == person and u == unit and role in (None, r) for p, u, r in self.memberships)

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
            and right.from_age <= case.age
            and (right.until_age is None or case.age < right.until_age)
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

    # --- what a person reads ---
    def reads_case(self, person: str, case: Case) -> bool:
        return bool(self.my_parts(person, case) or self.my_rights(person, case))

    def may_change(self, person: str, case: Case) -> bool:
        return bool(self.my_work(person, case))

    def reads_entry(self, person: str, case: Case, entry: Entry) -> bool:
        for part in self.my_parts(person, case):
            if entry.author == person:
                return True
            of_child_welfare = entry.unit == self.child_welfare_unit
            if self.gives(part.basis, entry.unit, entry.kind) and (
                CHILD_WELFARE in part.basis.kinds or not of_child_welfare
            ):
                return True
        return any(
            self.gives(right, entry.unit, entry.kind)
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

    # --- what happens to the baton (called after something ended) ---
    def may_hold(self, case: Case, unit: str) -> bool:
        """The holder is seen by all who take part: barnevern only where every basis of others covers child welfare."""
        return unit != self.child_welfare_unit or all(
            CHILD_WELFARE in basis.kinds for basis in self._others(case)
        )

    def _others(self, case: Case) -> list[Basis]:
        """The bases of others than barnevern, those ahead too."""
        return [basis for basis in case.bases if not basis.over and basis.unit != self.child_welfare_unit]

    def settle(self, case: Case) -> None:
        if case.closed:
            return
        if self.rests(case):
            if case.rested_enough:
                self.rest_end(case)
            else:
                self.rest_settle(case)
        elif not any(basis.alive or basis.ahead for basis in case.bases):
            case.closed, case.offer = True, None
        else:
            self.settle_baton(case)

    def settle_baton(self, case: Case) -> None:
        if self.rests(case):
            self.rest_settle(case)
        else:
            self.move_on(case)

    def move_on(self, case: Case) -> None:
        able = {(part.person, part.unit) for part in self.workers(case) if self.may_hold(case, part.unit)}
        if case.closed or (case.holder, case.holder_unit) in able:
            return
        own = {(part.person, part.unit) for part in self.workers(case) if not part.stands_in}
        heirs = [hand for hand in reversed(case.hands) if hand in able & own]
        only_barnevern = not self._others(case)
        if not heirs and not only_barnevern:
            unit = case.opening_unit
            leaders = self.leaders_of(unit, case.kept_out)[1] if self.may_hold(case, unit) else set()
            if case.holder_unit == unit and case.holder in leaders:
                return
            heirs = sorted((person, unit) for person in leaders)
        stays = self.may_hold(case, case.holder_unit) and self.can_offer_on(case)
        if not heirs and (only_barnevern or not stays):
            parts = [
                part for part in self.workers(case) if not part.stands_in and self.may_hold(case, part.unit)
            ]
            heirs = [(part.person, part.unit) for part in parts]
            order = list(self.same_service)
            heirs = heirs or sorted(
                (
                    (person, unit)
                    for unit in order
                    if self.may_hold(case, unit) and self.has_living_basis(case, unit)
                    for person in self.leaders_of(unit, case.kept_out)[1]
                    | self.receivers_of(unit, case.kept_out)
                ),
                key=lambda hand: (hand[0], order.index(hand[1])),
            )
        if heirs and heirs[0] != (case.holder, case.holder_unit):
            self.give(case, *heirs[0])

    def settle_if_unable(self, case: Case) -> None:
        """What the clock does each minute for a log whose holder may no longer read."""
        if not any(
            (part.person, part.unit) == (case.holder, case.holder_unit) for part in self.workers(case)
        ):
            self.settle(case)

    def give(self, case: Case, person: str, unit: str) -> None:
        case.holder, case.holder_unit, case.offer = person, unit, None
        case.hands.append((person, unit))

    # --- who may do what, and what it does; False means refused ---
    def name(self, case: Case, actor: str, person: str, unit: str) -> bool:
        may = actor == person and self.holds(actor, case) and case.holder_unit == unit
        able = self.member(person, unit) and person not in case.kept_out
        if not (may or self.receives(actor, case, unit)) or not able:
            return False
        others = {p for p, u, _role in self.memberships if u == unit} - case.kept_out - {actor}
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

    def consent(
        self, case: Case, actor: str, shares: dict[str, set[str]], for_plan: bool, mother: str, own: str
    ) -> bool:
        """The family is asked once more. Who takes part for a unit already does so on the new basis too."""
        sources = open_areas(case.age, [mother], own)
        barnevern_holds = case.holder_unit == self.child_welfare_unit
        uncovered = any(CHILD_WELFARE not in kinds for kinds in shares.values())
        if not self.am_holder(actor, case) or (barnevern_holds and uncovered) or not sources:
            return False
        slept = self.rests(case)
        for unit, kinds in shares.items():
            case.bases.append(Basis(unit, set(kinds), set(sources), for_plan=for_plan, registrar=actor))
            here = [part for part in self.living_parts(case) if part.unit == unit and not part.stands_in]
            for person in {part.person for part in here if part.for_items is None}:
                self.take_in(case, person, unit)
            for part in here:
                for item in part.for_items or []:
                    self.name_for_item(item, part.person, unit)
        for unit in shares:
            if unit != case.holder_unit:
                case.invited += [b for b in self.living_bases(case, unit) if b not in case.invited]
        if slept:
            self.wake(case)
        return True

    def wake(self, case: Case) -> None:
        """Those who took part when it fell to rest do so again, as far as the new consent names their units."""
        case.rested_enough = False
        for part in list(case.parts):
            left = part.ended or part.for_items is not None or part.stands_in or part.basis.withdrawn
            if not left and self.member(part.person, part.unit) and part.person not in case.kept_out:
                self.take_in(case, part.person, part.unit)
        self.settle_baton(case)

    def name_for_item(self, item: object, person: str, unit: str) -> None:
        """Said by the rules of teams."""

    def withdraw(self, case: Case, actor: str, unit: str | None, kind: str) -> bool:
        participant = any(part.unit == unit for part in self.my_work(actor, case))
        if not (self.holds(actor, case) or self.my_rights(actor, case) or participant):
            return False
        areas = self.takes_back(actor, case)
        if not areas:
            return False
        self.part_bases(case, areas)
        hit = [
            basis
            for basis in case.bases
            if not basis.over and unit in (None, basis.unit) and (not kind or kind in basis.kinds)
            and basis.sources <= areas
        ]  # fmt: skip
        # To somebody who must not know, it is done whether there was anything about barnevern to take back or not.
        of_barnevern = unit == self.child_welfare_unit or kind == CHILD_WELFARE
        in_the_dark = not self.may_know(actor, case) and (of_barnevern or unit is None)
        ended: list[Basis] = []
        for basis in hit:
            alone = (
                set() if basis.unit == self.child_welfare_unit or kind == CHILD_WELFARE else {CHILD_WELFARE}
            )
            if kind and basis.kinds - {kind} - alone:
                basis.kinds.discard(kind)
            else:
                ended.append(basis)
        slept = self.rests(case)
        case.over(*ended, withdrawn=True)
        if slept and unit is None and not kind:
            self.took_back(case, None, "")
            self.rest_end(case)
            return True
        if {basis.unit for basis in hit} == {CHILD_WELFARE} and not in_the_dark and unit is None:
            # Nobody but barnevern could read it: then it is about barnevern.
            unit = CHILD_WELFARE if case.holder_unit != CHILD_WELFARE else None
        if hit or (in_the_dark and not of_barnevern):
            self.took_back(case, unit, kind)
            self.settle(case)
        return bool(hit) or in_the_dark

    def takes_back(self, person: str, case: Case) -> set[str]:
        """D2: a parent only what parents answer for now; the young person and the services all of it."""
        rights = self.my_rights(person, case)
        if not rights or self.my_parts(person, case) or any(right.subject for right in rights):
            return set(EVERY_AREA)
        return {area for area in EVERY_AREA if case.age < PARENTS_UNTIL[area]}

    def part_bases(self, case: Case, areas: set[str]) -> None:
        """What gives these and others is two bases from now on, with the same people."""
        for basis in [one for one in case.bases if one.sources & areas and not one.sources <= areas]:
            other = replace(basis, kinds=set(basis.kinds), sources=basis.sources & areas)
            basis.sources -= areas
            case.bases.append(other)
            case.invited += [other] * (basis in case.invited)
            case.parts += [replace(part, basis=other) for part in case.parts if part.basis is basis]

    def took_back(self, case: Case, unit: str | None, kind: str) -> None:
        """Said by the rules of records."""

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

    def passes_baton(self, person: str, case: Case) -> bool:
        """Who may ask somebody to take it. More is said by the rules of absences."""
        return self.holds(person, case)

    def keep_out(self, case: Case, actor: str, person: str) -> bool:
        """D6: by the relay holder. Whatever that person has ends."""
        if not self.holds(actor, case) or person == actor:
            return False
        case.kept_out.add(person)
        for part in case.parts:
            part.ended = part.ended or part.person == person
        if case.offer and case.offer[1] == person:
            case.offer = None
        return True

    def let_in(self, case: Case, actor: str, person: str) -> bool:
        if not self.holds(actor, case) or person not in case.kept_out:
            return False
        case.kept_out.discard(person)
        return True

    def write(self, case: Case, actor: str, unit: str, entry: Entry) -> bool:
        if not self.may_write(actor, case, unit):
            return False
        case.entries.append(entry)
        return True

    def offer(self, case: Case, actor: str, person: str, unit: str) -> bool:
        able = any(part.person == person and part.unit == unit for part in self.workers(case))
        covers = any(CHILD_WELFARE in part.basis.kinds for part in self.my_parts(actor, case))
        hidden = unit == self.child_welfare_unit and not covers
        barred = hidden or not self.may_hold(case, unit)
        if not self.passes_baton(actor, case) or not able or person == case.holder or barred or case.offer:
            return False
        case.offer = (actor, person, unit)
        return True

    def answer(self, case: Case, actor: str, yes: bool) -> bool:
        if case.closed or not case.offer or case.offer[1] != actor:
            return False
        _asker, person, unit = case.offer
        if not any(part.unit == unit for part in self.my_work(actor, case)) or (
            yes and not self.may_hold(case, unit)
        ):
            return False
        case.offer = None
        if yes:
            self.give(case, person, unit)
        return True
