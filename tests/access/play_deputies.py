"""Steps of a history: somebody comes to answer instead in an open log, is over, and a second person looks at it."""

import uuid
from typing import Any

from django.utils import timezone

from cases.case.models import ParentalResponsibility
from cases.checks.models import Widening
from cases.conversation.selectors import who_answers
from consent.models import Asked, Consent
from consent.services import answer_register
from municipality.access.identity import as_system
from municipality.access.verbs import call
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_log import Check, Deputy
from tests.access.play_own import OwnPlay, Said

UNDER = 15  # from then on some of it rests on the young person's own yes: tests/conversation/test_deputies.py
SHOWN = {"source": "dokument", "seen_on": timezone.localdate()}


class DeputyPlay(OwnPlay):
    def care_taken(self, case: OracleCase, actor: str) -> tuple[Any, bool] | None:
        if case.age >= UNDER or case.changed:
            return None
        key, unit = uuid.uuid4(), self.units["child_welfare"].pk
        done = self._comes(case, actor, key, kind="care_order", unit=unit, name="", resident=None)
        return done, self.oracle.care_taken(case, actor, str(key))

    def verge_comes(self, case: OracleCase, actor: str) -> tuple[Any, bool] | None:
        """Not where a date was passed by hand: what rests on it would be counted anew when he comes."""
        if case.age >= UNDER or case.expired or case.changed:
            return None
        with as_system("test: who the father is"):
            father = ParentalResponsibility.objects.get(case_id=case.key, name="Far").parent_id
        key = uuid.uuid4()
        done = self._comes(case, actor, key, kind="verge", unit=None, name="Far", resident=father)
        return done, self.oracle.verge_comes(case, actor, str(key))

    def _comes(self, case: OracleCase, actor: str, key: uuid.UUID, **who: Any) -> Any:
        return self.tried(
            actor, call, "deputy_enter", id=key, case=case.key, ascertained="dokument",
            starts=timezone.localdate(), ends=None, **who,
        )  # fmt: skip

    def care_says(self, case: OracleCase, answer: str) -> None:
        """From now on, whenever barnevern is asked in the place of the parents."""
        case.care_says = answer

    def deputy_over(self, case: OracleCase, actor: str, which: int) -> tuple[Any, bool] | None:
        if case.age >= UNDER or (case.expired and any(not one.replaces for one in case.deputies)):
            return None
        deputy = self._deputy(case, which)
        done = self.tried(
            actor, call, "deputy_end", id=uuid.uuid4(), case=case.key,
            deputy=deputy.key if deputy else uuid.uuid4(), **SHOWN,
        )  # fmt: skip
        return done, self.oracle.is_over(case, actor, deputy)

    def _deputy(self, case: OracleCase, which: int) -> Deputy | None:
        return case.deputies[which % len(case.deputies)] if case.deputies else None

    def second_person(self, case: OracleCase, actor: str, confirms: bool) -> tuple[Any, bool] | None:
        """The oldest that waits."""
        waiting = [one for one in case.checks if one.state == "waits"]
        if not waiting or case.expired:
            return None
        check = waiting[0]
        if check.deputy is None:
            return self._looks(case, actor, check, uuid.UUID(check.key), confirms)
        if case.age >= UNDER:
            return None
        with as_system("test: what waits"):
            what = "deputy_over" if check.over else "deputy"
            row = (
                Widening.objects.filter(deputy=uuid.UUID(check.deputy.key), what=what)
                .latest("registered_at")
                .pk
            )
        return self._looks(case, actor, check, row, confirms)

    def _looks(
        self, case: OracleCase, actor: str, check: Check, row: uuid.UUID, confirms: bool
    ) -> tuple[Any, bool]:
        verb = "check_confirm" if confirms else "check_return"
        done = self.tried(actor, call, verb, id=row, **({} if confirms else {"because": "Feil."}))
        return done, self.oracle.looks(case, actor, check, confirms)

    def _conclude(self, *, consent_id: uuid.UUID, **more: Any) -> None:
        """Those say yes who answer instead."""
        here = next(case for case in self.cases if case.key == str(more["case_id"]))
        saying = [one.key for one, said in self.oracle.deputies_say(here).items() if said == "yes"]
        if saying and Consent.objects.filter(pk=consent_id, state="waiting").exists():
            asked = Asked.objects.filter(consent=consent_id, deputy__in=saying).values_list("pk", flat=True)
            for person in set(asked) & who_answers(consent_id):
                answer_register(person_id=person, answer="yes", said_on=timezone.localdate(), how="samtale")
        super()._conclude(consent_id=consent_id, **more)

    def adults_say(
        self, case: OracleCase, actor: str, shares: dict[str, set[str]], said: Said
    ) -> tuple[Any, bool] | None:
        """A parent who is not asked about the child is not asked in that question."""
        return None if self.oracle.replaced(case) else super().adults_say(case, actor, shares, said)
