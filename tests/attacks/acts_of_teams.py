"""Acts of a generated world: a case on a team's table, its minutes, and what comes of them."""

from django.utils import timezone

from cases.case.models import Case
from municipality.access.identity import as_system, as_user
from teams.meetings.models import Meeting, MinutesItem, Task
from teams.meetings.services import (
    MinutesWords,
    correction_add,
    curtain_set,
    meeting_approve,
    meeting_plan,
    meeting_start,
    minutes_write,
)
from teams.members.models import Seat
from teams.referrals.models import Referral
from teams.referrals.services import referral_close, referral_send, team_room
from teams.tasks.services import task_do
from tests.attacks.acts import Made, Nothing, one_of
from tests.attacks.acts_of_work import WorkStage
from tests.plans.helpers import in_days


class Stage(WorkStage):
    # --- the team's table
    def meet(self, by: str, _made: Made, *, table: int) -> None:
        """A meeting that has begun, with everybody there."""
        team = self.teams[table]
        meeting = Meeting(pk=meeting_plan(team=team, starts_at=timezone.now(), place="Rådhuset"), team=team)
        meeting_start(meeting, present=Seat.objects.filter(team=team))
        self.meetings[table] = meeting

    def _meeting(self, table: int) -> Meeting:
        if table not in self.meetings:
            raise Nothing
        return self.meetings[table]

    def refer(
        self, _by: str, made: Made, *, table: int, kind: str, question: str, left_out: tuple[str, ...]
    ) -> None:
        """`left_out` and besides, as on the page, every unit that no consent covers; barnevern only as it is said."""
        case, team = Case.objects.get(pk=self.case), self.teams[table]
        out = {getattr(self.cast, unit).pk for unit in left_out}
        room = team_room(case, team, kind)
        out |= {one.unit_id for one in room if not one.covered and one.unit_id != self.cast.child_welfare.pk}
        sits = {one.unit_id for one in room}
        made.referrals.append(
            referral_send(
                case=case, team=team, wish="advice", question=question, kind=kind, urgent=False,
                left_out=out & sits,
            )
        )  # fmt: skip

    def _item(self, made: Made, of_both: bool) -> Referral:
        key = one_of((self.made[False] if of_both else made).referrals, -1)
        with as_system("test: the item"):
            return Referral.objects.get(pk=key)

    def lift(self, _by: str, made: Made, *, table: int, of_both: bool = False) -> None:
        curtain_set(meeting=self._meeting(table), referral=self._item(made, of_both), up=True)

    def decide(
        self, _by: str, made: Made, *, table: int, text: str, responsible: str | None, informs: str | None,
        again: bool = False,
    ) -> None:  # fmt: skip
        meeting, item = self._meeting(table), self._item(made, False)
        with as_system("test: the minutes"):
            stands = MinutesItem.objects.filter(meeting=meeting, referral=item).first()
        minutes_write(
            meeting=meeting, item=item, version=stands.version if stands else 0,
            written=MinutesWords(
                summary=text, advice=text,
                responsible=self.user(responsible) if responsible else None,
                deadline=in_days(10) if responsible else None,
                informs=self.user(informs) if informs else None,
                follow_up_on=in_days(20) if again else None,
            ),
        )  # fmt: skip

    def approve(self, _by: str, _made: Made, *, table: int) -> None:
        meeting_approve(self._meeting(table))

    def correct(self, _by: str, made: Made, *, text: str) -> None:
        with as_system("test: the minutes"):
            item = (
                MinutesItem.objects.filter(referral=self._item(made, False))
                .select_related("referral")
                .first()
            )
        if item is None:
            raise Nothing
        correction_add(item=item, text=text)

    def do(self, _by: str, made: Made, *, text: str) -> None:
        """The first task that came of it, by the one who has it."""
        with as_system("test: the task"):
            tasks = Task.objects.filter(item__referral=self._item(made, False)).select_related(
                "item__referral"
            )
            task = tasks.order_by("purpose").first()
        if task is None:
            raise Nothing
        with as_user(task.user_id):
            task_do(task, text=text)

    def close(self, _by: str, made: Made) -> None:
        referral_close(self._item(made, False))
