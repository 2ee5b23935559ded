"""The rules of what a family excepts from its consent: everybody of a profession."""

from dataclasses import dataclass
from typing import Final

from tests.access.oracle_case import Case
from tests.access.oracle_changes import ChangeRules

PSYCHOLOGISTS: Final = ("adviser", "head")  # whatever they work as, wherever
PROFESSION: Final = "psykolog"


@dataclass
class ExclusionRules(ChangeRules):
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
        """The mother, as long as she is asked; otherwise the child."""
        return "child" if case.age >= 18 or self.replaced(case) else "mother"

    def lifts(self, case: Case, actor: str) -> bool:
        """The oldest, by the own account of who asked for it; from 15 no parent. It stands as long as another does."""
        rights = self.my_rights(actor, case)
        if not case.exceptions or not rights:
            return False
        wanted_by_child = case.exceptions[0] == "child"
        own = all(one.subject for one in rights) if wanted_by_child else actor == "mother" and case.age < 15
        if not own:
            return False
        case.exceptions.pop(0)
        if not case.exceptions:
            case.excepted = set()
        return True

    def ends_as_excepted(self, case: Case, person: str) -> None:
        """What somebody has ends, if their profession is excepted; also when they come back to work."""
        if person not in case.excepted:
            return
        for part in case.parts:
            part.ended = part.ended or part.person == person
        if case.offer and case.offer[1] == person:
            case.offer = None
