"""Steps of a history: a note is moved to the other log, or out of its log into an undring."""

import uuid
from typing import Any

from cases.deviations.models import Deviation
from cases.wrongchild.services import RightChild, note_move, note_to_concern
from municipality.access.identity import as_system
from municipality.notices.models import Notice
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_log import Entry
from tests.access.play import PEOPLE
from tests.access.play_emergencies import EmergencyPlay
from tests.cast import years_ago


class MovePlay(EmergencyPlay):
    def move_note(self, case: OracleCase, actor: str, which: int, about: str) -> tuple[Any, bool] | None:
        if not case.entries:
            return None
        entry = case.entries[which % len(case.entries)]
        actor = self._who_moves(case, entry, actor)
        to = next((one for one in self.cases if one is not case), case)
        about = about if about in {*to.adults, "other"} else ""
        done = self.tried(
            actor, note_move, entry_id=uuid.UUID(entry.key), to=uuid.UUID(to.key),
            about=uuid.UUID(to.adults[about]) if about in to.adults else None, about_other=about == "other",
        )  # fmt: skip
        allowed = self.oracle.move(actor, case, entry, to, about, str(done))
        if done:
            self._noted()
            with as_system("test: who was told"):
                told = set(Notice.objects.filter(entry_id=done).values_list("user", flat=True))
            readers = {one for one in PEOPLE if self.oracle.reads_entry(one, to, to.entries[-1])}
            assert {self.names[int(user)] for user in told} == readers - {actor}, to.entries[-1]
        return done, allowed

    def take_note_out(self, case: OracleCase, actor: str, which: int, keeper: str) -> tuple[Any, bool] | None:
        if not case.entries:
            return None
        entry = case.entries[which % len(case.entries)]
        actor = self._who_moves(case, entry, actor)
        leads = actor != entry.author
        done = self.tried(
            actor, note_to_concern, entry_id=uuid.UUID(entry.key), unit=self.units[entry.unit],
            child=RightChild("Ada Eksempel", years_ago(9)),
            keeper_id=self.user(keeper).pk if leads else None,
        )  # fmt: skip
        allowed = self.oracle.take_out(actor, case, entry, keeper, str(done))
        if done:
            self._noted()
        return done, allowed

    def _noted(self) -> None:
        with as_system("test: the row"):
            self.oracle.deviations.append(str(Deviation.objects.latest("registered_at").pk))

    def _who_moves(self, case: OracleCase, entry: Entry, actor: str) -> str:
        if actor == "its leader":
            return min(self.oracle.leaders_of(entry.unit, case.kept_out)[1], default="head")
        return entry.author if actor == "its author" else actor
