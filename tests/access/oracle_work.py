"""The rules of goals, measures and evaluations, on top of those of a case (`oracle.py`)."""

from dataclasses import dataclass, field

from tests.access.oracle import Oracle
from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Case, Entry


@dataclass(eq=False)
class Goal:
    key: str
    text: str
    case: Case
    unit: str


@dataclass(eq=False)
class Measure:
    key: str
    text: str
    goal: Goal
    unit: str
    responsible: tuple[str, str] | None  # person and unit; None for one of the family
    version: int = 1
    ended: bool = False

    @property
    def responsible_unit(self) -> str | None:
        return self.responsible[1] if self.responsible else None


@dataclass(eq=False)
class Former:
    """What a measure said before a change: named by the measure and its version then."""

    measure: Measure
    version: int
    by_unit: str
    responsible_unit: str | None


@dataclass
class WorkRules(Oracle):
    goals: list[Goal] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    formers: list[Former] = field(default_factory=list)

    # --- what a person reads ---
    def shows(self, person: str, case: Case, units: list[str | None]) -> bool:
        """Whether one of the person's rights shows a row that names these units.

        Barnevern only where the basis covers it, and to barnevern itself.
        """
        return any(
            all(
                unit in (None, part.unit) or unit != CHILD_WELFARE or CHILD_WELFARE in part.basis.kinds
                for unit in units
            )
            for part in self.my_parts(person, case)
        ) or any(
            all(unit != CHILD_WELFARE or CHILD_WELFARE in right.kinds for unit in units)
            for right in self.my_rights(person, case)
        )

    def reads_goal(self, person: str, goal: Goal) -> bool:
        return self.shows(person, goal.case, [goal.unit])

    def reads_measure(self, person: str, measure: Measure) -> bool:
        units = [measure.unit, measure.responsible_unit]
        return self.reads_goal(person, measure.goal) and self.shows(person, measure.goal.case, units)

    def reads_former(self, person: str, former: Former) -> bool:
        units = [former.by_unit, former.responsible_unit]
        return self.reads_measure(person, former.measure) and self.shows(
            person, former.measure.goal.case, units
        )

    def reads_entry(self, person: str, case: Case, entry: Entry) -> bool:
        """An evaluation is an entry, and not read without its measure: that it is there would tell of that."""
        by_its_kind = super().reads_entry(person, case, entry)
        measure = entry.measure
        return by_its_kind and (not isinstance(measure, Measure) or self.reads_measure(person, measure))

    def hidden_count(self, person: str, case: Case) -> int:
        """What only barnevern's confidentiality keeps away is not counted."""
        hidden_by_measure = sum(
            isinstance(entry.measure, Measure)
            and not self.reads_measure(person, entry.measure)
            and entry.kind != CHILD_WELFARE
            and entry.unit != self.child_welfare_unit
            for entry in case.entries
        )
        return super().hidden_count(person, case) - (hidden_by_measure if self.my_parts(person, case) else 0)

    @staticmethod
    def names_barnevern(measure: Measure) -> bool:
        """Such a measure is hidden from the start from those who must not know of barnevern, and no other ever is."""
        return CHILD_WELFARE in (measure.goal.unit, measure.unit, measure.responsible_unit)

    def works_on(self, actor: str, measure: Measure, unit: str) -> bool:
        """Barnevern works on what is its own: what it did elsewhere would be seen by those who must not know."""
        taking_part = self.may_write(actor, measure.goal.case, unit) and self.reads_measure(actor, measure)
        return taking_part and (unit != CHILD_WELFARE or self.names_barnevern(measure))

    # --- who may do what ---
    def goal(self, goal: Goal, actor: str) -> bool:
        if not self.may_write(actor, goal.case, goal.unit):
            return False
        self.goals.append(goal)
        return True

    def can_be_responsible(self, case: Case, actor: str, who: tuple[str, str]) -> bool:
        person, unit = who
        works = any(part.unit == unit for part in self.my_work(person, case))
        mine = self.my_work(actor, case)
        known = any(CHILD_WELFARE in part.basis.kinds or part.unit == unit for part in mine)
        return works and (unit != CHILD_WELFARE or known)

    def relative_can(self, case: Case, relative: str) -> bool:
        """A parent with a right to read now, and whom the log is about: in a woman's own log often nobody else."""
        return relative == "child" or bool(not case.adults or self.my_rights(relative, case))

    def measure(self, measure: Measure, actor: str, relative: str) -> bool:
        case = measure.goal.case
        may = self.may_write(actor, case, measure.unit) and self.reads_goal(actor, measure.goal)
        if not may or not self._fits(measure, measure.responsible, actor, relative):
            return False
        self.measures.append(measure)
        return True

    def _fits(self, measure: Measure, who: tuple[str, str] | None, actor: str, relative: str) -> bool:
        """The one who is responsible can be, and that one and whoever writes it down could read it."""
        case, former = measure.goal.case, measure.responsible
        can = self.can_be_responsible(case, actor, who) if who else self.relative_can(case, relative)
        measure.responsible = who
        read = self.reads_measure(actor, measure) and (who is None or self.reads_measure(who[0], measure))
        measure.responsible = former
        return can and read

    def _stays_where_it_is(self, measure: Measure, who: tuple[str, str] | None) -> bool:
        """No measure comes to those who did not read it because of barnevern, or goes from those who did."""
        own = CHILD_WELFARE in (measure.goal.unit, measure.unit)
        return own or (measure.responsible_unit == CHILD_WELFARE) == (
            who is not None and who[1] == CHILD_WELFARE
        )

    def change(
        self, measure: Measure, actor: str, unit: str, who: tuple[str, str] | None, relative: str, same: bool
    ) -> bool:
        may = self.works_on(actor, measure, unit) and (same or self._stays_where_it_is(measure, who))
        if not may or not (same or self._fits(measure, who, actor, relative)):
            return False
        self.formers.append(Former(measure, measure.version, unit, measure.responsible_unit))
        measure.version += 1
        measure.ended = False
        if not same:
            measure.responsible = who
        return True

    def evaluate(self, measure: Measure, actor: str, unit: str, entry: Entry, ends: bool) -> bool:
        case = measure.goal.case
        tells = entry.kind == CHILD_WELFARE and not self.names_barnevern(measure)
        if not self.works_on(actor, measure, unit) or tells or measure.ended:
            return False
        self.formers.append(Former(measure, measure.version, unit, measure.responsible_unit))
        measure.version += 1
        measure.ended = ends
        entry.measure = measure
        case.entries.append(entry)
        return True
