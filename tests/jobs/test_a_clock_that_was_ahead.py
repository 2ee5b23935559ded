"""Nothing that is stored by a clock that was ahead holds work or access up: the database's clock decides."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db.models.functions import Now

from cases.case.models import Case
from cases.concerns.models import Concern
from cases.concerns.services import concern_close, concern_register
from cases.concerns.tasks import forget_old_concerns
from cases.plans.making import documents_left, make_document
from cases.plans.models import DocumentState, PlanDocument, PlanFile
from cases.plans.tasks import forget_old_plan_files
from municipality.access.identity import as_system, as_user
from municipality.clock import database_now, database_today
from municipality.jobs.models import Job
from municipality.people.models import MembershipRole
from municipality.people.services import membership_start
from municipality.writing.drafts import KEPT_FOR
from municipality.writing.models import Draft
from municipality.writing.tasks import delete_old_drafts
from tests.cast import Cast, make_staff, years_ago
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan, order

YEAR = timedelta(days=365)


@pytest.fixture
def web_ahead(cast: Cast) -> Iterator[None]:
    """The clock of web and worker is a year ahead of the database's."""
    with time_machine.travel(database_now() + YEAR):
        yield


def next_night() -> None:
    """Daily work is due once more."""
    with as_system("test: a night"):
        Job.objects.all().delete()


def test_a_log_that_is_opened_is_read_at_once_by_family_and_services(cast: Cast, web_ahead: None) -> None:
    today = database_today()
    case_id = open_log(cast, given_on=today, ends=today + timedelta(days=300))
    for reader in (cast.teacher, cast.mother):
        with as_user(reader.pk):
            assert Case.objects.filter(pk=case_id).exists(), reader


def test_somebody_who_begins_in_a_unit_works_there_at_once(cast: Cast, web_ahead: None) -> None:
    with as_system("test: begins at the school too"):
        new = make_staff("new", cast.clinic)
        began = membership_start(user=new, unit=cast.school, role=MembershipRole.CASEWORKER).starts_at
    assert began <= database_now()


@pytest.mark.parametrize("state", [DocumentState.WAITING, DocumentState.GATHERING])
def test_a_document_is_made_though_it_was_ordered_or_begun_at_a_time_to_come(
    cast: Cast, state: DocumentState
) -> None:
    case_id = open_log(cast)
    document = order(cast, make_plan(cast, case_id), "teacher")
    with as_system("test: the clock was ahead"):
        PlanDocument.objects.filter(pk=document).update(state=state, state_at=Now() + YEAR)
    assert documents_left() == [document]
    make_document(document)
    with as_system("test: look"):
        assert PlanDocument.objects.get(pk=document).state == DocumentState.READY
        PlanDocument.objects.filter(pk=document).update(state_at=Now() + YEAR)
    forget_old_plan_files()
    with as_system("test: a month goes by"):
        assert PlanFile.objects.exists()
        assert PlanDocument.objects.get(pk=document).state_at <= database_now()


def test_a_document_that_waits_is_made_by_a_worker_whose_clock_is_behind(cast: Cast) -> None:
    case_id = open_log(cast)
    document = order(cast, make_plan(cast, case_id), "teacher")
    with as_system("test: two minutes ago"):
        PlanDocument.objects.filter(pk=document).update(state_at=Now() - timedelta(minutes=2))
    with time_machine.travel(database_now() - YEAR):
        assert documents_left() == [document]


def test_a_draft_of_a_time_to_come_is_kept_no_longer_than_one_of_now(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        Draft.objects.create(
            user=cast.teacher, form="/x/", once=uuid.uuid4(), sealed=b"x", saved_at=database_now() + YEAR
        )
    delete_old_drafts()
    next_night()
    with as_system("test: a month goes by"):
        assert Draft.objects.filter(saved_at__lte=Now()).update(saved_at=Now() - KEPT_FOR - YEAR) == 1
    delete_old_drafts()
    with as_system("test: look"):
        assert not Draft.objects.exists()


def test_a_worker_whose_clock_is_ahead_deletes_no_draft_of_today(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        Draft.objects.create(
            user=cast.teacher, form="/x/", once=uuid.uuid4(), sealed=b"x", saved_at=database_now()
        )
    with time_machine.travel(database_now() + YEAR):
        delete_old_drafts()
    with as_system("test: look"):
        assert Draft.objects.exists()


def test_a_concern_that_was_closed_at_a_time_to_come_counts_as_closed_now(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9), observed="x",
            since=years_ago(0),
        )  # fmt: skip
        concern_close(concern=concern, reason="x")
    with as_system("test: the clock was ahead"):
        Concern.objects.update(closed_at=Now() + YEAR)
    forget_old_concerns()
    with as_system("test: look"):
        assert Concern.objects.filter(closed_at__lte=Now()).exists()


def test_a_worker_or_web_whose_clock_is_ahead_neither_dates_a_concern_nor_deletes_it(
    cast: Cast, web_ahead: None
) -> None:
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9), observed="x",
            since=years_ago(0),
        )  # fmt: skip
        concern_close(concern=concern, reason="x")
    forget_old_concerns()
    with as_system("test: look"):
        kept = Concern.objects.get()
    assert kept.registered_at <= database_now()
    assert kept.closed_at is not None
    assert kept.closed_at <= database_now()
