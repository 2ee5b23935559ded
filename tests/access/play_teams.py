"""Steps of a history: seats, a case on the team's table, a meeting, its minutes, and what comes of them."""

import uuid
from typing import Any

from django.utils import timezone

from cases.case.models import Case
from municipality.access.identity import as_system
from municipality.organisation.models import Team
from teams.meetings.models import Correction, Meeting, MinutesItem, Task
from teams.meetings.services import (
    MinutesWords,
    correction_add,
    meeting_approve,
    meeting_plan,
    meeting_start,
    minutes_write,
)  # fmt: skip
from teams.members.models import Seat
from teams.members.services import seat_end, seat_give
from teams.referrals.models import Referral
from teams.referrals.services import referral_close, referral_send
from teams.tasks.services import task_do
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_table import Minutes as OracleMinutes
from tests.access.oracle_table import Referral as OracleReferral
from tests.access.play import home_of
from tests.access.play_work import WorkPlay
from tests.cast import Cast
from tests.plans.helpers import in_days


class TeamPlay(WorkPlay):
    """One team: the adviser chairs, the nurse and barnevern sit there, and others come and go."""

    def __init__(self, cast: Cast, team: Team) -> None:
        super().__init__(cast)
        self.team = team

    def seat(self, person: str, unit: str, role: str) -> tuple[Any, bool]:
        unit = home_of(person) if unit == "%own" else unit
        done = self.tried(
            "administrator",
            seat_give,
            team=self.team,
            user=self.user(person),
            unit=self.units[unit],
            role=role,
        )
        return done, self.oracle.seat(person, unit, role)

    def unseat(self, person: str) -> tuple[Any, bool] | None:
        with as_system("test: the seat"):
            seat = Seat.objects.filter(team=self.team, user=self.user(person), ends_at=None).first()
        if seat is None:
            return None
        done = self.tried("administrator", seat_end, seat)
        return done, self.oracle.unseat(person)

    def refer(self, case: OracleCase, actor: str, kind: str, out: set[str] | str) -> tuple[Any, bool]:
        """`out`: the units that are left out, or "needed" for those that no consent covers."""
        if isinstance(out, str):
            room = self.oracle.room()
            out = {unit for unit in room if not self.oracle.covered(case, actor, unit, kind, room)}
        text = f"question-{len(self.oracle.referrals)}."
        done = self.tried(
            actor, referral_send, case=Case(pk=uuid.UUID(case.key)), team=self.team, wish="advice",
            question=text, kind=kind, urgent=False, left_out=[self.units[unit].pk for unit in out],
        )  # fmt: skip
        referral = OracleReferral(str(done), text, case, actor, case.holder_unit, kind, set(out))
        return done, self.oracle.refer(referral, actor)

    def latest(self, case: OracleCase) -> OracleReferral | None:
        """Of this case, or of any: most histories bring one."""
        found = self.oracle.referrals
        return next((one for one in reversed(found) if one.case is case), found[-1] if found else None)

    def close(self, case: OracleCase, actor: str) -> tuple[Any, bool] | None:
        referral = self.latest(case)
        if referral is None:
            return None
        row = Referral(pk=uuid.UUID(referral.key), case_id=uuid.UUID(referral.case.key))
        return self.tried(actor, referral_close, row), self.oracle.close(referral, actor)

    def begin(self, actor: str) -> tuple[Any, bool]:
        """A new meeting, or anew who is there in the one that has begun."""
        begun = self.oracle.begun()
        meeting = self.tried(actor, self._begin, begun.key if begun else "")
        return meeting, self.oracle.begin(actor, str(meeting))

    def _begin(self, key: str) -> str:
        pk = uuid.UUID(key) if key else meeting_plan(team=self.team, starts_at=timezone.now(), place="")
        meeting_start(Meeting(pk=pk), present=[])
        return str(pk)

    def minutes(
        self,
        case: OracleCase,
        actor: str,
        responsible: str | None,
        informs: str | None,
        again: bool,
        late: bool,
    ) -> tuple[Any, bool] | None:
        """Written over the version that stands, or over one that somebody has changed by then (`late`)."""
        referral = self.latest(case)
        if referral is None or not self.oracle.meetings:
            return None
        meeting = self.oracle.meetings[-1]
        earlier = self.oracle.minutes_of(meeting, referral)
        version = (earlier.version if earlier else 0) + late
        written = MinutesWords(
            summary="kort",
            advice=f"advice-{referral.text}",
            responsible=self.user(responsible) if responsible else None,
            informs=self.user(informs) if informs else None,
            follow_up_on=in_days(10) if again else None,
        )
        item = Referral(pk=uuid.UUID(referral.key), case_id=uuid.UUID(referral.case.key))
        done = self.tried(
            actor, minutes_write, meeting=Meeting(pk=uuid.UUID(meeting.key)), item=item, version=version,
            written=written,
        )  # fmt: skip
        key = ""
        if done:
            with as_system("test: the row"):
                key = str(MinutesItem.objects.get(meeting_id=meeting.key, referral_id=referral.key).pk)
        minutes = OracleMinutes(key, meeting, referral, 1, responsible, informs, again)
        return done, self.oracle.write_minutes(minutes, actor, version)

    def approve(self, actor: str) -> tuple[Any, bool] | None:
        if not self.oracle.meetings:
            return None
        meeting = self.oracle.meetings[-1]
        done = self.tried(actor, meeting_approve, Meeting(pk=uuid.UUID(meeting.key)))
        allowed = self.oracle.approve(meeting, actor)
        with as_system("test: the rows"):
            keys = {(str(task.item_id), task.purpose): str(task.pk) for task in Task.objects.all()}
        for minutes in self.oracle.minutes:
            for task in minutes.tasks:
                task.key = keys.get((minutes.key, task.key), task.key)
        return done, allowed

    def _some_minutes(self, case: OracleCase) -> OracleMinutes | None:
        found = self.oracle.minutes
        return next(
            (one for one in reversed(found) if one.referral.case is case), found[-1] if found else None
        )

    def do(self, case: OracleCase, actor: str, which: int) -> tuple[Any, bool] | None:
        found = [(task, one) for one in self.oracle.minutes for task in one.tasks]
        if not found:
            return None
        task, minutes = found[which % len(found)]
        actor = task.person if actor == "its own" else actor
        with as_system("test: the row"):
            row = Task.objects.select_related("item__referral").get(pk=task.key)
        return self.tried(actor, task_do, row, text="x"), self.oracle.do(task, minutes, actor)

    def correct(self, case: OracleCase, actor: str) -> tuple[Any, bool] | None:
        minutes = self._some_minutes(case)
        if minutes is None:
            return None
        with as_system("test: the row"):
            row = MinutesItem.objects.select_related("referral").get(pk=minutes.key)
            before = set(Correction.objects.filter(item=row).values_list("pk", flat=True))
        done = self.tried(actor, correction_add, item=row, text="x")
        with as_system("test: the row"):
            new = set(Correction.objects.filter(item=row).values_list("pk", flat=True)) - before
        return done, self.oracle.correct(minutes, actor, str(next(iter(new), "")))
