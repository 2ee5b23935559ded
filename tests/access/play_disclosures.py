"""Steps of a history: somebody hands out notes without consent, or only begins it."""

import uuid
from typing import Any

from cases.disclosures.selectors import notes_to_choose
from cases.disclosures.services import disclosure_begin, disclosure_choose, disclosure_make
from tests.access.oracle_disclosures import Disclosure
from tests.access.oracle_log import Case as OracleCase
from tests.access.play_reports import ReportPlay
from tests.disclosures.helpers import found, said, told


class DisclosurePlay(ReportPlay):
    def disclose(
        self, case: OracleCase, makes: bool, actor: str, unit: str, is_told: bool
    ) -> tuple[Any, bool]:
        """By a provision that counts for whatever anybody knows."""
        words = said(recipient="court", provision="civil_case", **({"told": told()} if is_told else {}))

        def all_of_it() -> uuid.UUID:
            key = disclosure_begin(case_id=uuid.UUID(case.key), unit_id=self.units[unit].pk, said=words)
            if makes:
                notes = [(one.entry_id, one.version) for one in notes_to_choose(key)]
                disclosure_choose(disclosure=found(key), notes=notes)
                disclosure_make(disclosure=found(key))
            return key

        done = self.tried(actor, all_of_it)
        allowed = unit in self.oracle.hands_out_for(actor, case)
        if done:
            self.oracle.disclosures.append(Disclosure(str(done), actor, unit, case, makes, is_told))
        return done, allowed
