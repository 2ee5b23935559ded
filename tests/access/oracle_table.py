"""The rules of a team's table: who sits there, who reads and hears an item, who is named for it and who is left out.

One team. Its agenda, and who may read an item, follow from who sits there now, what the consent covers, and the units
that were left out when the item was sent.
"""

from dataclasses import dataclass, field

from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Basis, Case, Part
from tests.access.oracle_plans import PlanRules


@dataclass(eq=False)
class Seat:
    person: str
    unit: str
    role: str


@dataclass(eq=False)
class Task:
    key: str
    person: str
    done: bool = False


@dataclass(eq=False)
class Meeting:
    key: str
    approved: bool = False


@dataclass(eq=False)
class Referral:
    key: str
    text: str
    case: Case
    author: str
    unit: str
    kind: str
    left_out: set[str]
    tells: bool = False  # that barnevern hears of the child
    closed: bool = False


@dataclass(eq=False)
class Minutes:
    key: str
    meeting: Meeting
    referral: Referral
    version: int = 1
    responsible: str | None = None
    informs: str | None = None
    again: bool = False
    tasks: list[Task] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)


@dataclass
class TableRules(PlanRules):
    seats: list[Seat] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    minutes: list[Minutes] = field(default_factory=list)

    # --- who sits there ---
    def units_of(self, person: str) -> set[str]:
        return {unit for one, unit, _role in self.memberships if one == person}

    def living_seats(self) -> list[Seat]:
        return [seat for seat in self.seats if self.member(seat.person, seat.unit)]

    def sits(self, person: str, *roles: str) -> bool:
        return any(
            seat.person == person and (not roles or seat.role in roles) for seat in self.living_seats()
        )

    # --- who reads and hears an item ---
    def shown(self, basis: Basis, referral: Referral) -> bool:
        covers = CHILD_WELFARE in basis.kinds or not referral.tells
        return self.gives(basis, referral.unit, referral.kind) and covers

    def is_left_out(self, person: str, referral: Referral) -> bool:
        return bool(referral.left_out & self.units_of(person))

    def reads_referral(self, person: str, referral: Referral) -> bool:
        if self.is_left_out(person, referral):
            return False
        parts = self.my_parts(person, referral.case)
        return any(referral.author == person or self.shown(part.basis, referral) for part in parts) or any(
            self.gives(right, referral.unit, referral.kind) for right in self.my_rights(person, referral.case)
        )

    def hears(self, person: str, referral: Referral) -> bool:
        """With the others in the room looking on: nobody hears it as barnevern unless the item tells of barnevern."""
        return not self.is_left_out(person, referral) and any(
            (referral.author == person or self.shown(part.basis, referral))
            and (part.unit != CHILD_WELFARE or referral.tells)
            for part in self.my_parts(person, referral.case)
        )

    def reads_minutes(self, person: str, minutes: Minutes) -> bool:
        return self.reads_referral(person, minutes.referral) and (
            minutes.meeting.approved or self.sits(person)
        )

    # --- who is named for items ---
    def items_of(self, case: Case, person: str, unit: str, basis: Basis) -> list[Referral]:
        """For which items somebody who sits there for this unit may read the case on this basis."""
        if not any(seat.person == person and seat.unit == unit for seat in self.living_seats()):
            return []
        return [
            one
            for one in self.referrals
            if one.case is case
            and (not one.closed or self.has_task(person, one))
            and self.shown(basis, one)
            and not self.is_left_out(person, one)
            and (unit != CHILD_WELFARE or one.tells)
        ]

    def has_task(self, person: str, referral: Referral) -> bool:
        of_it = [one for one in self.minutes if one.referral is referral]
        return any(task.person == person and not task.done for one in of_it for task in one.tasks)

    def name_for_item(self, item: object, person: str, unit: str) -> None:
        assert isinstance(item, Referral)
        for basis in self.living_bases(item.case, unit):
            if person in item.case.kept_out or item not in self.items_of(item.case, person, unit, basis):
                continue
            part = self.part_on(item.case, person, basis)
            if part is None:
                item.case.parts.append(Part(person, unit, basis, for_items=[item]))
            elif part.for_items is not None and item not in part.for_items:
                part.for_items.append(item)

    def name_the_room(self, item: Referral) -> None:
        for seat in self.living_seats():
            self.name_for_item(item, seat.person, seat.unit)

    def settle_items(self) -> None:
        """After everything that happens: whoever was named for items alone, and has none, reads no longer."""
        for case in self.cases.values():
            for referral in self.referrals:
                referral.closed = referral.closed or (referral.case is case and case.closed)
            for part in case.parts:
                if part.for_items is not None and not part.ended:
                    items = self.items_of(case, part.person, part.unit, part.basis)
                    part.for_items = [one for one in items if one in part.for_items]
                    part.ended = case.closed or not part.for_items

    def hides_part(self, person: str, case: Case, part: Part) -> bool:
        """To a unit that is left out of all that somebody is named for, it is as if nobody had been named."""
        items = [one for one in self.referrals if one in (part.for_items or [])]
        left_out_of_all = set.intersection(*[one.left_out for one in items]) if items else set()
        return bool(left_out_of_all & self.units_of(person))

    def knows_why(self, person: str, part: Part) -> bool:
        """A name alone would tell somebody who reads no item that there is one."""
        items = [one for one in self.referrals if one in (part.for_items or [])]
        mine = person == part.person or part.for_items is None
        return mine or any(self.reads_referral(person, one) for one in items)
