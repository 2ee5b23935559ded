"""What the worker does with old questions."""

from celery import shared_task

from cases.questions.services import questions_forget
from municipality.access.identity import as_system
from municipality.jobs.doing import job


@shared_task
@job("forget-old-questions")
def forget_old_questions() -> None:
    """Questions are not kept longer than the events that they are about."""
    with as_system("forget old questions"):
        questions_forget()
