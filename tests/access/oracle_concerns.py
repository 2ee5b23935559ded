"""The rules of concerns (R3, D6): who keeps one, who reads it as leader or colleague, who is kept out of it."""

from dataclasses import dataclass, field

from tests.access.oracle import Oracle


@dataclass(eq=False)
class Concern:
    key: str
    author: str
    unit: str
    keeper: str | None
    colleagues: set[str] = field(default_factory=set)
    kept_out: set[str] = field(default_factory=set)
    closed: bool = False


@dataclass
class ConcernRules(Oracle):
    """The municipality shows its leaders concerns, as the cast's does."""

    concerns: list[Concern] = field(default_factory=list)

    def lies(self, concern: Concern) -> bool:
        """Nobody has it, or who had it is not in the unit any more."""
        return concern.keeper is None or not self.member(concern.keeper, concern.unit)

    def reads_as_leader(self, person: str, concern: Concern) -> bool:
        rank, people = self.leaders_of(concern.unit, concern.kept_out)
        return rank < 3 and person in people

    def has_concern(self, person: str, concern: Concern) -> bool:
        """May change, share, give and close it."""
        if self.lies(concern):
            return self.reads_as_leader(person, concern)
        return person == concern.keeper

    def reads_concern(self, person: str, concern: Concern) -> bool:
        colleague = person in concern.colleagues and self.member(person, concern.unit)
        return self.has_concern(person, concern) or self.reads_as_leader(person, concern) or colleague

    def sees_concern_head(self, person: str, concern: Concern) -> bool:
        """Whom the municipality has named, where nobody else has the leader's place."""
        rank, people = self.leaders_of(concern.unit, concern.kept_out)
        return not concern.closed and rank == 3 and person in people

    def sees_colleague(self, person: str, concern: Concern, colleague: str) -> bool:
        """Whom it was shared with is known to that one, and to who has it."""
        return self.has_concern(person, concern) or person == colleague

    def sees_kept_out(self, person: str, concern: Concern) -> bool:
        return self.has_concern(person, concern)

    def register(self, concern: Concern) -> bool:
        if not self.member(concern.author, concern.unit):
            return False
        self.concerns.append(concern)
        return True

    def share(self, concern: Concern, actor: str, colleague: str) -> bool:
        able = self.member(colleague, concern.unit) and colleague not in {actor, concern.keeper}
        if not self.has_concern(actor, concern) or not able or colleague in concern.kept_out:
            return False
        concern.colleagues.add(colleague)
        return True

    def end_concern(self, concern: Concern, actor: str) -> bool:
        if not self.has_concern(actor, concern) or concern.closed:
            return False
        concern.closed = True
        return True

    def give_concern(self, concern: Concern, actor: str, person: str) -> bool:
        lies = self.lies(concern)
        may = self.has_concern(actor, concern) or (lies and self.sees_concern_head(actor, concern))
        able = self.member(person, concern.unit) and person not in concern.kept_out
        if not may or not able or person == concern.keeper:
            return False
        if concern.keeper and not lies:
            concern.colleagues.add(concern.keeper)
        concern.colleagues.discard(person)
        concern.keeper = person
        return True

    def keep_out_of_concern(self, concern: Concern, actor: str, person: str) -> bool:
        if not self.has_concern(actor, concern) or concern.closed or person in {actor, concern.keeper}:
            return False
        concern.kept_out.add(person)
        concern.colleagues.discard(person)
        return True

    def let_into_concern(self, concern: Concern, actor: str, person: str) -> bool:
        if not self.has_concern(actor, concern) or person not in concern.kept_out:
            return False
        concern.kept_out.discard(person)
        return True

    def settle_concerns(self) -> None:
        """What the clock does: somebody who left has nothing of it when coming back."""
        for concern in self.concerns:
            if concern.keeper and not self.works_in(concern.keeper, concern.unit):
                concern.keeper = None
            concern.colleagues = {one for one in concern.colleagues if self.works_in(one, concern.unit)}
