"""The rules of reports to barnevern (R9, D9). False means refused."""

from dataclasses import dataclass, field

from tests.access.oracle_births import BirthOracle
from tests.access.oracle_log import Case


@dataclass(eq=False)
class Report:
    """`told`: the family knows, and no provision hides it. `case` is the log that it came of."""

    key: str
    author: str
    unit: str
    case: Case | None
    told: bool


@dataclass
class ReportOracle(BirthOracle):
    reports: list[Report] = field(default_factory=list)

    def may_report(self, person: str, unit: str, case: Case | None) -> bool:
        """Whoever works in a unit; of a log whoever reads it."""
        return self.member(person, unit) and (case is None or self.reads_case(person, case))

    def reads_report(self, person: str, report: Report) -> bool:
        """Who made it, while in the unit. The municipality says of no leader why."""
        return report.author == person and self.member(person, report.unit)

    def told_of_report(self, person: str, report: Report) -> bool:
        """Those of the family who read the log."""
        case = report.case
        reads = case is not None and self.reads_case(person, case) and not self.my_parts(person, case)
        return report.told and reads
