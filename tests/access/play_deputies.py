"""Steps of a history: care is taken over, which somebody writes down in an open log, and is over."""

import uuid
from typing import Any

from django.utils import timezone

from consent.deputies import Deputy
from municipality.access.identity import as_system
from municipality.access.verbs import call
from tests.access.oracle_case import Case as OracleCase
from tests.access.play_own import OwnPlay, Said

UNDER = 15  # from then on some of it rests on the young person's own yes: tests/conversation/test_deputies.py


class DeputyPlay(OwnPlay):
    def care_taken(self, case: OracleCase, actor: str) -> tuple[Any, bool] | None:
        if case.age >= UNDER:
            return None
        done = self.tried(
            actor, call, "deputy_enter", id=uuid.uuid4(), case=case.key, kind="care_order",
            unit=self.units["child_welfare"].pk, name="", resident=None, ascertained="dokument",
            starts=timezone.localdate(), ends=None,
        )  # fmt: skip
        return done, self.oracle.care_taken(case, actor)

    def care_over(self, case: OracleCase, actor: str) -> tuple[Any, bool] | None:
        if case.age >= UNDER:
            return None
        with as_system("test: who answers"):
            living = Deputy.objects.filter(case_id=case.key, ended_at=None).order_by("registered_at").first()
        key = living.pk if living else uuid.uuid4()
        done = self.tried(actor, call, "deputy_end", case=case.key, id=key)
        return done, self.oracle.care_over(case, actor)

    def adults_say(
        self, case: OracleCase, actor: str, shares: dict[str, set[str]], said: Said
    ) -> tuple[Any, bool] | None:
        """A parent who is not asked about the child is not asked in that question."""
        return None if case.care else super().adults_say(case, actor, shares, said)
