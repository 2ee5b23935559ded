"""A log whose last consent has ended by itself rests (D4): said from the rule, without SQL."""

from collections.abc import Iterable
from typing import Any

CHILD_WELFARE = "child_welfare"


class Resting:
    """Added to the rules of a log. A basis knows whether it is `over`, when (`over_at`) and how (`withdrawn`)."""

    def counted(self, case: Any) -> list[Any]:
        """Barnevern's own consent counts only where barnevern holds the baton: others must not know of it."""
        return [
            basis for basis in case.bases if basis.unit != CHILD_WELFARE or case.holder_unit == CHILD_WELFARE
        ]

    def rests(self, case: Any) -> bool:
        counted = self.counted(case)
        if case.closed or not counted or not all(basis.over for basis in counted):
            return False
        last = max(counted, key=lambda basis: (basis.over_at, basis.withdrawn))
        return not last.withdrawn

    def am_holder(self, person: str, case: Any) -> bool:
        return not case.closed and case.holder == person and self.can_offer_on(case)

    def can_offer_on(self, case: Any) -> bool:
        raise NotImplementedError

    def rest_settle(self, case: Any) -> None:
        """The baton stays; if the holder has left, with who has the leader's place in the unit."""
        if self.can_offer_on(case):
            return
        heirs = sorted(self.heirs_in(case))
        if heirs:
            self.give(case, heirs[0], case.holder_unit)

    def heirs_in(self, case: Any) -> Iterable[str]:
        raise NotImplementedError

    def give(self, case: Any, person: str, unit: str) -> None:
        raise NotImplementedError

    def move_on(self, case: Any) -> None:
        raise NotImplementedError

    def rest_end(self, case: Any) -> None:
        """If barnevern reads on and somebody can take it, it goes on with the log, which to all others looks closed."""
        if any(not basis.over for basis in case.bases):
            self.move_on(case)
        if self.rests(case):
            case.closed, case.offer = True, None

    def end_rest(self, case: Any, actor: str) -> bool:
        if not self.am_holder(actor, case) or not self.rests(case):
            return False
        self.rest_end(case)
        return True
