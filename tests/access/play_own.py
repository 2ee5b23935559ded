"""Steps of a history: adults say who reads what is about them, take it back, and an author gives a note away."""

import uuid
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from cases.consents.own_affairs import own_affairs, own_affairs_withdraw
from cases.conversation.services import own_answer_register
from cases.logs.models import Entry
from cases.logs.services import entry_release
from consent.models import Asked
from consent.own_answers import OwnHow
from consent.services import consent_conclude
from municipality.access.identity import as_user
from tests.access.oracle_log import Case as OracleCase
from tests.access.play_consents import ConsentPlay

NAMES = {"mother": "Mor", "father": "Far"}
Said = dict[str, tuple[set[str], bool]]


class OwnPlay(ConsentPlay):
    saying: Said = {}  # what adults say of themselves in the question that is being asked

    def adults_say(
        self, case: OracleCase, actor: str, shares: dict[str, set[str]], said: Said
    ) -> tuple[Any, bool] | None:
        """The family is asked once more, mother and child say yes, and adults say who reads what is about them."""
        told = {adult: (units & set(shares), child) for adult, (units, child) in said.items()}
        self.saying = told if case.age < 18 and case.adults else {}  # otherwise no adult is asked
        before = len(case.bases)
        done = self.consent(case, actor, shares, False, "yes", "yes")
        if done[0]:
            self.oracle.adults_say(case, case.bases[before:], self.saying)
        self.saying = {}
        return done

    def register(self, **agreed: Any) -> None:
        with patch("consent.services.consent_conclude", self._conclude):
            super().register(**agreed)

    def _conclude(self, *, consent_id: uuid.UUID, **more: Any) -> None:
        for adult, (units, to_child) in self.saying.items():
            own_answer_register(
                person_id=Asked.objects.get(consent=consent_id, name=NAMES[adult]).pk,
                units=[self.units[unit].pk for unit in units],
                to_child=to_child,
                said_on=timezone.localdate(),
                how="samtale",
            )
        consent_conclude(consent_id=consent_id, **more)

    def takes_back_own(
        self, case: OracleCase, actor: str, adult: str, what: str | None
    ) -> tuple[Any, bool] | None:
        if not case.adults:
            return None
        basis = self._basis(case, actor, adult, what) if what in self.units else None
        done = self.tried(
            actor, own_affairs_withdraw, case_id=uuid.UUID(case.key), parent_id=uuid.UUID(case.adults[adult]),
            how=OwnHow.ORAL, basis_id=basis, of_child=what == "child",
        )  # fmt: skip
        return done, self.oracle.takes_back_own(case, actor, adult, what)

    def _basis(self, case: OracleCase, actor: str, adult: str, unit: str | None) -> uuid.UUID:
        """What stands for the unit on the page of this person; a key that leads nowhere where it does not stand."""
        with as_user(self.user(actor).pk):
            told = [
                one for one in own_affairs(uuid.UUID(case.key)) if str(one.parent_id) == case.adults[adult]
            ]
        found = [
            row.basis_id
            for one in told
            for row in one.units
            if unit and row.unit in (self.units[unit].name, self.units[unit].service.name)
        ]
        return found[0] or uuid.uuid4() if found else uuid.uuid4()

    def release_own(self, case: OracleCase, which: int) -> tuple[Any, bool] | None:
        notes = [entry for entry in case.entries if entry.about in case.adults]
        if not notes:
            return None
        entry = notes[which % len(notes)]
        row = Entry(pk=uuid.UUID(entry.key), case_id=uuid.UUID(case.key), unit=self.units[entry.unit])
        done = self.tried(entry.author, entry_release, entry=row, own=True)
        return done, self.oracle.release_own(case, entry.author, entry)
