"""What the worker does with cases: access ends by itself, but somebody closes logs, moves batons, makes documents."""

import uuid

from celery import shared_task

from cases.concerns.services import concerns_forget
from cases.plans.making import documents_left, files_forget, make_document
from municipality.access.identity import as_system
from municipality.access.verbs import call
from municipality.jobs.doing import job
from municipality.notices.services import deliver_soon


@shared_task
@job("settle-expired")
def settle_expired() -> None:
    """Close logs whose last consent has run out, and move batons whose holder may no longer read."""
    with as_system("settle expired"):
        if call("settle_all"):
            deliver_soon()


@shared_task
@job("forget-old-concerns")
def forget_old_concerns() -> None:
    """Concerns that led to nothing are not kept longer than the municipality has chosen."""
    with as_system("forget old concerns"):
        concerns_forget()


@shared_task
def make_plan_document(document_id: str) -> None:
    """Make the PDF that somebody has ordered."""
    make_document(uuid.UUID(document_id))


@shared_task
@job("make-plan-documents-left")
def make_plan_documents_left() -> None:
    """Documents whose task never arrived, or was lost with its worker."""
    for document_id in documents_left():
        make_plan_document.delay(str(document_id))


@shared_task
@job("forget-old-plan-files")
def forget_old_plan_files() -> None:
    """A plan on paper is kept for a while only; the plan itself lives in the log."""
    files_forget()
