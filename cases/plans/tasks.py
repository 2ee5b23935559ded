"""What the worker does with plans on paper: it makes them, and forgets them."""

import uuid

from celery import shared_task

from cases.plans.making import documents_left, files_forget, make_document
from municipality.jobs.doing import job


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
