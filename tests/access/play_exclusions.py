"""Steps of a history: a family is asked again, and excepts a profession."""

import uuid
from typing import Any

from cases.case.exclusions import exclusion_lift
from cases.case.models import Case as DatabaseCase
from cases.conversation.exclusions import exclusion_add, exclusion_lift_ask
from cases.conversation.services import conversation_begin
from consent.exclusion import Exclusion
from consent.models import Asked
from municipality.access.identity import as_system
from municipality.people.models import Membership
from tests.access.oracle_exclusions import PROFESSION, PSYCHOLOGISTS
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_records import Consent as OracleConsent
from tests.access.play_changes import ChangePlay
from tests.cast import Cast


class ExclusionPlay(ChangePlay):
    excepting = False
    lifting = ""  # the exception that the question asks to lift

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        self.excepted_in: dict[str, OracleConsent] = {}
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
        self.excepting = self.oracle.excepting = True
        if self.oracle.is_psychologist(actor):
            done: tuple[Any, bool] = self.asked(case, actor, shares, False, mother, own), False
        else:
            done = self.consent(case, actor, shares, False, mother, own)
        self.excepting = self.oracle.excepting = False
        if done[0]:
            self.excepted_in[self._oldest(case, newest=True)] = self.oracle.consents[-1]
        return done

    def consent_lifting(
        self, case: OracleCase, actor: str, shares: dict[str, set[str]], mother: str, own: str
    ) -> tuple[Any, bool] | None:
        """The family is asked whether the oldest that stands may go."""
        if not case.exceptions:
            return None
        self.lifting = self._oldest(case)
        if self.oracle.may_ask_to_lift(
            case, actor, self.oracle.sees_consent(actor, self.excepted_in[self.lifting])
        ):
            done: tuple[Any, bool] = self.consent(case, actor, shares, False, mother, own)
        else:
            done = self.asked(case, actor, shares, False, mother, own), False
        self.lifting = ""
        if done[0]:
            self.oracle.lifted_by_question(case)
        return done

    @staticmethod
    def _oldest(case: OracleCase, *, newest: bool = False) -> str:
        with as_system("test: what stands"):
            standing = Exclusion.objects.filter(case_id=case.key, lifted_at=None).order_by("made_at")
            found = standing.last() if newest else standing.first()
        return str(found.pk) if found else ""

    def lift(self, case: OracleCase, actor: str) -> tuple[Any, bool]:
        key = uuid.UUID(self._oldest(case) or str(uuid.uuid4()))
        done = self.tried(actor, exclusion_lift, case_id=uuid.UUID(case.key), exclusion_id=key)
        return done, self.oracle.lifts(case, actor)

    def register(self, **agreed: Any) -> None:
        if self.excepting:
            consent_id = conversation_begin(case=DatabaseCase(pk=agreed["case_id"]))
            mother = Asked.objects.filter(consent=consent_id, name="Mor").first()
            wanted_by = mother or Asked.objects.get(consent=consent_id, role="subject")
            exclusion_add(consent_id=consent_id, wanted_by=wanted_by.pk, profession=PROFESSION)
        if self.lifting:
            consent_id = conversation_begin(case=DatabaseCase(pk=agreed["case_id"]))
            exclusion_lift_ask(consent_id=consent_id, exclusion_id=uuid.UUID(self.lifting), is_asked=True)
        super().register(**agreed)
