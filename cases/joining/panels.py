"""Joining on other pages: the page of a log, who reads what, Min dag, and where a notice leads."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.joining.models import JoiningState
from cases.joining.selectors import joined_told, joining_told, my_joinings
from cases.logs.panels import Happened, Shown, register
from cases.myday.waiting import Group, Waiting
from cases.myday.waiting import register as register_waiting
from cases.notices.registry import Target
from cases.notices.registry import register as register_targets
from municipality.notices.models import OF_A_JOINING, Notice
from municipality.people.models import User
from municipality.people.workplace import Workplace

JOININGS: Final = Group("joinings")


def of_a_log(case: Case, user: User) -> Iterator[Shown | Happened]:
    """A line for all who read it; to who may, how it is undone; and to the holder what waits."""
    joined = joined_told(case.pk)
    for one in joined:
        words = _("Slått sammen med logg %(number)s") % {"number": one.number}
        yield Happened(one.joined_at, words if one.number else _("To logger er slått sammen til denne"))
    if joined and joined[0].until:
        yield Shown("aside", 94, "joining/_undo.html", {"case": case, "joined": joined[0]})
    if (
        not user.is_family
        and case.holder_id == user.pk
        and not case.closed_at
        and (told := joining_told(case.pk))
    ):
        yield Shown("story", 6, "joining/_of_log.html", {"case": case, "told": told})


def waiting(_user: User, place: Workplace) -> list[Waiting]:
    """For who holds a log: by its number alone, as a head says it."""
    if not place.has_a_part:
        return []
    words = {
        JoiningState.ASKED.value: _("Familien vil ha én logg. Spør dem som svarer her"),
        JoiningState.AGREED.value: _("To logger skal bli én. Bli enige om hvem som er stafettholder"),
    }
    return [
        Waiting(
            words[one.state],
            reverse("joining:page", args=[one.case_id]),
            JOININGS,
            about=one.number,
            shown=(Case(pk=one.case_id),),
        )
        for one in my_joinings()
    ]


def targets(notices: Sequence[Notice]) -> dict[uuid.UUID, Target]:
    """To the page where one answers, while one holds the log."""
    asked = {one.pk: one.case_id for one in notices if one.notice_type in OF_A_JOINING and one.case_id}
    held = (
        set(Case.objects.filter(pk__in=set(asked.values())).values_list("pk", flat=True)) if asked else set()
    )
    return {
        notice: Target(reverse("joining:page", args=[case_id]))
        for notice, case_id in asked.items()
        if case_id in held
    }


def register_joinings() -> None:
    """Called from the app's `ready()`."""
    register("joining", of_a_log)
    register_waiting("joining", waiting)
    register_targets("joining", targets)
