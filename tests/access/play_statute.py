"""Steps of a history: a leader opens the unit's own notes by statute, a reception names who reads, either ends."""

import uuid
from typing import Any

from cases.statute.services import Decision, statute_decide, statute_end, statute_name, statute_unname
from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_statute import Statute
from tests.access.play_wrongchild import MovePlay
from tests.statute.helpers import WHY, goes_by, in_days

PROVISIONS = {
    "clinic": "health_tasks",
    "child_welfare": "child_welfare_tasks",
    "nav_office": "social_tasks",
}  # the others' is "own_tasks"


class StatutePlay(MovePlay):
    def decide_by_statute(
        self, case: OracleCase, actor: str, unit: str, receiver: str, kinds: set[str], is_ordered: bool
    ) -> tuple[Any, bool]:
        """`unit` "that wrote" is one that has notes there, `actor` "its leader" who has the place in it."""
        wrote = sorted({entry.unit for entry in case.entries if entry.unit in self.units})
        unit = wrote[len(self.oracle.statutes) % len(wrote)] if unit == "that wrote" and wrote else unit
        unit = "school" if unit == "that wrote" else unit
        actor = (
            self._first(self.oracle.leaders_of(unit, case.kept_out)[1]) if actor == "its leader" else actor
        )
        if unit == CHILD_WELFARE:
            kinds = kinds | {CHILD_WELFARE}
        provision = "ordered" if is_ordered else PROVISIONS.get(unit, "own_tasks")
        decision = Decision(
            self.units[unit].pk, self.units[receiver].pk, provision, sorted(kinds), WHY, in_days(30)
        )
        done = self.tried(actor, statute_decide, case_id=uuid.UUID(case.key), decision=decision)
        allowed = self.oracle.decide(case, actor, unit, receiver, kinds, ordered=is_ordered)
        if done:
            self.oracle.statutes.append(Statute(str(done), case, unit, receiver, kinds, actor))
        return done, allowed

    def name_by_statute(self, actor: str, person: str, which: int) -> tuple[Any, bool] | None:
        return self._with(which, actor, person, statute_name, self.oracle.name_by_statute)

    def unname_by_statute(self, actor: str, person: str, which: int) -> tuple[Any, bool] | None:
        return self._with(which, actor, person, statute_unname, self.oracle.unname_by_statute)

    def end_statute(self, actor: str, which: int) -> tuple[Any, bool] | None:
        if not (one := self._one(which)):
            return None
        done = self.tried(actor, statute_end, uuid.UUID(one.key))
        return done, self.oracle.end_statute(actor, one)

    def statute_goes_by(self, which: int) -> None:
        """Its last day has passed; no job has run."""
        if one := self._one(which):
            goes_by(uuid.UUID(one.key), 31)
            one.is_over = True

    def leave(self, person: str) -> None:
        """Who comes back is named anew."""
        super().leave(person)
        for one in self.oracle.statutes:
            for named in one.named:
                named.has_left = named.has_left or named.person == person

    @staticmethod
    def _first(people: set[str]) -> str:
        return min(people, default="teacher")

    def _one(self, which: int) -> Statute | None:
        """Of the latest."""
        latest = self.oracle.statutes[-3:]
        return latest[which % len(latest)] if latest else None

    def _with(self, which: int, actor: str, person: str, verb: Any, rule: Any) -> tuple[Any, bool] | None:
        """`actor` "its reception", `person` "of the unit": somebody who is."""
        if not (one := self._one(which)):
            return None
        if actor == "its reception":
            actor = self._first(self.oracle.receivers_of(one.receiver, one.case.kept_out))
        if person == "of the unit":
            person = self._first({p for p, unit, _role in self.oracle.memberships if unit == one.receiver})
        done = self.tried(actor, verb, uuid.UUID(one.key), self.user(person).pk)
        return done, rule(actor, person, one)
