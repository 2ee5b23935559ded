"""What the walk through every address (test_permission_table.py) goes through."""

import uuid
from typing import NamedTuple

import pytest

from cases.case.models import Case, ParentalResponsibility
from cases.concerns.models import Concern
from cases.concerns.services import concern_register
from cases.deviations.models import Deviation
from cases.logs.models import Entry
from cases.plans.files import seal_file
from cases.plans.models import PlanDocument, PlanFile
from cases.wrongchild.services import RightChild, concern_correct
from consent.models import Consent
from municipality.access.identity import as_system, as_user
from municipality.audit.chain import events_seal
from municipality.notices.models import Notice
from municipality.organisation.models import Team
from municipality.people.models import Membership, Overseer, User
from teams.meetings.models import Task
from teams.referrals.models import Referral
from teams.systemissues.services import system_issue_raise
from tests.absence.scene import away
from tests.access.scenes import write
from tests.cast import Cast, years_ago
from tests.disclosures.helpers import begun
from tests.documents.papers import put
from tests.emergency.helpers import allow, later, open_as
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import lay_overseers
from tests.plans.helpers import make_plan, order
from tests.questions.helpers import asked_question
from tests.reports.helpers import reported
from tests.requests.helpers import a_reading, asked, part_of
from tests.requests.helpers import written as answer_written
from tests.secrecy.helpers import a_volunteer
from tests.statute.helpers import opened
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import set_goal, set_measure

# What is written so that few may read it, and who may.
OF_HEALTH, WITHHELD, OF_A_CONCERN = "Sover dårlig om natta.", "Mor kan bli sint.", "Sitter alene på trappa."
PLANTED = {
    OF_HEALTH: {"nurse", "mother"},
    WITHHELD: {"teacher", "nurse", "adviser"},
    OF_A_CONCERN: {"teacher", "head"},
}


def membership_of(user: User) -> int:
    with as_system("test: a membership"):
        return Membership.objects.filter(user=user).earliest("pk").pk


def overseer_of(user: User) -> int:
    with as_system("test: a role"):
        return Overseer.objects.get(user=user).pk


