"""The rules of what a family excepts from its consent: everybody of a profession."""

from dataclasses import dataclass
from typing import Final

from tests.access.oracle_answers import PARENTS_UNTIL
from tests.access.oracle_changes import ChangeRules
from tests.access.oracle_log import Case

PSYCHOLOGISTS: Final = ("adviser", "head")  # whatever they work as, wherever
PROFESSION: Final = "psykolog"


@dataclass
class ExclusionRules(ChangeRules):
    excepting: bool = False  # what is asked now excepts the profession

    def comes_into_force(self, case: Case) -> None:
        if self.excepting:
            self.excepts(case)

    def is_psychologist(self, person: str) -> bool:
        """Who is one cannot ask for it to be excepted."""
        return person in PSYCHOLOGISTS and any(person == one for one, _unit, _role in self.memberships)

    def excepts(self, case: Case) -> None:
        """The family was asked once more, and nobody of the profession is to read."""
        case.excepted = {*PSYCHOLOGISTS}
        case.exceptions.append(self.who_wants(case))
        for person in PSYCHOLOGISTS:
            if self.is_psychologist(person):
                self.ends_as_excepted(case, person)

    def who_wants(self, case: Case) -> str:
        """The mother, as long as she is asked; otherwise whom the log is about."""
        return "child" if case.youngest >= 18 or not case.adults or self.replaced(case) else "mother"

    def lifts(self, case: Case, actor: str) -> bool:
        """The oldest, by the own account of who asked for it; from 15 no parent. It stands as long as another does."""
        rights = self.my_rights(actor, case)
        if not case.exceptions or not rights:
            return False
        wanted_by_child = case.exceptions[0] == "child"
        own = (
            all(one.subject for one in rights) if wanted_by_child else actor == "mother" and case.oldest < 15
        )
        if not own:
            return False
        case.exceptions.pop(0)
        if not case.exceptions:
            case.excepted = set()
        return True

    def may_ask_to_lift(self, case: Case, actor: str, sees_its_consent: bool) -> bool:
        """Who holds the baton, and knows of the consent that it belongs to."""
        return bool(case.exceptions) and self.holds(actor, case) and sees_its_consent

    def lifted_by_question(self, case: Case) -> None:
        """The last question asked for the oldest to go: everybody who answers for something has to say yes to that, and
        the child to what it asked for itself. Nobody is given anything by it."""
        agreed = case.agreed[-1]
        young_yes = agreed.own == "yes"
        if (case.oldest >= 15 or case.exceptions[0] == "child") and not young_yes:
            return
        asked = agreed.answers | set(agreed.lost)
        answering = {one for one in asked if self.answers_for_something(case, one)}
        deputies = {one: said for one, said in agreed.deputies.items() if not one.was_over}
        silent = any(said != "yes" or one.is_over or one.waits for one, said in deputies.items())
        if (silent and case.youngest < 18) or any(
            agreed.said[one] != "yes" or one in agreed.lost for one in answering
        ):
            return
        case.exceptions.pop(0)
        if not case.exceptions:
            case.excepted = set()

    def answers_for_something(self, case: Case, who: str) -> bool:
        return any(
            case.youngest < PARENTS_UNTIL[self.rule_of(case, area)]
            and not self.need_not_answer(case, who, area)
            for area in PARENTS_UNTIL
        )

    def ends_as_excepted(self, case: Case, person: str) -> None:
        """What somebody has ends, if their profession is excepted; also when they come back to work."""
        if person not in case.excepted:
            return
        for part in case.parts:
            part.ended = part.ended or part.person == person
        if case.offer and case.offer[1] == person:
            case.offer = None
