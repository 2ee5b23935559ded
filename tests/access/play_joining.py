"""Steps of a history: the older of two logs of one child and the newer become one, and two again."""

import uuid
from typing import Any

from django.utils import timezone

from cases.case.models import Case, ParentalResponsibility
from cases.joining.models import Joining, JoiningState
from cases.joining.services import joining_accept, joining_part, joining_propose
from consent.join_answers import JoinAnswer, JoinHow, JoinSays
from municipality.access.identity import as_system
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_secrecy import SecrecyOracle
from tests.access.play_statute import StatutePlay


class JoinPlay(StatutePlay):
    oracle: SecrecyOracle

    def resolve(self, case: OracleCase, token: Any, beside: list[Any]) -> Any:
        """In a log that is empty there are no units to choose among."""
        is_unit = isinstance(token, str) and token[:1] == "%" and token != "%own"
        return "school" if is_unit and not case.bases else super().resolve(case, token, beside)

    def join_logs(self, held_by_newer: bool) -> tuple[Any, bool] | None:
        """Both families have said yes; the holder of the older log proposes, and that of the newer accepts."""
        if len(self.cases) < 2:
            return None
        older, newer = self.cases
        self._all_say_yes()
        theirs, own = ("other", "mine") if held_by_newer else ("mine", "other")
        proposed = self.tried(older.holder, joining_propose, case_id=uuid.UUID(older.key), holder=theirs)
        done = proposed and self.tried(newer.holder, joining_accept, case_id=uuid.UUID(newer.key), holder=own)
        return done, self.oracle.logs_join(older, newer, held_by_newer=held_by_newer)

    def part_logs(self) -> tuple[Any, bool] | None:
        if not self.oracle.joined:
            return None
        one = self.oracle.joined[-1]
        done = self.tried(one.older.holder, joining_part, case_id=uuid.UUID(one.older.key))
        return done, self.oracle.logs_part(one)

    def _all_say_yes(self) -> None:
        older, newer = (uuid.UUID(case.key) for case in self.cases)
        with as_system("test: what the family says"):
            alive = (JoiningState.ASKED, JoiningState.AGREED, JoiningState.JOINED)
            if Joining.objects.filter(state__in=alive).exists():
                return
            for case in Case.objects.filter(pk__in=(older, newer)):
                parents = ParentalResponsibility.objects.filter(case=case, has_responsibility=True)
                for resident in (case.subject_id, *parents.values_list("parent", flat=True)):
                    JoinAnswer.objects.create(
                        case_id=case.pk, resident_id=resident, says=JoinSays.YES, said_on=timezone.localdate(),
                        how=JoinHow.CONVERSATION, registered_by_id=case.holder_id,
                        registered_unit_id=case.holder_unit_id, registered_at=timezone.now(),
                    )  # fmt: skip
            Joining.objects.create(
                older_id=older,
                newer_id=newer,
                asked_from_id=newer,
                state=JoiningState.AGREED,
                asked_at=timezone.now(),
            )
