"""Bringing a case to a team by name, and taking it off the table."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from cases.case.models import Case
from municipality.access.verbs import call, rows
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Team
from teams.referrals.models import Referral


class InTheRoom(NamedTuple):
    """A unit that sits in the team; `covered`: a consent in force lets it hear this kind of information."""

    unit_id: int
    unit: str
    chairs: bool
    covered: bool


def team_room(case: Case, team: Team, kind: str) -> list[InTheRoom]:
    """The units in the room, for the relay holder; empty for anybody else, and for a team in which nobody sits."""
    return rows(InTheRoom, "team_room", case=case.pk, team=team.pk, kind=kind)


@transaction.atomic
def referral_send(
    *, case: Case, team: Team, wish: str, question: str, kind: str, urgent: bool, left_out: Iterable[int]
) -> uuid.UUID:
    """Put the case on the team's table; its members are named for it and notified. Returns the referral's key.

    The relay holder's. PermissionDenied while a unit in the room is neither covered by a consent nor left out, when the
    chair's unit is left out, for a strictly protected case, and when the sender sees it on that table already.
    """
    referral_id = uuid.uuid4()
    call(
        "referral_send",
        id=referral_id,
        case=case.pk,
        team=team.pk,
        wish=wish,
        question=question,
        kind=kind,
        urgent=urgent,
        left_out=sorted(left_out),
    )
    access_log.record(
        Act.REFERRAL_SEND, case_id=case.pk, unit_id=case.holder_unit_id, objects=[Referral(pk=referral_id)]
    )
    deliver_soon()
    return referral_id


@transaction.atomic
def referral_close(referral: Referral) -> None:
    """Take the case off the table; those named only for that no longer read it. Relay holder or chair."""
    access_log.record(Act.REFERRAL_CLOSE, case_id=referral.case_id, objects=[referral])
    call("referral_close", id=referral.pk)


@transaction.atomic
def referral_remind(referral_id: uuid.UUID) -> None:
    """Remind the team's leader of a case that waits for an answer. By the sender or the relay holder, once a week."""
    call("referral_remind", referral=referral_id)
    referral = Referral.objects.get(pk=referral_id)
    deliver_soon()
    access_log.record(Act.REFERRAL_REMIND, case_id=referral.case_id, objects=[referral])
