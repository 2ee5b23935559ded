"""The part of a plan that comes from goals, measures and evaluations: what we wish, what we do, and how it goes."""

from collections.abc import Iterator

from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.case.names import Told
from cases.plans.contents import Contribution, Evaluated, PlanArea, PlanGoal, PlanMeasure
from cases.plans.reader import Reader
from cases.work.models import Ended, Evaluation, LifeArea, Measure
from cases.work.selectors import GoalShown, MeasureShown, goals_of
from municipality.access.columns import unread


class PlannedWork:
    """What was agreed, for one reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.goals = [
            GoalShown(shown.goal, [one for one in shown.measures if self._may_show(one.measure)])
            for shown in goals_of(reader.case, listed=reader.paper)
            if reader.may_name(shown.goal.unit_id)
        ]
        unit = Told("measure_unit", listed=reader.paper)
        responsible = Measure.objects.filter(case=reader.case).annotate(told=unit)
        self.units: dict[object, str | None] = dict(responsible.values_list("pk", "told"))
        self.latest = self._latest_evaluations()

    def _may_show(self, measure: Measure) -> bool:
        return self.reader.may_name(measure.unit_id, measure.responsible_unit_id)

    def _latest_evaluations(self) -> dict[object, Evaluation]:
        """By measure, the newest evaluation of the kinds and sources that the reader's basis gives."""
        found = (
            Evaluation.objects.filter(
                measure__case=self.reader.case,
                entry__kind__in=self.reader.kinds,
            )
            .select_related("entry")
            .defer(*unread(Evaluation, "entry"))
        )
        return {
            one.measure_id: one
            for one in found.order_by("entry__written_at")
            if self.reader.may_name(one.entry.unit_id) and self.reader.gives(one.entry.kind, one.entry.source)
        }

    def measures(self) -> Iterator[Measure]:
        return (one.measure for shown in self.goals for one in shown.measures)

    @property
    def rows(self) -> list[Model]:
        """All the rows of these that are in the plan, for the access log."""
        return [
            *(shown.goal for shown in self.goals),
            *self.measures(),
            *(one.entry for one in self.latest.values()),
        ]

    @property
    def texts(self) -> set[tuple[str, str]]:
        """The kind and the source of each text that is shown."""
        return {(one.entry.kind, one.entry.source) for one in self.latest.values()}

    @property
    def unit_ids(self) -> list[int | None]:
        """The units that have set, do or have evaluated something here."""
        found: list[int | None] = [shown.goal.unit_id for shown in self.goals]
        for measure in self.measures():
            found += [measure.unit_id, measure.responsible_unit_id]
        return found + [one.entry.unit_id for one in self.latest.values()]

    def areas(self) -> list[PlanArea]:
        by_area: dict[str, list[PlanGoal]] = {}
        for shown in self.goals:
            goal = shown.goal
            measures = [self._measure(one) for one in shown.measures]
            words = PlanGoal(goal.text, goal.get_status_display(), shown.is_active, measures)
            by_area.setdefault(goal.life_area, []).append(words)
        return [
            PlanArea(capfirst(str(label)), by_area[area])
            for area, label in LifeArea.choices
            if area in by_area
        ]

    def _measure(self, shown: MeasureShown) -> PlanMeasure:
        measure = shown.measure
        if measure.ended_as:
            state, words = measure.ended_as, str(Ended(measure.ended_as).label)
        elif measure.is_planned(timezone.localdate()):
            state, words = "planned", _("planlagt")
        else:
            state, words = "running", _("i gang")
        latest = self.latest.get(measure.pk)
        return PlanMeasure(
            pk=str(measure.pk),
            what=measure.what,
            arena=measure.get_arena_display(),
            who=shown.who,
            starts_on=measure.starts_on,
            deadline=measure.deadline,
            evaluate_on=measure.evaluate_on,
            state=state,
            state_words=words,
            latest=_evaluated(latest) if latest else None,
        )

    def contributions(self) -> list[Contribution]:
        """The person first, then the family, then the units. What has ended no longer counts."""
        child = self.reader.case.subject_name
        found: dict[str, list[str]] = {child: []}
        agreed = [one for goal in self.goals for one in goal.measures if not one.measure.ended_as]
        for one in sorted(agreed, key=lambda one: one.measure.responsible_resident_id is None):
            found.setdefault(self._contributor(one), []).append(one.measure.what)
        return [Contribution(who, what) for who, what in found.items() if what]

    def _contributor(self, shown: MeasureShown) -> str:
        measure = shown.measure
        if unit := self.units.get(measure.pk):
            return unit
        if measure.responsible_resident_id == self.reader.case.subject_id:
            return self.reader.case.subject_name
        return shown.who


def _evaluated(one: Evaluation) -> Evaluated:
    return Evaluated(
        on=one.entry.written_at,
        effect=one.get_effect_display(),
        text=one.entry.text,
        childs_view=one.childs_view,
        how_heard=one.get_how_heard_display(),
        parents_view=one.parents_view,
        decision=one.get_decision_display(),
    )