class Scene(NamedTuple):
    """`filled_in` stands for the variable parts of the addresses; `cases` are there, with their numbers."""

    filled_in: dict[str, str]
    cases: dict[uuid.UUID, str]


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A log with all that can be in one, a concern, a team's meetings, a plan; and who takes a leader's place."""
    lay_overseers(cast)
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9),
            observed=OF_A_CONCERN, since=years_ago(0),
        )  # fmt: skip
    allow(cast)
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    events_seal()
    write(cast, case_id, "nurse", "clinic", "health", text=OF_HEALTH)
    withheld = write(cast, case_id, "teacher", "school", text=WITHHELD, withheld_because="child_at_risk")
    with as_system("test"):
        entry = Entry.objects.get(case_id=case_id, role="first")
        mother_id = ParentalResponsibility.objects.get(case=case_id, relation="mor").pk
        consent_id = Consent.objects.get(case_id=case_id).pk
        notice = Notice.objects.filter(user=cast.nurse, case_id=case_id).first()
    goal_id = set_goal(cast, case_id)
    measure = set_measure(cast, case_id, goal_id)
    assert notice is not None
    team = make_team(cast)
    referral = refer(cast, case_id, team)
    with as_user(cast.teacher.pk):
        issue_id = system_issue_raise(team=team, unit=cast.school, title="x", what_fails="x", suggestion="")
        seat_id = team.seats.earliest("pk").pk
    plan_case_id, document_id = log_with_a_plan(cast)
    task = approved_task(cast, team, referral)
    minutes = task.item
    body = a_volunteer(cast)
    hidden = reported(cast.teacher, case_id=case_id)
    part_id = part_of(asked(cast.mother, case_id), cast.school.pk)
    answer_written(cast.head, part_id)
    filled_in = {
        "taushetsplikt/personer/<int:user_id>/<int:unit_id>/": f"taushetsplikt/personer/{body.user}/{body.unit}/",
        "<slug:kind>": "declaration",
        "<int:service_id>": str(body.service),
        # Minutes that are locked; the other addresses are about a meeting that goes on.
        "moter/<uuid:meeting_id>/sak/<uuid:minutes_id>/": f"moter/{minutes.meeting_id}/sak/{minutes.pk}/",
        # A note that can go, from the one log of the teacher to the other.
        "feil-barn/notat/<uuid:entry_id>/til/<uuid:case_id>/": f"feil-barn/notat/{withheld.pk}/til/{plan_case_id}/",
        "feil-barn/notat/<uuid:entry_id>/": f"feil-barn/notat/{withheld.pk}/",
        "<uuid:deviation_id>": str(deviation_of(cast, concern).pk),
        "<slug:pattern>": "many",
        "<slug:since>": "2026-01-01",
        "<slug:until>": "2026-01-31",
        "<uuid:question_id>": str(asked_question(cast, [case_id])),
        "<uuid:meeting_id>": str(begin(cast, team).pk),
        "<slug:hidden>/<uuid:key>/": f"report/{hidden.pk}/",
        "<uuid:part_id>": str(part_id),
        "<int:moment>": str(a_reading(cast, case_id)),
        "<slug:about>": "henvisning",
        "<slug:key>": "idporten",
        "<slug:what>": "stafettpinne",
        "<uuid:key>": str(case_id),
        "<uuid:item_id>": str(referral.pk),
        "<uuid:task_id>": str(task.pk),
        # A log of its own, in which the coordinator takes part.
        "stafettlogger/<uuid:case_id>/plan/": f"stafettlogger/{plan_case_id}/plan/",
        "<uuid:document_id>": str(document_id),
        "<uuid:file_id>": str(put(cast, case_id, "teacher", "school", withheld_because="child_at_risk")),
        "<uuid:deputy_id>": str(consent_id),
        "<uuid:asked_id>": str(consent_id),
        "<uuid:person_id>": str(consent_id),
        "<uuid:widening_id>": str(consent_id),
        "<uuid:consent_id>": str(consent_id),
        "<uuid:concern_id>": str(concern.pk),
        "<uuid:disclosure_id>": str(begun(cast.teacher, case_id).id),
        "<uuid:emergency_id>": str(open_as(cast.nav, case_id, later=later(), sources=["others"])),
        "<uuid:report_id>": str(reported(cast.teacher).pk),
        # The school's, for the clinic, where the nurse names herself.
        "<uuid:statute_id>": str(opened(cast, case_id, to="nurse", receiver_id=cast.clinic.pk)),
        "<uuid:session_id>": str(uuid.uuid4()),
        "<str:token>": "x" * 43,
        "<uuid:passkey_id>": str(uuid.uuid4()),
        "<int:agreement_id>": "0",
        "<int:edition_id>": "0",
        "<uuid:exclusion_id>": str(uuid.uuid4()),
        "<slug:language>": "nb",
        "<int:token_id>": "0",
        "<str:key>": "x",
        "<path:rest>": "x",
        "<int:membership_id>": str(membership_of(cast.nurse)),
        "<uuid:absence_id>": str(away(cast, "teacher", "other_teacher", first=40, last=41)),
        "<int:overseer_id>": str(overseer_of(cast.overseer)),
        "<uuid:case_id>": str(case_id),
        "<uuid:entry_id>": str(entry.pk),
        "om/<uuid:parent_id>/": f"om/{mother_id}/",
        "personer/<uuid:parent_id>/": f"personer/{mother_id}/",
        "<uuid:parent_id>": str(entry.pk),
        "<uuid:notice_id>": str(notice.pk),
        "<uuid:goal_id>": str(goal_id),
        "<uuid:measure_id>": str(measure.pk),
        "<int:team_id>": str(team.pk),
        "<int:seat_id>": str(seat_id),
        "<uuid:referral_id>": str(referral.pk),
        "<uuid:issue_id>": str(issue_id),
        "<int:unit_id>": str(cast.clinic.pk),
        "<int:user_id>": str(cast.nurse.pk),
        "<str:username>": "teacher",
    }
    with as_system("test: their numbers"):
        return Scene(filled_in, dict(Case.objects.values_list("pk", "number")))


def deviation_of(cast: Cast, concern: Concern) -> Deviation:
    """Its name is corrected to what it was."""
    with as_user(cast.teacher.pk):
        concern_correct(concern=concern, version=1, child=RightChild(concern.child_name, concern.birth_date))
    with as_system("test: the row"):
        return Deviation.objects.get()


def approved_task(cast: Cast, team: Team, referral: Referral) -> Task:
    """The nurse's, from an earlier meeting; the referral comes back on the table today."""
    held = begin(cast, team)
    decide(cast, held, referral, responsible="nurse", follow_up_days=0)
    approve(cast, held)
    with as_system("test: the row"):
        return Task.objects.select_related("item").get()


def log_with_a_plan(cast: Cast) -> tuple[uuid.UUID, uuid.UUID]:
    """The log, and a document of its plan that holds nothing but what everybody in it reads."""
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    document_id = order(cast, make_plan(cast, case_id), "mother")
    with as_system("test: the worker has been there"):
        document = PlanDocument.objects.get(pk=document_id)
        PlanDocument.objects.filter(pk=document_id).update(state="ready", pages=1)
        PlanFile.objects.create(document=document, sealed=seal_file(document, b"%PDF"))
    return case_id, document_id
