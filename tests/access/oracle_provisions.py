"""The rules of what the family's answers open, and of provisions that make one yes enough (D2). False means refused.

After each change of who answers, the answers that were given are counted anew.
"""

from dataclasses import dataclass, replace

from tests.access.oracle_answers import EVERY_AREA, PROVISIONS, is_open
from tests.access.oracle_deputies import DeputyRules
from tests.access.oracle_log import Agreed, Basis, Case, Check


@dataclass
class ProvisionRules(DeputyRules):
    # --- what the answers open ---
    def open_now(self, case: Case, agreed: Agreed) -> set[str]:
        return {
            area
            for area in EVERY_AREA
            if all(
                is_open(self.rule_of(case, area), age, agreed.own, self.parents_said_yes(case, agreed, area))
                for age in case.ages
            )
        }

    def parents_said_yes(self, case: Case, agreed: Agreed, area: str) -> bool:
        """All who answer, and who has lost that as long as one person alone has seen it. A lost yes carries nothing."""
        stopping = {one for one, loss in agreed.lost.items() if not any(case.losses[one][loss:])}
        answering = set() if self.replaced(case) else agreed.answers | stopping
        asked = {one for one in answering if not self.need_not_answer(case, one, area)}
        yes = all(agreed.said[one] == "yes" for one in asked)
        return self.deputies_said_yes(case, agreed, yes if asked & agreed.answers or not yes else None)

    def lost_now(self, case: Case) -> dict[str, int]:
        """Nor is it set aside in what is asked afterwards, until two have seen it."""
        return {
            one: len(seen) - 1
            for one, seen in case.losses.items()
            if one not in case.responsible and not seen[-1]
        }

    def need_not_answer(self, case: Case, who: str, area: str) -> bool:
        return any(
            one.who == who and one.state == "counts" and area in PROVISIONS.get(one.what, ())
            for one in case.checks
        )

    def count_anew(self, case: Case) -> None:
        """What the answers give now, but for what the family has taken back; the same people go on."""
        at = 1 + max((one.over_at for one in case.bases if one.over), default=0)
        for agreed in case.agreed:
            for unit in dict.fromkeys(one.unit for one in case.bases if one.agreed is agreed):
                self._count_unit_anew(case, agreed, unit, at)

    def _count_unit_anew(self, case: Case, agreed: Agreed, unit: str, at: int) -> None:
        of_unit = [one for one in case.bases if one.agreed is agreed and one.unit == unit]
        held = [one for one in of_unit if not one.taken]
        taken = {area for one in of_unit if one.taken for area in one.sources}
        left = self.open_now(case, agreed) - taken
        if not held or left == {area for one in held if not one.over for area in one.sources}:
            return
        people = dict.fromkeys(
            part.person
            for part in case.parts
            if part.basis in held and not part.ended and part.for_items is None and not part.stands_in
            if self.works_in(part.person, unit) and part.person not in case.kept_out
        )
        for basis in held:
            if not basis.over:
                basis.alive = basis.ahead = False
                basis.over_at = at
        parted: dict[frozenset[str], set[str]] = {}
        for area in left:
            parted.setdefault(self._kinds_left(held, area), set()).add(area)
        own_yes = {adult for one in held for adult in one.own_yes}
        for kinds, sources in parted.items():
            if kinds:
                basis = replace(held[0], kinds=set(kinds), sources=sources, own_yes=set(own_yes))
                basis.alive, basis.over_at = True, 0
                case.bases.append(basis)
                case.invited += [basis] * any(one in case.invited for one in held)
        for person in people:
            self.take_in(case, person, unit)

    def _kinds_left(self, held: list[Basis], area: str) -> frozenset[str]:
        """Something can have been taken back for some sources alone."""
        counted = [one for one in held if area in one.sources] or held
        return frozenset(counted[0].kinds).intersection(*[one.kinds for one in counted])

    # --- provisions ---
    def provide(self, case: Case, actor: str, check: Check) -> bool:
        """By who asks the family, about a parent who answers; the same once."""
        stands = any(
            (one.what, one.who) == (check.what, check.who) and one.state in ("waits", "counts")
            for one in case.checks
        )
        answers = check.who in case.responsible and case.youngest < 18 and not self.replaced(case)
        if not self.am_holder(actor, case) or not answers or stands:
            return False
        self.waits_for_two(case, check)
        return True

    def no_longer(self, case: Case, actor: str, check: Check) -> bool:
        """What waits is not to be looked at, or a provision does not hold any longer."""
        counts = check.state == "counts" and check.what in PROVISIONS
        if not self.am_holder(actor, case) or not (check.state == "waits" or counts):
            return False
        check.state = "ended"
        if counts or check.what == "birth_date":
            self.answers_changed(case)
        return True

    def waits_for_two(self, case: Case, check: Check) -> None:
        check.unit = case.holder_unit
        case.checks.append(check)

    def answers_changed(self, case: Case) -> None:
        self.count_anew(case)
        self.settle(case)
