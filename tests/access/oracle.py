"""Who may read what in a log, said once more from the rules and from nothing else: no SQL, no Django, no code of
the project.

The property test plays the same history on the database and here. Times are true or false ("is it alive now"), people
and units are names. Each subject has a file, and each builds on the one before: what a log is (`oracle_log.py`) and
who takes part (`oracle_case.py`), what they read, the baton, who is named, consents; then work, teams, records,
absences, leaving.
"""

from dataclasses import dataclass

from tests.access.oracle_exclusions import ExclusionRules
from tests.access.oracle_log import Case, Entry


@dataclass
class Oracle(ExclusionRules):
    def write(self, case: Case, actor: str, unit: str, entry: Entry) -> bool:
        if not self.may_write(actor, case, unit):
            return False
        case.entries.append(entry)
        return True
