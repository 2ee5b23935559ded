"""The rules of what a family excepts from its consent: everybody of a profession. False means refused."""

from dataclasses import dataclass
from typing import Final

from tests.access.oracle_case import Case
from tests.access.oracle_consents import ConsentRules

PSYCHOLOGISTS: Final = ("adviser", "head")  # whatever they work as, wherever
PROFESSION: Final = "psykolog"


@dataclass
class ExclusionRules(ConsentRules):
    def consent_excepting(
        self, case: Case, actor: str, shares: dict[str, set[str]], mother: str, own: str
    ) -> bool:
        """Asked once more, and nobody of the profession is to read. Who asks cannot be one of them."""
        if actor in PSYCHOLOGISTS and any(person == actor for person, _unit, _role in self.memberships):
            return False
        if not self.consent(case, actor, shares, False, mother, own):
            return False
        case.excepted = {*PSYCHOLOGISTS}
        for person in PSYCHOLOGISTS:
            if any(one == person for one, _unit, _role in self.memberships):
                self.ends_as_excepted(case, person)
        return True

    def ends_as_excepted(self, case: Case, person: str) -> None:
        """What somebody has ends, if their profession is excepted; also when they come back to work."""
        if person not in case.excepted:
            return
        for part in case.parts:
            part.ended = part.ended or part.person == person
        if case.offer and case.offer[1] == person:
            case.offer = None
