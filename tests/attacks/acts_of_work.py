"""Acts of a generated world: goals, measures, evaluations, the individuell plan."""

from typing import Any

from cases.case.models import Case
from cases.plans.models import IndividualPlan, PlanDocument, PlanText
from cases.plans.services import document_order, plan_text_write
from cases.work.models import Goal, Measure
from cases.work.services import (
    Responsible,
    goal_change,
    goal_set,
    measure_change,
    measure_evaluate,
    measure_set,
)
from municipality.access.identity import as_system
from tests.attacks.acts import FAMILY, Made, Nothing, one_of
from tests.attacks.acts_of_births import BirthStage
from tests.plans.helpers import make_plan
from tests.work.helpers import agreed, judged, make_late


class WorkStage(BirthStage):
    """`of_both`: done with what both worlds have, by an act that one of them has."""

    # --- goals and measures
    def goal(self, by: str, made: Made, *, text: str) -> None:
        key = goal_set(case_id=self.case, unit=self.home(by), text=text, life_area="leisure")
        made.goals.append(key)

    def regoal(
        self, by: str, made: Made, *, which: int, text: str, status: str = "active", of_both: bool = False
    ) -> None:
        key = one_of((self.made[False] if of_both else made).goals, which)
        with as_system("test: the goal"):
            goal = Goal.objects.get(pk=key)
        goal_change(
            goal=goal, version=goal.version, unit=self.home(by), text=text, life_area="home", status=status
        )

    def _responsible(self, who: str) -> Responsible:
        if who not in FAMILY:
            return Responsible(self.user(who).pk, self.home(who).pk)
        with as_system("test: who is who"):
            case = Case.objects.get(pk=self.case)
            mother = case.parents.get(has_responsibility=True).parent_id
        return Responsible(resident_id=mother if who == "mother" else case.subject_id)

    def measure(
        self, by: str, made: Made, *, which: int, responsible: str, text: str, of_both: bool = False
    ) -> None:
        goal = one_of((self.made[False] if of_both else made).goals, which)
        said = agreed(self._responsible(responsible), what=text)
        made.measures.append(measure_set(case_id=self.case, goal_id=goal, unit=self.home(by), agreed=said))

    def _measure(self, made: Made, which: int, of_both: bool) -> Measure:
        key = one_of((self.made[False] if of_both else made).measures, which)
        with as_system("test: the measure"):
            return Measure.objects.get(pk=key)

    def remeasure(
        self, by: str, made: Made, *, which: int, responsible: str, text: str, of_both: bool = False
    ) -> None:
        measure = self._measure(made, which, of_both)
        measure_change(
            measure=measure, version=measure.version, unit=self.home(by),
            agreed=agreed(self._responsible(responsible), what=text),
        )  # fmt: skip

    def evaluate(self, by: str, made: Made, *, which: int, of_both: bool = False, **said: Any) -> None:
        measure = self._measure(made, which, of_both)
        made.evaluations.append(measure_evaluate(measure=measure, unit=self.home(by), judged=judged(**said)))

    def time_passes(self, _by: str, made: Made, *, which: int) -> None:
        """The measure should have been evaluated yesterday."""
        make_late(self._measure(made, which, False))

    # --- the plan
    def start_plan(self, _by: str, _made: Made, *, kinds: tuple[str, ...]) -> None:
        self.plan = make_plan(self.cast, self.case, kinds)

    def _plan(self) -> IndividualPlan:
        if self.plan is None:
            raise Nothing
        return self.plan

    def tell(self, _by: str, _made: Made, *, kind: str, text: str) -> None:
        plan = self._plan()
        with as_system("test: the text"):
            told = PlanText.objects.filter(plan=plan).first()
        plan_text_write(plan=plan, version=told.version if told else 0, kind=kind, text=text)

    def order(
        self, _by: str, _made: Made, *, kinds: tuple[str, ...], names_child_welfare: bool = False
    ) -> None:
        """Ordered, and left by the worker as it leaves one."""
        document = document_order(plan=self._plan())
        with as_system("test: what the worker does"):
            PlanDocument.objects.filter(pk=document).update(
                state="ready", holds=[f"{kind}:" for kind in kinds], names_child_welfare=names_child_welfare
            )
