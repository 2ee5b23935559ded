"""Steps of a history: provisions that make one yes enough, and changes after a log is open."""

import uuid
from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Model
from django.utils import timezone

from cases.case.models import Case as DatabaseCase
from cases.checks.models import What, Widening
from cases.checks.services import (
    Shown,
    change_propose,
    protection_set,
    provision_register,
    responsibility_end,
    widening_end,
)
from cases.conversation.services import conversation_begin, conversation_drop
from consent.models import Asked
from municipality.access.identity import as_system
from municipality.access.refusals import NothingThere
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_log import Check
from tests.access.play_deputies import DeputyPlay

NAMES = {"mother": "Mor", "father": "Far"}
REGISTER = {"sole": "folkeregisteret", "lives_with": "folkeregisteret"}
TODAY = timezone.localdate()


class ChangePlay(DeputyPlay):
    dates = 0  # every corrected birth date is another one

    def left_alone(self, case: OracleCase) -> bool:
        """Where a woman has it alone, or a date was passed by hand: nobody changes it."""
        return not case.adults or case.expired

    def dated_alone(self, case: OracleCase) -> bool:
        """Nor the birth date where somebody answers instead: tests/conversation/test_deputies.py."""
        return bool(case.deputies) or self.left_alone(case)

    # --- provisions ---
    def provide(self, case: OracleCase, actor: str, who: str, ground: str) -> tuple[Any, bool] | None:
        if self.left_alone(case):
            return None
        done = self.tried(actor, self._provide, case, who, ground)
        return done, self.oracle.provide(case, actor, self._check(actor, str(done), ground, who))

    def _provide(self, case: OracleCase, who: str, ground: str) -> uuid.UUID:
        """It is registered while the family is asked, and goes on when that question is forgotten."""
        consent_id = conversation_begin(case=DatabaseCase(pk=case.key))
        person = Asked.objects.filter(consent=consent_id, name=NAMES[who]).first()
        if person is None:
            raise NothingThere
        shown = Shown(REGISTER.get(ground, "vurdert"), TODAY, TODAY, "Hørt.")
        key = provision_register(person_id=person.pk, ground=ground, shown=shown)
        conversation_drop(consent_id=consent_id)
        return key

    @staticmethod
    def _check(actor: str, key: str, what: str, who: str, becomes: Any = None) -> Check:
        return Check(None, False, actor, "", key=key, what=what, who=who, becomes=becomes)

    def no_longer(self, case: OracleCase, actor: str, which: int) -> tuple[Any, bool] | None:
        found = [one for one in case.checks if one.deputy is None and one.what != "lost"]
        if not found or self.left_alone(case):
            return None
        check = found[which % len(found)]
        done = self.tried(actor, widening_end, uuid.UUID(check.key))
        return done, self.oracle.no_longer(case, actor, check)

    def father_says(self, case: OracleCase, answer: str) -> None:
        """From now on, whenever he is asked."""
        case.father_says = answer

    # --- changes ---
    def propose(
        self, case: OracleCase, actor: str, what: str, who: str, becomes: Any
    ) -> tuple[Any, bool] | None:
        if self.dated_alone(case) if what == "birth_date" else self.left_alone(case):
            return None
        case.changed = case.changed or what == "birth_date"
        said, of_child = becomes, what in ("protection", "birth_date")
        if what == "birth_date":
            said = str(self._born(becomes))
        shown = Shown("dokument", TODAY, TODAY, "Hørt.")
        done = self.tried(
            actor, change_propose, case_id=uuid.UUID(case.key), what=What(what), shown=shown,
            parent_id=None if of_child else uuid.UUID(case.adults[who]), becomes=said if of_child else "",
        )  # fmt: skip
        check = self._check(actor, self._latest(case) if done else "", what, "" if of_child else who, becomes)
        return done, self.oracle.propose(case, actor, check)

    def loses(self, case: OracleCase, actor: str, who: str) -> tuple[Any, bool] | None:
        if self.left_alone(case):
            return None
        done = self.tried(
            actor, responsibility_end, case_id=uuid.UUID(case.key), parent_id=uuid.UUID(case.adults[who]),
            shown=Shown("dokument", TODAY),
        )  # fmt: skip
        check = self._check(actor, self._latest(case) if done else "", "lost", who)
        return done, self.oracle.loses(case, actor, check)

    def protect(
        self, case: OracleCase, actor: str, level: str, parents: frozenset[str]
    ) -> tuple[Any, bool] | None:
        if self.left_alone(case):
            return None
        done = self.tried(
            actor, protection_set, case_id=uuid.UUID(case.key), protection=level,
            parents=[uuid.UUID(case.adults[one]) for one in parents],
        )  # fmt: skip
        return done, self.oracle.set_protection(case, actor, level, parents)

    def _born(self, age: int) -> Any:
        self.dates += 1
        return TODAY - relativedelta(years=age) - timedelta(days=50 + self.dates)

    @staticmethod
    def _latest(case: OracleCase) -> str:
        with as_system("test: what was registered"):
            row: Model = Widening.objects.filter(case_id=case.key).latest("registered_at")
            return str(row.pk)
