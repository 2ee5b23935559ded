"""The tasks that a team gave the current user, for "Min dag"."""

from dataclasses import replace
from typing import Final

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.myday.waiting import Waiting
from municipality.access.verbs import Among, value
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.paging import enough
from teams.meetings.models import Task, TaskPurpose

OF_A_TASK: Final = (
    "purpose", "deadline", "item__advice", "item__referral__case__subject_name",
    "item__referral__case__subject_birth_date", "item__referral__case__pregnancy", "item__issue__title",
)  # fmt: skip
LONGEST_DECISION: Final = 80  # characters of what a team decided, as the name of the task


def open_tasks(user: User, place: Workplace) -> list[Waiting]:
    """A task about a case is told with the child's first name; row security leaves out what is not read."""
    if not (place.units and value("my_tasks")):
        return []
    tasks = Task.objects.filter(Among("my_tasks")).select_related("item__referral__case", "item__issue")
    tasks = tasks.only(*OF_A_TASK)
    return [_line(task) for task in enough(tasks)]


def as_stand_in() -> list[tuple[int, Waiting]]:
    """Tasks of colleagues who are away, with the key of whose each is."""
    if not value("stand_in_tasks"):
        return []
    tasks = Task.objects.filter(Among("stand_in_tasks")).select_related("item__referral__case", "item__issue")
    found = enough(tasks.only("user", *OF_A_TASK))
    return [(task.user_id, _line(task)) for task in found]


def without_a_person(user: User, place: Workplace) -> list[Waiting]:
    """Tasks whose person can no longer hear the case, for the relay holder and the team's leader."""
    if not (place.units and value("tasks_without_a_person")):
        return []
    tasks = Task.objects.filter(Among("tasks_without_a_person"))
    tasks = tasks.select_related("item__referral__case", "item__issue").only(*OF_A_TASK)
    words = _("Finn ny ansvarlig for «%(name)s»")
    return [
        replace(_line(task), text=words % {"name": name_of(task)}, url=reverse("tasks:give", args=[task.pk]))
        for task in enough(tasks)
    ]


def name_of(task: Task) -> str:
    """What is to be done: what the team decided, in its own words, or telling the family of it."""
    if task.purpose == TaskPurpose.INFORM:
        return _("Fortell familien hva teamet kom fram til")
    return Truncator(task.item.advice).chars(LONGEST_DECISION)


def _line(task: Task) -> Waiting:
    referral, issue = task.item.referral, task.item.issue
    case = referral and referral.case
    return Waiting(
        text=name_of(task),
        url=reverse("tasks:do", args=[task.pk]),
        due=task.deadline,
        about=case.whom if case else issue.title if issue else "",
        child=case.child if case else None,
        shown=(task,) if case else (),
    )
