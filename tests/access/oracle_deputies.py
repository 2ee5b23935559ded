"""The rules of who answers instead: care that is taken over, and that it is over (D2). False means refused."""

from dataclasses import dataclass

from tests.access.oracle_case import Case
from tests.access.oracle_consents import ConsentRules


@dataclass
class DeputyRules(ConsentRules):
    def care_taken(self, case: Case, actor: str) -> bool:
        """The parents read no more, and what rests on their yes ends: of a child under 15 that is all."""
        if not self.am_holder(actor, case):
            return False
        case.care += 1
        case.rights = [right for right in case.rights if right.subject]
        case.over(*[basis for basis in case.bases if not basis.over], withdrawn=False)
        return True

    def care_over(self, case: Case, actor: str) -> bool:
        """The parents are asked again. Nothing that was theirs comes back by it."""
        if not self.am_holder(actor, case) or not case.care:
            return False
        case.care -= 1
        return True

    def consent(
        self, case: Case, actor: str, shares: dict[str, set[str]], for_plan: bool, mother: str, own: str
    ) -> bool:
        """While somebody else answers, the parents are not asked."""
        said = "not_asked" if case.care else mother
        return super().consent(case, actor, shares, for_plan, said, own)
