"""The rules of who answers instead (D2), and of what a second person looks at (D5). False means refused."""

from dataclasses import dataclass

from tests.access.oracle_answers import EVERY_AREA
from tests.access.oracle_consents import ConsentRules
from tests.access.oracle_log import Agreed, Case, Check, Deputy, FamilyRight
from tests.cast import EVERY_KIND

VERGE = "father"  # who mostly has no responsibility here, so reads by the mandate alone
HEALTH = "health"


@dataclass
class DeputyRules(ConsentRules):
    def replaced(self, case: Case) -> bool:
        """Until two have seen that it is over."""
        return any(one.replaces and not one.was_over for one in case.deputies)

    # --- what they answer ---
    def deputies_say(self, case: Case) -> dict[Deputy, str]:
        """A verge says yes, barnevern what the history says; who is over, nothing, which stops."""
        return {
            one: "not_asked" if one.is_over else case.care_says if one.replaces else "yes"
            for one in case.deputies
            if not one.was_over
        }

    def deputies_said_yes(self, case: Case, agreed: Agreed, parents: bool | None) -> bool:
        """All of those who were asked, beside what the parents said, if they are asked. A yes of who answers no longer
        carries nothing alone, nor that of a verge where somebody is in the place of the parents."""
        said = {one: answer for one, answer in agreed.deputies.items() if not one.was_over}
        yes = {one for one, answer in said.items() if answer == "yes" and not one.waits}
        alone = any(not one.is_over and (one.replaces or not self.replaced(case)) for one in yes)
        if not said:
            return bool(parents)
        return len(yes) == len(said) and (alone if parents is None else parents)

    # --- they come ---
    def care_taken(self, case: Case, actor: str, key: str) -> bool:
        """The parents read no more, and what rests on their yes ends. It does not come back: a no does, and after one
        the yes of barnevern waits for a second person."""
        if not self.am_holder(actor, case) or case.age >= 18:
            return False
        care = Deputy(key, replaces=True, waits=self.a_parent_said_no(actor, case))
        case.deputies.append(care)
        if care.waits:
            case.checks.append(Check(care, False, actor, case.holder_unit))
        for agreed in case.agreed:
            agreed.said = {
                who: answer if answer == "no" else "not_asked" for who, answer in agreed.said.items()
            }
        self.answering_changes(case)
        return True

    def verge_comes(self, case: Case, actor: str, key: str) -> bool:
        """He answers from now on, beside who has responsibility. His account reads when two have seen the mandate."""
        if not self.am_holder(actor, case) or case.age >= 18:
            return False
        verge = Deputy(key, replaces=False)
        case.deputies.append(verge)
        if not case.protected:
            case.checks.append(Check(verge, False, actor, case.holder_unit))
        self.answering_changes(case)
        return True

    # --- they are over ---
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
        self.answering_changes(case)
        return True

    def looks(self, case: Case, actor: str, check: Check, confirms: bool) -> bool:
        """Whoever has the leader's place in the unit, and is neither who registered it nor part of it."""
        if case.closed or not self.leads(actor, check.unit, {*case.kept_out, check.registrar}):
            return False
        check.state = "counts" if confirms else "returned"
        if check.deputy is None or not confirms:
            return True
        if check.over:
            check.deputy.was_over = True
            self.answering_changes(case)
        else:
            check.deputy.is_seen, check.deputy.waits = True, False
            self.verge_reads(case)
            self.answers_changed(case)
        return True

    # --- what they read, and the parents ---
    def answering_changes(self, case: Case) -> None:
        """Parents who are replaced read no more, nor a verge whose mandate is over; a parent with responsibility reads
        on as one."""
        verges = [one for one in case.deputies if not one.replaces]
        acting = [one for one in verges if not one.is_over]
        by_mandate = any(one.is_seen for one in acting)
        if self.replaced(case):
            self.read_no_more(case, self.parents_who_read(case) - ({VERGE} if by_mandate else set()))
        elif verges and not acting and not self.reads_as_parent(case, VERGE):
            self.read_no_more(case, {VERGE})
        self.count_anew(case)

    def reads_as_parent(self, case: Case, who: str) -> bool:
        return who in case.responsible and not case.protected

    @staticmethod
    def parents_who_read(case: Case) -> set[str]:
        """Now or later."""
        return {one.person for one in case.rights if not one.subject and (one.until_age or 99) > case.oldest}

    def read_no_more(self, case: Case, people: set[str]) -> None:
        """What somebody read by a mandate is not given again by it."""
        if VERGE in people & self.parents_who_read(case):
            for one in case.deputies:
                one.shut_out = one.shut_out or not one.replaces
        case.rights = [one for one in case.rights if one.subject or one.person not in people]

    def verge_reads(self, case: Case) -> None:
        """As a parent does; not where the address is protected."""
        able = any(one.is_seen and not one.is_over and not one.shut_out for one in case.deputies)
        if able and not case.protected and VERGE not in self.parents_who_read(case):
            case.rights += self.rights_of_parent(case, VERGE)

    def count_anew(self, case: Case) -> None:
        """Said by the rules of what answers open."""
        raise NotImplementedError

    def answers_changed(self, case: Case) -> None:
        raise NotImplementedError

    @staticmethod
    def rights_of_parent(case: Case, who: str) -> list[FamilyRight]:
        """Until 18, and from 16 nothing of health: of a pregnancy then nothing at all."""
        kinds, sources = set(EVERY_KIND), set(EVERY_AREA)
        later = FamilyRight(who, False, kinds - {HEALTH}, sources - {HEALTH}, 16, 18)
        return [FamilyRight(who, False, kinds, sources, 0, 16), *[later] * (not case.pregnancy)]
