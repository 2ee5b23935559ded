"""The rules of what a family excepts from its consent: everybody of a profession."""

from dataclasses import dataclass
from typing import Final

from tests.access.oracle_case import Case
from tests.access.oracle_consents import ConsentRules

PSYCHOLOGISTS: Final = ("adviser", "head")  # whatever they work as, wherever
PROFESSION: Final = "psykolog"


@dataclass
class ExclusionRules(ConsentRules):
    def is_psychologist(self, person: str) -> bool:
        """Who is one cannot ask for it to be excepted."""
        return person in PSYCHOLOGISTS and any(person == one for one, _unit, _role in self.memberships)

    def excepts(self, case: Case) -> None:
        """The family was asked once more, and nobody of the profession is to read."""
        case.excepted = {*PSYCHOLOGISTS}
        for person in PSYCHOLOGISTS:
            if self.is_psychologist(person):
                self.ends_as_excepted(case, person)

    def ends_as_excepted(self, case: Case, person: str) -> None:
        """What somebody has ends, if their profession is excepted; also when they come back to work."""
        if person not in case.excepted:
            return
        for part in case.parts:
            part.ended = part.ended or part.person == person
        if case.offer and case.offer[1] == person:
            case.offer = None
