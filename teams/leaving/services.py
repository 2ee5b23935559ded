"""Handing over what somebody has in a unit, in one act."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db import transaction

from cases.case.services import part_hand_over
from cases.concerns.models import Concern
from cases.concerns.services import concern_give
from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import end_of
from municipality.organisation.models import Unit
from municipality.people.models import User
from teams.leaving.selectors import Log
from teams.members.models import Seat
from teams.members.services import seat_hand_over
from teams.tasks.services import tasks_hand_over


@dataclass
class HandOver:
    """Who takes over what, by account. `tasks`: all open tasks; None if nobody takes them."""

    logs: list[tuple[Log, int]] = field(default_factory=list)
    concerns: list[tuple[Concern, int]] = field(default_factory=list)
    seats: list[tuple[Seat, int]] = field(default_factory=list)
    tasks: int | None = None


@dataclass
class Done:
    """How much was handed over, and in words what could not be: the new one may not have it."""

    logs: int = 0
    batons: int = 0
    concerns: int = 0
    seats: int = 0
    tasks: int = 0
    left: list[str] = field(default_factory=list)


@transaction.atomic
def leaving_set(*, user: User, unit: Unit, last_day: date) -> None:
    """What somebody has in the unit ends with that day, if not before. By the person, or the unit's leader."""
    call("leaving_set", user=user.pk, unit=unit.pk, ends=end_of(last_day))
    access_log.record(Act.LEAVING_SET, unit_id=unit.pk, objects=[user])


@transaction.atomic
def hand_over(*, user: User, unit: Unit, last_day: date, given: HandOver) -> Done:
    """Set the last day and hand over what is named, at once; the person reads on until that day.

    What the new one may not have (no consent for the unit any longer, kept out) stays, and is told. PermissionDenied
    for others than the person and who has the leader's place in the unit.
    """
    leaving_set(user=user, unit=unit, last_day=last_day)
    done = Done()
    for seat, to in given.seats:
        done.seats += _tried(partial(seat_hand_over, seat=seat, to_id=to), done, seat.team.name)
    mine = {"user_id": user.pk, "unit_id": unit.pk}
    for log, to in given.logs:
        moved = _tried(partial(part_hand_over, case_id=log.case_id, to_id=to, **mine), done, log.number)
        done.logs += moved
        done.batons += moved and log.holds
    for concern, to in given.concerns:
        give = partial(concern_give, concern_id=concern.pk, unit_id=unit.pk, user_id=to)
        done.concerns += _tried(give, done, concern.whom)
    if given.tasks is not None:
        done.tasks = tasks_hand_over(user_id=user.pk, unit_id=unit.pk, to_id=given.tasks)
    access_log.record(Act.LEAVING_HAND_OVER, unit_id=unit.pk, objects=[user])
    return done


def _tried(act: Callable[[], None], done: Done, called: str) -> bool:
    """Whether it could be handed over; what could not is noted by what it is called."""
    try:
        with transaction.atomic():
            act()
    except (Refused, NothingThere):
        done.left.append(called)
        return False
    return True
