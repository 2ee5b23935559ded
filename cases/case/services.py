"""Who takes part: naming somebody for a unit, and ending that."""

import uuid

from django.db import transaction

from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Unit
from municipality.people.models import User


@transaction.atomic
def participant_add(*, case_id: uuid.UUID, person: User, unit: Unit) -> None:
    """Let a person of an invited unit work with the case. By the unit's reception; PermissionDenied otherwise."""
    call("participant_add", case=case_id, user=person.pk, unit=unit.pk)
    access_log.record(Act.PARTICIPANT_ADD, case_id=case_id, unit_id=unit.pk, objects=[person])
    call("participant_notify", case=case_id, user=person.pk, notice_type=NoticeType.NAMED.value)
    deliver_soon()


@transaction.atomic
def participant_remove(*, case_id: uuid.UUID, person_id: int, unit_id: int) -> None:
    """End a person's part. By the person, the unit's reception or leader, or the relay holder.

    Raises PermissionDenied for others, NothingThere if the person takes no part. A baton the person held is moved.
    """
    access_log.record(Act.PARTICIPANT_REMOVE, case_id=case_id, unit_id=unit_id)
    call("participant_remove", case=case_id, user=person_id, unit=unit_id)
    deliver_soon()


@transaction.atomic
def naming_remind(case_id: uuid.UUID) -> None:
    """Remind the invited units that have named nobody yet. By the relay holder, once a week; Refused otherwise.

    NothingThere if no unit waits.
    """
    call("naming_remind", case=case_id)
    deliver_soon()
    access_log.record(Act.UNIT_REMIND, case_id=case_id)


@transaction.atomic
def part_hand_over(*, case_id: uuid.UUID, user_id: int, unit_id: int, to_id: int) -> None:
    """Name somebody else of the unit instead of `user_id`, with the baton, the measures and the plan of this person.

    By the person, and for somebody who is leaving by who has the leader's place in the unit. PermissionDenied for
    others, and where the new one is not of the unit, is kept out, or has no consent to rest on.
    """
    call("part_hand_over", case=case_id, user=user_id, unit=unit_id, to=to_id)
    access_log.record(Act.PARTICIPANT_ADD, case_id=case_id, unit_id=unit_id, objects=[User(pk=to_id)])
    deliver_soon()


@transaction.atomic
def leavers_settle() -> int:
    """End what is left of those who no longer work in a unit, and tell who has the leader's place. The system's."""
    settled: int = call("leavers_settle")
    return settled
