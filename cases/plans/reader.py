"""Who asks for a plan, and the most that this reader's plan may hold: once for all its parts."""

from cases.case.models import Case
from cases.plans.selectors import what_i_read
from municipality.access.verbs import value
from municipality.organisation.choices import KindOfInformation, area_of
from municipality.people.models import User


class Reader:
    """What the reader's living grants give. `paper`: staff are named as on paper (R10)."""

    def __init__(self, case: Case, user: User, *, paper: bool) -> None:
        self.case, self.user, self.paper = case, user, paper
        self.grants = what_i_read(case)
        self.kinds = {kind for kinds, _sources in self.grants for kind in kinds}
        self.covers_child_welfare = KindOfInformation.CHILD_WELFARE in self.kinds
        self.child_welfare_units = set(value("child_welfare_units"))

    def gives(self, kind: str, source: str) -> bool:
        """Whether one of the grants gives what somebody of this source knows of this kind (`source_given`)."""
        area = area_of(source, kind)
        return any(kind in kinds and (not area or area in sources) for kinds, sources in self.grants)

    def may_name(self, *unit_ids: int | None) -> bool:
        """Whether the plan may show what these units did.

        Barnevern's own people see what they themselves have set; a plan with it is for those whose basis covers it.
        """
        return self.covers_child_welfare or not self.tells_of_child_welfare(*unit_ids)

    def tells_of_child_welfare(self, *unit_ids: int | None) -> bool:
        return bool(self.child_welfare_units & set(unit_ids))
