"""Looking up a plan, who can coordinate it, and its documents. The database decides who sees what."""

import uuid
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from cases.case.candidates import Candidate
from cases.case.models import Case
from cases.case.names import Told
from cases.logs.readers import Reader, in_words, read_by_words
from cases.plans.models import DocumentState, IndividualPlan, PlanDocument, PlanFile
from municipality.access.verbs import rows, value
from municipality.organisation.choices import KindOfInformation
from municipality.people.models import User


class Duty(NamedTuple):
    """What a plan asks of me: `duty` is start, coordinator or revise; only the last has a day."""

    case_id: uuid.UUID
    duty: str
    due: date | None


def plan_of(case: Case) -> IndividualPlan | None:
    """The plan of the case; for staff only while the family's yes to it holds.

    With `name_told` and `unit_told`: the coordinator's name and unit as told to the current user.
    """
    found = IndividualPlan.objects.filter(case=case).annotate(
        name_told=Told("coordinator_name"), unit_told=Told("coordinator_unit")
    )
    return found.first()


def plan_in_force(case: Case) -> bool:
    """Whether the family's yes to a plan holds. False to somebody who takes no part."""
    return bool(value("plan_in_force", case=case.pk))


def plan_text_hidden(case: Case) -> bool:
    """Whether there is a text about the person that I, as staff, am not shown."""
    return bool(value("plan_text_hidden", case=case.pk))


def may_see_to_plan(case: Case) -> bool:
    """Whether I start the plan and name its coordinator: the relay holder, or somebody of a coordinating unit."""
    return bool(value("i_see_to_plan", case=case.pk))


def keeps_plan(case: Case) -> bool:
    """Whether I write in the plan: its coordinator, as long as I work with the case and the family's yes holds."""
    return bool(value("i_keep_plan", case=case.pk))


def coordinator_candidates(case: Case) -> list[Candidate]:
    """Those of a coordinating unit who work with the case, by name. Empty for anybody who may not start the plan."""
    return rows(Candidate, "plan_candidates", case=case.pk)


class Prospect(NamedTuple):
    """What the page of a log without a plan tells those who can start one.

    `possible`: the municipality has a unit that coordinates plans.
    """

    in_force: bool
    sees_to_it: bool
    possible: bool


def prospect(case: Case) -> Prospect:
    found = rows(Prospect, "plan_prospect", case=case.pk)
    return found[0] if found else Prospect(in_force=False, sees_to_it=False, possible=False)


class _TextReader(NamedTuple):
    kind: str
    capacity: str
    name: str
    relation: str


def text_readers(case: Case) -> dict[str, str]:
    """For each kind that I read, the line that says who reads the person's own text."""
    found = rows(_TextReader, "plan_text_readers", case=case.pk, kinds=list(KindOfInformation.values))
    reading: dict[str, list[Reader]] = {kind: [] for kind in KindOfInformation.values}
    for one in found:
        reading[one.kind].append(Reader(one.capacity, one.name, one.relation))
    return {kind: read_by_words(in_words(case, readers)) for kind, readers in reading.items() if readers}


def what_i_read(case: Case) -> list[tuple[list[str], list[str]]]:
    """The kinds and the sources of each of my own living grants in the case."""
    return list(case.caseusergrant_set.values_list("kinds", "sources"))


def documents_of(plan: IndividualPlan) -> QuerySet[PlanDocument]:
    """The documents of the plan that are ready, newest first; `has_file`: it is still kept and I can fetch it."""
    return PlanDocument.objects.filter(plan=plan, state=DocumentState.READY).annotate(
        has_file=Exists(PlanFile.objects.filter(document=OuterRef("pk")))
    )


def unfinished_document(plan: IndividualPlan, user: User) -> PlanDocument | None:
    """The document that `user`, who asks, waits for, or that failed."""
    waiting = PlanDocument.objects.filter(plan=plan, ordered_by=user)
    return waiting.exclude(state=DocumentState.READY).first()


def plan_duties() -> list[Duty]:
    """What plans ask of me now."""
    return rows(Duty, "plan_duties")
