"""The rules of a pregnancy (D11): before birth the log is hers; the child's is another, with what she lets come along.

False means refused.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from tests.access.oracle_answers import EVERY_AREA, HEALTH, is_open, open_areas
from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_concerns import Concern
from tests.access.oracle_leaving import LeavingOracle
from tests.access.oracle_log import Agreed, Basis, Case, Entry, FamilyRight
from tests.cast import EVERY_KIND


@dataclass(eq=False)
class Newborn:
    """From the birth until the child has a log: the undring, and the question to the parents."""

    hers: Case
    concern: Concern
    question: str
    shares: dict[str, set[str]]
    age: int = 0
    opened: bool = False


@dataclass
class BirthOracle(LeavingOracle):
    newborns: list[Newborn] = field(default_factory=list)

    # --- her own log ---
    def open_pregnancy(
        self, case: Case, woman: str, said: dict[str, str], own: str, shares: dict[str, set[str]]
    ) -> bool:
        """From the age of health she answers alone for everything; before, her parents do. She reads all of it from 15,
        and the parents nothing after 16. There is no father of the child."""
        parents_yes = set(said.values()) == {"yes"}
        may = self.member(case.holder, case.holder_unit)
        if not may or not is_open(HEALTH, case.age, own, parents_yes):
            return False
        case.pregnancy, case.responsible = "expecting", set(said)
        if own != "not_asked":
            case.own.keep(own, case.holder, shares)
        self._begins(case, Agreed(own, said, set(said)), shares, set(EVERY_AREA))
        self.parents_say(case, case.holder, said, shares)
        case.rights = [FamilyRight(woman, True, set(EVERY_KIND), set(EVERY_AREA), 15, None)]
        for parent in said:
            case.rights += self.rights_of_parent(case, parent)
        return True

    def _begins(self, case: Case, agreed: Agreed, shares: dict[str, set[str]], sources: set[str]) -> None:
        case.agreed.append(agreed)
        case.bases = [
            Basis(unit, set(kinds), set(sources), registrar=case.holder, agreed=agreed)
            for unit, kinds in shares.items()
        ]
        case.invited = [basis for basis in case.bases if basis.unit != case.holder_unit]
        self.cases[case.key] = case
        self.name(case, case.holder, case.holder, case.holder_unit)

    def end_pregnancy(self, case: Case, actor: str) -> bool:
        """There is no child: it is closed at once, no service reads it on, and she does."""
        if not self.holds(actor, case) or case.pregnancy != "expecting":
            return False
        case.pregnancy = "ended"
        case.over(*[basis for basis in case.bases if not basis.over], withdrawn=False)
        case.closed, case.offer = True, None
        return True

    # --- the child's ---
    def is_born(self, newborn: Newborn, actor: str) -> bool:
        """By who holds her log, which goes on. The undring of it leads to a question to both parents."""
        hers = newborn.hers
        may = self.holds(actor, hers) and self.member(actor, newborn.concern.unit)
        if not may or hers.pregnancy not in ("expecting", "born"):
            return False
        hers.pregnancy = "born"
        self.concerns.append(newborn.concern)
        self.newborns.append(newborn)
        return True

    def sees_question(self, person: str, newborn: Newborn) -> bool:
        return not newborn.opened and self.reads_concern(person, newborn.concern)

    def child_has_log(
        self, newborn: Newborn, child: Case, said: dict[str, str], own: tuple[set[str], bool] | None,
        ticked: Collection[Entry],
    ) -> bool:  # fmt: skip
        """By who has the undring. Both parents answer for a child that is born, and read its log."""
        actor, unit, concern, shares = child.holder, child.holder_unit, newborn.concern, newborn.shares
        sources = open_areas(child.age, [*said.values()], "not_asked")
        may = self.has_concern(actor, concern) and self.member(actor, unit) and not concern.closed
        covered = unit != self.child_welfare_unit or all(CHILD_WELFARE in kinds for kinds in shares.values())
        if not (may and sources and covered) or not all(
            self.goes_along(actor, newborn.hers, entry) for entry in ticked
        ):
            return False
        newborn.opened = concern.closed = True
        child.kept_by_name = concern.kept_out - {actor}
        child.responsible = set(said)
        self._begins(child, Agreed("not_asked", said, set(said)), shares, sources)
        self.parents_say(child, actor, said, shares)
        for parent in said:
            child.rights += self.rights_of_parent(child, parent)
        if own:
            self.adults_say(child, child.bases, {"mother": own})
        return True

    def goes_along(self, actor: str, hers: Case, entry: Entry) -> bool:
        """What the holder reads there, and neither withheld, kept, about another adult, nor an evaluation."""
        apart = entry.withheld or entry.kept or entry.about or entry.measure
        return not apart and self.reads_entry(actor, hers, entry)

    @staticmethod
    def copied(entry: Entry, key: str) -> Entry:
        """With its author: in the log of the child it tells of the mother's own affairs."""
        return replace(entry, key=key, first=False, about="mother")
