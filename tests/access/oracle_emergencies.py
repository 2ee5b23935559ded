"""The rules of opening a log in an emergency (D10, R3). False means refused."""

from dataclasses import dataclass, field

from tests.access.oracle_answers import CHILD_WELFARE, SOURCES
from tests.access.oracle_disclosures import DisclosureOracle
from tests.access.oracle_log import Case, Entry

LET = ("nav_office", "school")  # the municipality lets caseworkers of their services


@dataclass(eq=False)
class Emergency:
    """`told`: the family knows."""

    key: str
    case: Case
    person: str
    unit: str
    sources: set[str]
    told: bool


@dataclass
class EmergencyOracle(DisclosureOracle):
    emergencies: list[Emergency] = field(default_factory=list)

    def may_open_in_an_emergency(self, person: str, unit: str, case: Case) -> bool:
        """In the own unit; never a log that is closed or strictly protected, nor who is kept out or works under one."""
        let = unit in LET and self.member(person, unit, "caseworker")
        return let and not (case.closed or case.strict or self.stands_under(person, case.kept_out))

    def lists_emergency(self, person: str, one: Emergency) -> bool:
        """Who opened it, while in the unit."""
        out = self.stands_under(person, one.case.kept_out)
        return one.person == person and self.member(person, one.unit) and not out

    def reads_by_emergency(self, person: str, one: Emergency) -> bool:
        return one.person == person and self.may_open_in_an_emergency(person, one.unit, one.case)

    def is_opened_by(self, one: Emergency, entry: Entry) -> bool:
        """What the chosen sources know of the child; what is barnevern's only with barnevern's own provision."""
        if (
            not entry.unit or entry.about or entry.withheld
        ):  # in these histories because it tells of somebody else
            return False
        source = SOURCES[entry.unit]
        of_barnevern = CHILD_WELFARE in (source, entry.kind)
        names_it = entry.measure is not None and self.names_barnevern(entry.measure)  # type: ignore[arg-type]
        return source in one.sources and (CHILD_WELFARE in one.sources if of_barnevern else not names_it)

    def goes_through(self, person: str, one: Emergency) -> bool:
        """Who has the leader's place; never who opened it, nor who is kept out."""
        return self.leads(person, one.unit, one.case.kept_out | {one.person})

    def may_tell_the_family(self, person: str, one: Emergency) -> bool:
        return not one.told and (self.goes_through(person, one) or self.lists_emergency(person, one))

    def reads_object(self, person: str, thing: str, key: str) -> bool:
        """The family is told of no event of one that it must not know yet."""
        if thing == "emergency":
            return any(one.told for one in self.emergencies if one.key == key)
        return super().reads_object(person, thing, key)

    def told_of_emergency(self, person: str, one: Emergency) -> bool:
        """Those of the family who read the log."""
        reads = self.reads_case(person, one.case) and not self.my_parts(person, one.case)
        return one.told and reads
