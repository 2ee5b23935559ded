"""The rules of the individuell plan and its papers."""

from dataclasses import dataclass, field

from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Case
from tests.access.oracle_work import WorkRules

COORDINATING = "coordinating"


@dataclass(eq=False)
class Document:
    key: str
    ordered_by: str
    holds: set[tuple[str, str]]  # of each text its kind, and the area it is in; none of what the family wrote
    names_child_welfare: bool
    left_out: frozenset[str] = frozenset()
    gone: bool = False  # the file; it can be made anew


@dataclass(eq=False)
class Plan:
    key: str
    case: Case
    coordinator: str
    text_kind: str | None = None
    text_version: int = 0
    documents: list[Document] = field(default_factory=list)


@dataclass
class PlanRules(WorkRules):
    plans: list[Plan] = field(default_factory=list)

    def plan_of(self, case: Case) -> Plan | None:
        return next((plan for plan in self.plans if plan.case is case), None)

    def plan_holds(self, case: Case) -> bool:
        """The family's yes to a plan, to a unit that coordinates plans, is in force."""
        return any(basis.for_plan and basis.alive and basis.unit == COORDINATING for basis in case.bases)

    def reads_plan(self, person: str, plan: Plan) -> bool:
        parts = self.my_parts(person, plan.case)
        return bool(self.my_rights(person, plan.case) or (parts and self.plan_holds(plan.case)))

    def kinds_of(self, person: str, case: Case) -> set[str]:
        of_parts = [part.basis.kinds for part in self.my_parts(person, case)]
        return set().union(*of_parts, *[right.kinds for right in self.my_rights(person, case)])

    def reads_text_of(self, person: str, case: Case, kind: str, area: str) -> bool:
        rights = [part.basis for part in self.my_parts(person, case)] + self.my_rights(person, case)
        return any(kind in right.kinds and (not area or area in right.sources) for right in rights)

    def reads_plan_text(self, person: str, plan: Plan) -> bool:
        return self.reads_plan(person, plan) and plan.text_kind in self.kinds_of(person, plan.case)

    def reads_file(self, person: str, plan: Plan, document: Document) -> bool:
        return not document.gone and self.may_read_file(person, plan, document)

    def papers_go(self, case: Case) -> None:
        """D5: what was made ready before a parent lost access, or a protection was set, is deleted."""
        for plan in self.plans:
            if plan.case is case:
                for document in plan.documents:
                    document.gone = True

    def may_read_file(self, person: str, plan: Plan, document: Document) -> bool:
        in_the_know = not any(self.works_in(person, unit) for unit in document.left_out)
        return (
            self.reads_plan(person, plan)
            and in_the_know
            and (not document.names_child_welfare or CHILD_WELFARE in self.kinds_of(person, plan.case))
            and all(self.reads_text_of(person, plan.case, *text) for text in document.holds)
        )

    def sees_document(self, person: str, plan: Plan, document: Document) -> bool:
        own = document.ordered_by == person
        return self.reads_plan(person, plan) and (own or self.may_read_file(person, plan, document))

    # --- who may do what ---
    def sees_to_plan(self, person: str, case: Case) -> bool:
        return self.holds(person, case) or self.may_write(person, case, COORDINATING)

    def start_plan(self, plan: Plan, actor: str) -> bool:
        case = plan.case
        able = any(part.unit == COORDINATING for part in self.my_work(plan.coordinator, case))
        holds = self.plan_holds(case) and self.reads_case(actor, case)
        if not (self.sees_to_plan(actor, case) and holds and able) or self.plan_of(case):
            return False
        self.plans.append(plan)
        return True

    def tell(self, plan: Plan, actor: str, kind: str) -> bool:
        """What the person tells of himself, written down by the coordinator in a kind that he reads."""
        mine = [part for part in self.my_parts(actor, plan.case) if part.unit == COORDINATING]
        readable = set().union(*[part.basis.kinds for part in mine])
        keeps = plan.coordinator == actor and self.may_write(actor, plan.case, COORDINATING)
        if not (keeps and self.plan_holds(plan.case) and {kind, plan.text_kind or kind} <= readable):
            return False
        plan.text_kind, plan.text_version = kind, plan.text_version + 1
        return True

    def order(self, plan: Plan, actor: str, document: Document) -> bool:
        if not self.reads_plan(actor, plan):
            return False
        plan.documents.append(document)
        return True
