"""Steps of a history: a family is asked again, and excepts a profession."""

import uuid
from typing import Any

from cases.case.exclusions import exclusion_lift
from cases.case.models import Case as DatabaseCase
from cases.conversation.exclusions import exclusion_add
from cases.conversation.services import conversation_begin
from consent.exclusion import Exclusion
from consent.models import Asked
from municipality.access.identity import as_system
from municipality.people.models import Membership
from tests.access.oracle_case import Case as OracleCase
from tests.access.oracle_exclusions import PROFESSION, PSYCHOLOGISTS
from tests.access.play_changes import ChangePlay
from tests.cast import Cast


class ExclusionPlay(ChangePlay):
    excepting = False

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        for person in PSYCHOLOGISTS:
            self._is_psychologist(person)

    def _is_psychologist(self, person: str) -> None:
        with as_system("test: what somebody is"):
            Membership.objects.filter(user=self.user(person), ends_at=None).update(profession=PROFESSION)

    def _work(self, person: str, unit: str, role: str) -> None:
        super()._work(person, unit, role)
        if person in PSYCHOLOGISTS:
            self._is_psychologist(person)
            for case in self.cases:
                self.oracle.ends_as_excepted(case, person)

    def consent_excepting(
        self, case: OracleCase, actor: str, shares: dict[str, set[str]], mother: str, own: str
    ) -> tuple[Any, bool]:
        self.excepting = True
        if self.oracle.is_psychologist(actor):
            done: tuple[Any, bool] = self.asked(case, actor, shares, False, mother, own), False
        else:
            done = self.consent(case, actor, shares, False, mother, own)
        self.excepting = False
        if done[0]:
            self.oracle.excepts(case)
        return done

    def lift(self, case: OracleCase, actor: str) -> tuple[Any, bool]:
        with as_system("test: the oldest that stands"):
            standing = Exclusion.objects.filter(case_id=case.key, lifted_at=None).order_by("made_at").first()
        key = standing.pk if standing else uuid.uuid4()
        done = self.tried(actor, exclusion_lift, case_id=uuid.UUID(case.key), exclusion_id=key)
        return done, self.oracle.lifts(case, actor)

    def register(self, **agreed: Any) -> None:
        if self.excepting:
            consent_id = conversation_begin(case=DatabaseCase(pk=agreed["case_id"]))
            mother = Asked.objects.filter(consent=consent_id, name="Mor").first()
            wanted_by = mother or Asked.objects.get(consent=consent_id, role="subject")
            exclusion_add(consent_id=consent_id, wanted_by=wanted_by.pk, profession=PROFESSION)
        super().register(**agreed)
