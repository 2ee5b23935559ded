"""Doing what a meeting asked for."""

from django.db import transaction

from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from teams.meetings.models import Task


@transaction.atomic
def task_do(task: Task, *, text: str) -> None:
    """Say that your own task is done, and what was done. Somebody who read the case only for it no longer reads it.

    PermissionDenied for others' tasks, NothingThere when it is done already.
    """
    referral = task.item.referral
    access_log.record(Act.TASK_DO, case_id=referral.case_id if referral else None, objects=[task])
    call("task_do", id=task.pk, text=text)
