"""Giving and ending seats, by the administrator; handing one's own to a colleague."""

from django.db import transaction

from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Team, Unit
from municipality.people.models import User
from teams.members.models import Seat


@transaction.atomic
def seat_give(*, team: Team, user: User, unit: Unit, role: str) -> None:
    """Seat somebody who works in the unit; an open seat of the same person in the team is replaced.

    PermissionDenied unless the administrator of the team's municipality asks and the person is a member of the unit.
    """
    call("seat_give", team=team.pk, user=user.pk, unit=unit.pk, role=role)
    access_log.record(Act.SEAT_CHANGE, unit_id=unit.pk, objects=[user])


@transaction.atomic
def seat_end(seat: Seat) -> None:
    """End a seat, and what its holder was named for through the team. NothingThere if it has ended already."""
    call("seat_end", seat=seat.pk)
    access_log.record(Act.SEAT_CHANGE, unit_id=seat.unit_id, objects=[seat.user])


@transaction.atomic
def seat_hand_over(*, seat: Seat, to_id: int) -> None:
    """Somebody else of the unit sits there instead. By who has the seat, or for a leaver by the unit's leader."""
    call("seat_hand_over", seat=seat.pk, user=to_id)
    access_log.record(Act.SEAT_CHANGE, unit_id=seat.unit_id, objects=[User(pk=to_id)])
    deliver_soon()


@transaction.atomic
def seats_settle() -> int:
    """End seats of those who no longer work in the unit that they sat for. The system's; how many."""
    settled: int = call("seats_settle")
    return settled
