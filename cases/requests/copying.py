"""A copy of a log for somebody of its family: what this person reads there, by the same selectors (R7, GDPR 15)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case.models import Case, ParentalResponsibility
from cases.consents.own_affairs import OfAdult, own_affairs
from cases.logs.models import EntryRole
from cases.logs.page import Note
from cases.logs.panels import Happened, Shown, paper_of
from cases.logs.paper import Paper, happened_on_paper, paper_for
from cases.logs.selectors import Sighting, Visit, family_sightings, family_visits
from cases.plans.contents import PlanContents
from cases.plans.gathering import plan_contents
from cases.plans.selectors import plan_of
from cases.work.selectors import GoalShown, goals_of
from consent.selectors import Given, consents_given
from municipality.organisation.law import legal_reference
from municipality.people.models import User
from municipality.ui.plain_text import as_stored

FORMAT, VERSION = "stafettpinnen-kopi", 1  # what a program that reads the data looks for; docs/copy.md


def cover() -> list[str]:
    """The same words for everybody and every log, whatever is hidden from whom (D9)."""
    today = timezone.localdate()
    law = {
        "insight": legal_reference("insight_of_the_registered", today),
        "limits": legal_reference("insight_of_a_party", today),
        "month": legal_reference("answer_within_a_month", today),
        "complaint": legal_reference("complaint_about_insight", today),
    }
    sentences = (
        _("Denne kopien er delvis."),
        _("Den viser det du kan lese i stafettloggen i dag."),
        _("Loven lar tjenestene holde noe tilbake (%(limits)s)."),
        _("Det kan for eksempel gjelde andre personer, eller noe som kan skade noen."),
        _("Kopien sier ikke om noe er holdt tilbake her."),
        _("Vil du ha fullt innsyn, ber du om det på siden «Innsyn og klage» (%(insight)s)."),
        _("Du kan også spørre hver tjeneste selv, muntlig eller skriftlig."),
        _("En person svarer deg innen en måned (%(month)s)."),
        _("Får du nei, skal du få vite hvorfor. Da kan du klage (%(complaint)s)."),
        _("Du kan også klage til Datatilsynet."),
    )
    return [one % law for one in sentences]


@dataclass(frozen=True)
class Copy:
    """What one reader may read of a log at this moment."""

    case: Case
    paper: Paper
    brought: list[Shown]
    happened: list[Happened]
    goals: list[GoalShown]
    plan: PlanContents | None
    consents: list[Given]
    own: list[OfAdult]
    visits: list[Visit]
    sightings: list[Sighting]
    made_at: datetime
    cover: list[str] = field(default_factory=cover)

    @property
    def lines(self) -> list[Note | Happened]:
        return self.paper.with_what_happened(self.happened)

    @property
    def objects(self) -> list[Model]:
        """What it holds, for the access log."""
        brought = [row for part in self.brought for row in part.objects]
        return [self.case, *self.paper.entries, *brought, *(self.plan.rows if self.plan else [])]


def copy_of(case: Case, user: User) -> Copy:
    """For `user`, who asks. Units and staff are named as on paper (R10)."""
    plan = plan_of(case)
    return Copy(
        case=case,
        paper=paper_for(case, user),
        brought=paper_of(case, user),
        happened=happened_on_paper(case, user),
        goals=goals_of(case, listed=True),
        plan=plan_contents(plan, case=case, user=user, paper=True) if plan else None,
        consents=consents_given(case.pk, _names(case, user)),
        own=[one for one in own_affairs(case.pk) if one.mine],
        visits=family_visits(case),
        sightings=family_sightings(case),
        made_at=timezone.localtime(),
    )


def _names(case: Case, user: User) -> dict[str, str]:
    """What those who answer are called, as on the page of consents."""
    parents = ParentalResponsibility.objects.filter(case=case)
    names = {str(one.parent_id): f"{one.name} ({one.get_relation_display()})" for one in parents}
    return names | {str(case.subject_id): case.subject_name}


def as_data(copy: Copy) -> dict[str, Any]:
    """The same, with names that stay (docs/copy.md)."""
    case = copy.case
    return {
        "format": FORMAT,
        "version": VERSION,
        "about_this_copy": copy.cover,
        "made_at": copy.made_at,
        "municipality": case.municipality.name,
        "log": {
            "child": case.subject_name, "born": case.subject_birth_date,
            "opened_at": case.opened_at, "closed_at": case.closed_at,
        },
        "people": [
            {"name": one.name, "unit": one.unit, "holds_the_baton": bool(one.holds)} for one in copy.paper.people
        ],
        "shared_with": [
            {"unit": one.unit, "kinds": list(one.kind_names), "last_day": one.last_day} for one in copy.paper.shares
        ],
        "consents": [_consent(one) for one in copy.consents],
        "own_affairs": [
            {"unit": row.unit, "last_day": row.last_day} for one in copy.own for row in one.units if row.unit
        ],
        "notes": [_note(one) for one in _notes(copy.paper)],
        "older_notes_left_out": copy.paper.has_older,
        "goals": [_goal(one) for one in copy.goals],
        "plan": _plan(copy.plan) if copy.plan else None,
        "happened": [{"at": one.moment, "what": as_stored(str(one.text))} for one in copy.happened],
        "readings": [_visit(one) for one in copy.visits],
        "seen_in_lists": [
            {"name": one.name, "unit": one.unit, "times": one.times, "latest": one.latest} for one in copy.sightings
        ],
    }  # fmt: skip


def _notes(paper: Paper) -> list[Note]:
    return [*([paper.first] if paper.first else []), *paper.notes]


def _note(note: Note) -> dict[str, Any]:
    entry = note.entry
    found: dict[str, Any] = {
        "written_at": entry.written_at, "changed_at": entry.changed_at, "by": note.author, "kind": entry.kind,
        "begins_the_log": entry.role == EntryRole.FIRST, "text": entry.text, "about": note.whose,
        "disagreed_with": note.disagreed is not None, "should_be": note.disagreed or "", "evaluation": None,
    }  # fmt: skip
    if entry.role == EntryRole.EVALUATION:
        one = entry.evaluation
        found["evaluation"] = {
            "measure": one.measure.what, "effect": one.effect, "child_said": one.childs_view,
            "parents_said": one.parents_view, "decision": one.decision,
        }  # fmt: skip
    return found


def _consent(one: Given) -> dict[str, Any]:
    return {
        "registered_at": one.registered_at, "state": one.state, "ends": one.ends,
        "answers": [
            {
                "by": person.name, "answer": said.answer, "on": said.said_on, "words": said.words,
                "counts_now": said is person.now,
            }
            for person in one.people
            for said in [person.now, *person.earlier]
        ],
        "read": [{"language": text.language, "text": text.text} for text in one.texts],
    }  # fmt: skip


def _goal(one: GoalShown) -> dict[str, Any]:
    return {
        "text": one.goal.text, "life_area": one.goal.life_area, "status": one.goal.status, "set_at": one.goal.set_at,
        "measures": [
            {
                "what": shown.measure.what, "responsible": shown.who, "starts_on": shown.measure.starts_on,
                "deadline": shown.measure.deadline, "evaluate_on": shown.measure.evaluate_on,
                "ended_as": shown.measure.ended_as,
            }
            for shown in one.measures
        ],
    }  # fmt: skip


def _plan(plan: PlanContents) -> dict[str, Any]:
    return {
        "about": plan.about, "coordinator": plan.coordinator,
        "started_at": plan.started_at, "revise_on": plan.revise_on,
        "areas": [asdict(one) for one in plan.areas],
        "contributions": [asdict(one) for one in plan.contributions],
    }  # fmt: skip


def _visit(visit: Visit) -> dict[str, Any]:
    who = visit.who
    return {
        "day": visit.day, "mine": who.mine, "name": who.name, "unit": who.unit, "in_place_of": who.stood_in_for,
        "basis": visit.basis_types, "acts": [{"what": str(words), "times": times} for words, times in visit.deeds],
    }  # fmt: skip


def rows_of_readings(copy: Copy) -> Iterator[tuple[str, str, str]]:
    """Day, who, and what was done: for paper."""
    for visit in copy.visits:
        who = _("Du") if visit.who.mine else visit.who.name or _("En fagperson")
        what = ", ".join(f"{words} ({times})" if times > 1 else str(words) for words, times in visit.deeds)
        unit = f", {visit.who.unit}" if visit.who.unit else ""
        yield f"{visit.day:%d.%m.%Y}", f"{who}{unit}", what
