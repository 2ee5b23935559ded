"""Steps of a history: goals, measures, evaluations, and the individuell plan."""

import uuid
from typing import Any

from cases.case.models import Case, ParentalResponsibility
from cases.plans.files import seal_file
from cases.plans.models import FamilySay, PlanDocument, PlanFile
from cases.plans.models import IndividualPlan as Plan
from cases.plans.services import document_order, plan_start, plan_text_write
from cases.work.models import Measure
from cases.work.services import (
    Responsible,
    goal_set,
    measure_change,
    measure_evaluate,
    measure_set,
)  # fmt: skip
from municipality.access.identity import as_system
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_log import Entry as OracleEntry
from tests.access.oracle_plans import COORDINATING, Document
from tests.access.oracle_plans import Plan as OraclePlan
from tests.access.oracle_work import Goal as OracleGoal
from tests.access.oracle_work import Measure as OracleMeasure
from tests.access.play import home_of
from tests.access.play_exclusions import ExclusionPlay
from tests.cast import Cast
from tests.plans.helpers import in_days
from tests.work.helpers import agreed, judged

RELATIVES = ("mother", "child")


class WorkPlay(ExclusionPlay):
    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        self.goals: dict[str, list[OracleGoal]] = {}

    def goals_of(self, case: OracleCase) -> list[OracleGoal]:
        """Of this case, or of any: most histories set one."""
        return [goal for goal in self.oracle.goals if goal.case is case] or self.oracle.goals

    def measures_of(self, case: OracleCase) -> list[OracleMeasure]:
        return [one for one in self.oracle.measures if one.goal.case is case] or self.oracle.measures

    def goal(self, case: OracleCase, actor: str) -> tuple[Any, bool]:
        unit, text = home_of(actor), f"goal-{len(self.oracle.goals)}."
        done = self.tried(
            actor, goal_set, case_id=uuid.UUID(case.key), unit=self.units[unit], text=text, life_area="school"
        )
        return done, self.oracle.goal(OracleGoal(str(done), text, case, unit), actor)

    def _responsible(self, case: OracleCase, who: str) -> Responsible:
        if who not in RELATIVES:
            return Responsible(self.user(who).pk, self.units[home_of(who)].pk)
        with as_system("test: who is who"):
            mother = ParentalResponsibility.objects.filter(case_id=case.key, name="Mor").first()
            subject = Case.objects.get(pk=case.key).subject_id
        return Responsible(resident_id=mother.parent_id if mother and who == "mother" else subject)

    def measure(self, case: OracleCase, actor: str, who: str, which: int) -> tuple[Any, bool] | None:
        goals = self.goals_of(case)
        if not goals:
            return None
        goal, unit = goals[which % len(goals)], home_of(actor)
        case = goal.case
        text = f"measure-{len(self.oracle.measures)}."
        done = self.tried(
            actor, measure_set, case_id=uuid.UUID(case.key), goal_id=uuid.UUID(goal.key), unit=self.units[unit],
            agreed=agreed(self._responsible(case, who), what=text),
        )  # fmt: skip
        responsible = None if who in RELATIVES else (who, home_of(who))
        measure = OracleMeasure(str(done), text, goal, unit, responsible)
        return done, self.oracle.measure(measure, actor, who)

    def change(self, case: OracleCase, actor: str, who: str, which: int) -> tuple[Any, bool] | None:
        """Somebody else becomes responsible, or the same in other words."""
        measures = self.measures_of(case)
        if not measures:
            return None
        measure, unit = measures[which % len(measures)], home_of(actor)
        case = measure.goal.case
        with as_system("test: the row"):
            row = Measure.objects.get(pk=measure.key)
        responsible = self._responsible(case, who)
        same = responsible == Responsible(
            row.responsible_id, row.responsible_unit_id, row.responsible_resident_id
        )
        done = self.tried(
            actor, measure_change, measure=row, version=measure.version, unit=self.units[unit],
            agreed=agreed(responsible, what=measure.text),
        )  # fmt: skip
        new = None if who in RELATIVES else (who, home_of(who))
        return done, self.oracle.change(measure, actor, unit, new, who, same)

    def evaluate(
        self, case: OracleCase, actor: str, kind: str, ends: bool, which: int
    ) -> tuple[Any, bool] | None:
        measures = self.measures_of(case)
        if not measures:
            return None
        measure, unit = measures[which % len(measures)], home_of(actor)
        case = measure.goal.case
        text = f"evaluation-{len(case.entries)}."
        said = judged(
            kind=kind,
            text=text,
            decision="done" if ends else "continue",
            next_on=None if ends else in_days(60),
        )
        row = Measure(pk=uuid.UUID(measure.key), case_id=uuid.UUID(case.key))
        done = self.tried(actor, measure_evaluate, measure=row, unit=self.units[unit], judged=said)
        entry = OracleEntry(str(done), text, actor, unit, kind, False, False)
        return done, self.oracle.evaluate(measure, actor, unit, entry, ends)

    # --- the plan ---
    def start_plan(self, case: OracleCase, actor: str, coordinator: str) -> tuple[Any, bool]:
        done = self.tried(
            actor, plan_start, case_id=uuid.UUID(case.key), coordinator_id=self.user(coordinator).pk,
            unit_id=self.units[COORDINATING].pk, say=FamilySay.CHOSE, revise_on=in_days(100),
        )  # fmt: skip
        key = str(done.pk) if done else ""
        return done, self.oracle.start_plan(OraclePlan(key, case, coordinator), actor)

    def tell(self, case: OracleCase, actor: str, kind: str) -> tuple[Any, bool] | None:
        plan = self.oracle.plan_of(case)
        if plan is None:
            return None
        row = Plan(pk=uuid.UUID(plan.key), case_id=uuid.UUID(case.key))
        done = self.tried(
            actor, plan_text_write, plan=row, version=plan.text_version, kind=kind, text="om meg"
        )
        return done, self.oracle.tell(plan, actor, kind)

    def document(
        self,
        case: OracleCase,
        actor: str,
        kinds: set[str],
        area: str,
        names_child_welfare: bool,
        left_out: set[str],
    ) -> tuple[Any, bool] | None:
        """Ordered, and left by the worker as it leaves one."""
        plan = self.oracle.plan_of(case)
        if plan is None:
            return None
        row = Plan(pk=uuid.UUID(plan.key), case_id=uuid.UUID(case.key))
        done = self.tried(actor, document_order, plan=row)
        if done:
            with as_system("test: what the worker does"):
                PlanDocument.objects.filter(pk=done).update(
                    state="ready",
                    holds=sorted(f"{kind}:{area}" for kind in kinds),
                    names_child_welfare=names_child_welfare,
                    left_out=sorted(self.units[unit].pk for unit in left_out),
                )
                PlanFile.objects.create(document_id=done, sealed=seal_file(PlanDocument(pk=done), b"%PDF"))
        holds = {(kind, area) for kind in kinds}
        document = Document(str(done), actor, holds, names_child_welfare, frozenset(left_out))
        return done, self.oracle.order(plan, actor, document)
