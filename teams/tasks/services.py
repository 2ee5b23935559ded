"""Doing what a meeting asked for, and giving it to somebody else when its person has lost the case."""

from django.db import transaction

from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from teams.meetings.models import Task


@transaction.atomic
def task_do(task: Task, *, text: str) -> None:
    """Say that a task is done, and what was done: one's own, or that of a colleague for whom one stands in.

    Somebody who read the case only for it no longer reads it.
    PermissionDenied for others' tasks, NothingThere when it is done already.
    """
    referral = task.item.referral
    access_log.record(Act.TASK_DO, case_id=referral.case_id if referral else None, objects=[task])
    call("task_do", id=task.pk, text=text)


@transaction.atomic
def task_give(task: Task, *, to: int) -> None:
    """Let somebody else do it, by the key of the account; they are told, and the minutes stay as they are.

    By the relay holder or the team's leader, while its person may not hear it: PermissionDenied otherwise, and when the
    new one may not either.
    """
    referral = task.item.referral
    access_log.record(Act.TASK_GIVE, case_id=referral.case_id if referral else None, objects=[task])
    call("task_give", task=task.pk, user=to)
    deliver_soon()


@transaction.atomic
def tasks_hand_over(*, user_id: int, unit_id: int, to_id: int) -> int:
    """Give somebody's open tasks to a colleague of the unit, as far as this one may hear of them; how many."""
    given: int = call("tasks_hand_over", user=user_id, unit=unit_id, to=to_id)
    deliver_soon()
    return given
