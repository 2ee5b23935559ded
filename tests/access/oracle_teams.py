"""The rules of what a team does: seats, referrals, meetings, minutes and tasks. False means refused."""

from dataclasses import dataclass

from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Case
from tests.access.oracle_table import Meeting, Minutes, Referral, Seat, TableRules, Task


@dataclass
class TeamOracle(TableRules):
    def seat(self, person: str, unit: str, role: str) -> bool:
        if not self.member(person, unit):
            return False
        self.seats = [one for one in self.seats if one.person != person]
        self.seats.append(Seat(person, unit, role))
        return True

    def unseat(self, person: str) -> bool:
        before = len(self.seats)
        self.seats = [one for one in self.seats if one.person != person]
        return len(self.seats) < before

    def covers(self, case: Case, unit: str, kind: str, *more: str) -> bool:
        """Whether the unit may hear what the holder's own unit knows of this kind."""
        return any(
            self.gives(basis, case.holder_unit, kind) and set(more) <= basis.kinds
            for basis in self.living_bases(case, unit)
        )

    def covered(self, case: Case, holder: str, unit: str, kind: str, room: set[str]) -> bool:
        """Beside barnevern sits only who may know of it; so does the one who is told that it is covered."""
        if not self.covers(case, unit, kind):
            return False
        if kind == CHILD_WELFARE and not self.may_know(holder, case):
            return False
        if unit != CHILD_WELFARE:
            return True
        mine = self.my_parts(holder, case)
        knows = any(CHILD_WELFARE in part.basis.kinds or part.unit == CHILD_WELFARE for part in mine)
        return knows and all(
            self.covers(case, other, kind, CHILD_WELFARE)
            for other in room - {CHILD_WELFARE}
            if self.covers(case, other, kind)
        )

    def room(self) -> set[str]:
        return {seat.unit for seat in self.living_seats()}

    def refer(self, referral: Referral, actor: str) -> bool:
        case, room, out = referral.case, self.room(), referral.left_out
        may = self.holds(actor, case) and self.may_write(actor, case, case.holder_unit)
        # One that the sender is left out of does not stand in the way: that would tell of it.
        waits = any(
            one.case is case and not one.closed and self.reads_referral(actor, one) for one in self.referrals
        )
        if not may or case.strict or waits or not out <= room - {case.holder_unit}:
            return False
        if not all(self.covered(case, actor, unit, referral.kind, room) for unit in room - out):
            return False
        referral.unit = case.holder_unit
        referral.tells = CHILD_WELFARE in {referral.unit} | (room - out)
        before = list(case.parts)
        self.referrals.append(referral)
        self.name_the_room(referral)
        if not any(
            seat.role == "chair" and self.hears(seat.person, referral) for seat in self.living_seats()
        ):
            self.referrals.remove(referral)
            case.parts = before
            return False
        return True

    def close(self, referral: Referral, actor: str) -> bool:
        leads = self.holds(actor, referral.case) or self.sits(actor, "chair")
        if referral.closed or not leads or not self.reads_referral(actor, referral):
            return False
        referral.closed = True
        return True

    def begun(self) -> Meeting | None:
        return next((one for one in self.meetings if not one.approved), None)

    def begin(self, actor: str, key: str) -> bool:
        if not self.sits(actor, "chair", "secretary"):
            return False
        if self.begun() is None:
            self.meetings.append(Meeting(key))
        for one in self.referrals:
            if not one.closed:
                self.name_the_room(one)
        return True

    def minutes_of(self, meeting: Meeting, referral: Referral) -> Minutes | None:
        return next((m for m in self.minutes if m.meeting is meeting and m.referral is referral), None)

    def write_minutes(self, minutes: Minutes, actor: str, version: int) -> bool:
        """Over `version`; what was written by then gives way to it."""
        referral, earlier = minutes.referral, self.minutes_of(minutes.meeting, minutes.referral)
        leads = self.sits(actor, "chair", "secretary") and self.hears(actor, referral)
        asked = [one for one in (minutes.responsible, minutes.informs) if one]
        able = all(self.hears(person, referral) for person in asked)
        if not leads or not able or referral.closed or minutes.meeting.approved:
            return False
        if version != (earlier.version if earlier else 0):
            return False
        if earlier:
            earlier.version += 1
            earlier.responsible, earlier.informs = minutes.responsible, minutes.informs
            earlier.again = minutes.again
        else:
            self.minutes.append(minutes)
        return True

    def approve(self, meeting: Meeting, actor: str) -> bool:
        if meeting.approved or not self.sits(actor, "chair"):
            return False
        meeting.approved = True
        for minutes in self.minutes:
            if minutes.meeting is not meeting:
                continue
            asked = (("decision", minutes.responsible), ("inform", minutes.informs))
            for purpose, person in asked:
                if person and self.hears(person, minutes.referral):
                    minutes.tasks.append(Task(purpose, person))
        for minutes in self.minutes:
            if minutes.meeting is meeting and not minutes.again:
                minutes.referral.closed = True
        return True

    def do(self, task: Task, minutes: Minutes, actor: str) -> bool:
        if task.done or task.person != actor or not self.reads_referral(actor, minutes.referral):
            return False
        task.done = True
        return True

    def correct(self, minutes: Minutes, actor: str, key: str) -> bool:
        family = bool(self.my_rights(actor, minutes.referral.case))
        reads = family and self.reads_referral(actor, minutes.referral)
        if not minutes.meeting.approved or not (reads or self.hears(actor, minutes.referral)):
            return False
        minutes.corrections.append(key)
        return True
