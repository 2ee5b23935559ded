"""The rules of the baton: who may hold it, to whom it goes after something ended, how it is offered."""

from dataclasses import dataclass

from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Basis, Case
from tests.access.oracle_reading import ReadingRules


@dataclass
class BatonRules(ReadingRules):
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
            named = [(part.person, part.unit) for part in case.parts if part.for_items is None]
            heirs = sorted(((part.person, part.unit) for part in parts), key=named.index)
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
    def passes_baton(self, person: str, case: Case) -> bool:
        """Who may ask somebody to take it. More is said by the rules of absences."""
        return self.holds(person, case)

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
