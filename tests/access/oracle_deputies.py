"""The rules of who answers instead (D2), and of what a second person looks at (D5). False means refused."""

from dataclasses import dataclass

from tests.access.oracle_answers import EVERY_AREA
from tests.access.oracle_case import Case, Check, Deputy, FamilyRight
from tests.access.oracle_consents import ConsentRules
from tests.cast import EVERY_KIND

VERGE = "father"  # who has no responsibility here, so reads by the mandate alone
HEALTH = "health"


@dataclass
class DeputyRules(ConsentRules):
    def replaced(self, case: Case) -> bool:
        """Until two have seen that it is over."""
        return any(one.replaces and not one.was_over for one in case.deputies)

    def reads_as_verge(self, case: Case) -> bool:
        return any(not one.replaces and not one.is_over for one in case.deputies)

    def care_taken(self, case: Case, actor: str, key: str) -> bool:
        """The parents read no more, and what rests on their yes ends: of a child under 15 that is all."""
        if not self.am_holder(actor, case):
            return False
        case.deputies.append(Deputy(key, replaces=True))
        case.rights = [one for one in case.rights if one.subject or one.person == VERGE]
        case.over(*[basis for basis in case.bases if not basis.over], withdrawn=False)
        return True

    def verge_comes(self, case: Case, actor: str, key: str) -> bool:
        """He answers from now on, beside who has responsibility. His account reads when two have seen the mandate."""
        if not self.am_holder(actor, case):
            return False
        verge = Deputy(key, replaces=False)
        case.deputies.append(verge)
        if not case.protected:
            case.checks.append(Check(verge, False, actor, case.holder_unit))
        return True

    def can_end(self, case: Case, deputy: Deputy) -> bool:
        waits = any(one.deputy is deputy and one.over and one.state == "waits" for one in case.checks)
        return not deputy.was_over and not waits

    def is_over(self, case: Case, actor: str, deputy: Deputy | None) -> bool:
        """What narrows holds at once: the verge reads no more. The rest waits for a second person."""
        if not self.am_holder(actor, case) or deputy is None or not self.can_end(case, deputy):
            return False
        deputy.is_over = True
        case.checks = [one for one in case.checks if one.deputy is not deputy or one.state != "waits"]
        case.checks.append(Check(deputy, True, actor, case.holder_unit))
        if not self.reads_as_verge(case):
            case.rights = [one for one in case.rights if one.person != VERGE]
        return True

    def looks(self, case: Case, actor: str, check: Check, confirms: bool) -> bool:
        """Whoever has the leader's place in the unit, and is neither who registered it nor part of it."""
        if case.closed or not self.leads(actor, check.unit, {*case.kept_out, check.registrar}):
            return False
        check.state = "counts" if confirms else "returned"
        if check.deputy is None:
            return True
        if confirms and check.over:
            check.deputy.was_over = True
        elif confirms and not case.protected:
            self.verge_reads(case)
        return True

    def verge_reads(self, case: Case) -> None:
        """As a parent does."""
        if self.reads_as_verge(case) and not any(one.person == VERGE for one in case.rights):
            case.rights += self.rights_of_parent(case, VERGE)

    @staticmethod
    def rights_of_parent(case: Case, who: str) -> list[FamilyRight]:
        """Until 18, and from 16 nothing of health: of a pregnancy then nothing at all."""
        kinds, sources = set(EVERY_KIND), set(EVERY_AREA)
        later = FamilyRight(who, False, kinds - {HEALTH}, sources - {HEALTH}, 16, 18)
        return [FamilyRight(who, False, kinds, sources, 0, 16), *[later] * (not case.pregnancy)]

    def answers_of_parents(self, case: Case, mother: str) -> list[str]:
        """While somebody else answers the parents are not asked. A verge says yes while he answers; afterwards nothing,
        which stops until two have seen that it is over."""
        others = [
            "not_asked" if one.replaces or one.is_over else "yes" for one in case.deputies if not one.was_over
        ]
        return others if self.replaced(case) else [mother, *others]
