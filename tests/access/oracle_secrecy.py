"""D16 by the rules: who registers that somebody of an outside body has signed, and ends it."""

from dataclasses import dataclass

from tests.access.oracle_joining import JoinOracle
from tests.access.oracle_leaders import OF_ANOTHER_MUNICIPALITY


@dataclass
class SecrecyOracle(JoinOracle):
    def registers(self, actor: str, person: str, unit: str) -> bool:
        """A leader of the municipality's own, or of the team in which the person sits; never of the same body."""
        if actor == person or unit not in self.outside or not self.works_in(person, unit):
            return False
        service = self.same_service[unit]
        of_the_body = (actor, service) in self.overseers or any(
            self.works_in(actor, one) for one, of in self.same_service.items() if of == service
        )
        own = self.same_service.keys() - self.outside - {OF_ANOTHER_MUNICIPALITY}
        leads = any(self.leads(actor, one) for one in own)
        sits = any((seat.person, seat.unit) == (person, unit) for seat in self.seats)
        return not of_the_body and (leads or (sits and self.sits(actor, "chair")))

    def sign(self, actor: str, person: str, unit: str) -> bool:
        if not self.registers(actor, person, unit) or (person, unit) in self.signed:
            return False
        self.signed.add((person, unit))
        return True

    def unsign(self, actor: str, person: str, unit: str) -> bool:
        if not self.registers(actor, person, unit) or (person, unit) not in self.signed:
            return False
        self.signed.discard((person, unit))
        return True
