"""The rules of handing out without consent (D10). False means refused."""

from dataclasses import dataclass, field

from tests.access.oracle_log import Case, Entry
from tests.access.oracle_reports import ReportOracle
from tests.access.oracle_work import Measure


@dataclass(eq=False)
class Disclosure:
    """`made`: it was handed out, and not only begun. `told`: the family knows."""

    key: str
    author: str
    unit: str
    case: Case
    made: bool
    told: bool


@dataclass
class DisclosureOracle(ReportOracle):
    disclosures: list[Disclosure] = field(default_factory=list)

    def leads_what_is_handed_out(self, person: str, case: Case, unit: str) -> bool:
        return self.protection(case) != "strengt_fortrolig" and self.leads(person, unit, case.kept_out)

    def another_leads(self, person: str, case: Case, unit: str) -> bool:
        """What the pages promise: somebody else in the leader's place reads it (D13)."""
        others = self.leaders_of(unit, case.kept_out)[1] - {person}
        return any(self.leads_what_is_handed_out(one, case, unit) for one in others)

    def is_authors(self, person: str, case: Case, author: str, unit: str) -> bool:
        return person == author and self.member(person, unit) and person not in case.kept_out

    def hands_out(self, person: str, case: Case, entry: Entry) -> bool:
        """The own notes; for who has the leader's place the unit's, those of barnevern if that is known already."""
        if not entry.unit:
            return False
        if self.is_authors(person, case, entry.author, entry.unit):
            return True
        of_barnevern = entry.kind == "child_welfare" or self.tells_by_its_measure(entry)
        knows = entry.unit == self.child_welfare_unit or self.knows_of_child_welfare(person, case)
        return self.leads_what_is_handed_out(person, case, entry.unit) and (knows or not of_barnevern)

    def tells_by_its_measure(self, entry: Entry) -> bool:
        return isinstance(entry.measure, Measure) and self.names_barnevern(entry.measure)

    def hands_out_for(self, person: str, case: Case) -> set[str]:
        return {entry.unit for entry in case.entries if self.hands_out(person, case, entry)}

    def is_own(self, person: str, one: Disclosure) -> bool:
        """Who began it, while in the unit or in its leader's place."""
        leads = self.leads_what_is_handed_out(person, one.case, one.unit)
        return self.is_authors(person, one.case, one.author, one.unit) or (person == one.author and leads)

    def reads_disclosure(self, person: str, one: Disclosure) -> bool:
        return self.is_own(person, one) or self.leads_what_is_handed_out(person, one.case, one.unit)

    def notes_in_hand(self, person: str, one: Disclosure) -> set[str]:
        """To choose among, for who has begun it."""
        if one.made or not self.is_own(person, one):
            return set()
        return {
            entry.key
            for entry in one.case.entries
            if entry.unit == one.unit and self.hands_out(person, one.case, entry)
        }

    def told_of_disclosure(self, person: str, one: Disclosure) -> bool:
        """Those of the family who read the log, of what was handed out."""
        reads = self.reads_case(person, one.case) and not self.my_parts(person, one.case)
        return one.told and one.made and reads

    def reads_object(self, person: str, thing: str, key: str) -> bool:
        if thing == "disclosure":
            return any(one.told for one in self.disclosures if one.key == key)
        return super().reads_object(person, thing, key)
