"""The rules of what the family says: a consent asked again, and one that is taken back. False means refused."""

from dataclasses import dataclass, replace
from typing import Any

from tests.access.oracle_answers import EVERY_AREA, HEALTH, PARENTS_UNTIL
from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Agreed, Basis, Case
from tests.access.oracle_parts import PartRules


@dataclass
class ConsentRules(PartRules):
    def consent(
        self, case: Case, actor: str, shares: dict[str, set[str]], for_plan: bool, mother: str, own: str
    ) -> bool:
        """The family is asked once more. Who takes part for a unit already does so on the new basis too."""
        kept = len(case.own.said)
        replaced = self.replaced(case)
        said = {"mother": mother, "father": case.father_says}
        agreed = Agreed(
            self.own_now(case, actor, own, shares),
            {who: one if who in case.responsible else "not_asked" for who, one in said.items()},
            set() if replaced else set(case.responsible),
            self.deputies_say(case),
            {} if replaced else self.lost_now(case),
        )
        sources = self.open_now(case, agreed)
        barnevern_holds = case.holder_unit == self.child_welfare_unit
        uncovered = any(CHILD_WELFARE not in kinds for kinds in shares.values())
        if not self.am_holder(actor, case) or (barnevern_holds and uncovered) or not sources:
            del case.own.said[kept:]
            return False
        slept = self.rests(case)
        case.agreed.append(agreed)
        if case.youngest < 18 and not replaced:
            self.parents_say(case, actor, {one: agreed.said[one] for one in case.adults}, shares)
        for unit, kinds in shares.items():
            basis = Basis(unit, set(kinds), set(sources), for_plan=for_plan, registrar=actor, agreed=agreed)
            case.bases.append(basis)
            here = [part for part in self.living_parts(case) if part.unit == unit and not part.stands_in]
            for person in {part.person for part in here if part.for_items is None}:
                self.take_in(case, person, unit)
            for part in here:
                for item in part.for_items or []:
                    self.name_for_item(item, part.person, unit)
        for unit in shares:
            if unit != case.holder_unit:
                case.invited += [b for b in self.living_bases(case, unit) if b not in case.invited]
        self.verge_reads(case)
        self.comes_into_force(case)
        if slept:
            self.wake(case)
        return True

    def replaced(self, case: Case) -> bool:
        """Said, as what follows, by the rules of who answers instead."""
        return False

    def deputies_say(self, case: Case) -> dict[Any, str]:
        return {}

    def comes_into_force(self, case: Case) -> None:
        """Said by the rules of what a family excepts: before the log wakes and the baton moves."""

    def verge_reads(self, case: Case) -> None:
        pass

    def lost_now(self, case: Case) -> dict[str, int]:
        """Said by the rules of changes: whose loss of responsibility one person alone has seen."""
        return {}

    def open_now(self, case: Case, agreed: Agreed) -> set[str]:
        """Said by the rules of who answers."""
        raise NotImplementedError

    def wake(self, case: Case) -> None:
        """Those who took part when it fell to rest do so again, as far as the new consent names their units."""
        case.rested_enough = False
        for part in list(case.parts):
            left = part.basis.taken or part.ended or part.for_items is not None or part.stands_in
            if not left and self.works_in(part.person, part.unit) and part.person not in case.kept_out:
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
        # To somebody who must not know, it is done whether there was anything about barnevern to take back or not.
        of_barnevern = unit == self.child_welfare_unit or kind == CHILD_WELFARE
        in_the_dark = not self.may_know(actor, case) and (of_barnevern or unit is None)
        asked = [
            basis
            for basis in case.bases
            if not basis.over and unit in (None, basis.unit) and (not kind or kind in basis.kinds)
        ]  # fmt: skip
        of_all = self.rests(case) and unit is None and not kind
        if not (in_the_dark or of_all or any(basis.sources & areas for basis in asked)):
            return False  # and nothing is parted
        self.part_bases(case, areas)
        hit = [
            basis
            for basis in case.bases
            if not basis.over and unit in (None, basis.unit) and (not kind or kind in basis.kinds)
            and basis.sources <= areas
        ]  # fmt: skip
        over = [
            basis for basis in case.bases
            if basis.over and not basis.taken and unit in (None, basis.unit) and kind in {"", *basis.kinds}
            and basis.sources <= areas
        ]  # fmt: skip
        slept = self.rests(case)
        if hit or in_the_dark or (slept and unit is None and not kind):
            # What is over by itself, while its consent goes on, is taken back too: nothing lets it begin anew.
            for basis in self.without(over, kind):
                basis.taken = True
        ended = self.without(hit, kind)
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

    def without(self, bases: list[Basis], kind: str) -> list[Basis]:
        """These give the kind no longer; of the ones that are answered nothing is left."""
        ended: list[Basis] = []
        for basis in bases:
            alone = (
                set() if basis.unit == self.child_welfare_unit or kind == CHILD_WELFARE else {CHILD_WELFARE}
            )
            if kind and basis.kinds - {kind} - alone:
                basis.kinds.discard(kind)
            else:
                ended.append(basis)
        return ended

    def takes_back(self, person: str, case: Case) -> set[str]:
        """D2: a parent only what parents answer for now; the young person and the services all of it."""
        rights = self.my_rights(person, case)
        if not rights or self.my_parts(person, case) or any(right.subject for right in rights):
            return set(EVERY_AREA)
        return {
            area
            for area in EVERY_AREA
            if case.age < PARENTS_UNTIL[self.rule_of(case, area)]
            and not self.need_not_answer(case, person, area)
        }

    @staticmethod
    def rule_of(case: Case, area: str) -> str:
        """By which ages the area is answered for: of a pregnancy all is health (D11)."""
        return HEALTH if case.pregnancy else area

    def need_not_answer(self, case: Case, who: str, area: str) -> bool:
        """Said by the rules of provisions."""
        return False

    def part_bases(self, case: Case, areas: set[str]) -> None:
        """What gives these and others is two bases from now on, with the same people."""
        for basis in [one for one in case.bases if one.sources & areas and not one.sources <= areas]:
            other = replace(
                basis, kinds=set(basis.kinds), sources=basis.sources & areas, own_yes=set(basis.own_yes)
            )
            basis.sources -= areas
            case.bases.append(other)
            case.invited += [other] * (basis in case.invited)
            case.parts += [replace(part, basis=other) for part in case.parts if part.basis is basis]

    def took_back(self, case: Case, unit: str | None, kind: str) -> None:
        """Said by the rules of records."""
