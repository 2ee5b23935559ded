"""Giving consent and taking it back. In the same transaction the verbs move the baton or close the log."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from consent.models import Answer, HowWithdrawn
from consent.texts import FORM_VERSION, consent_text
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_now
from municipality.notices.services import deliver_soon
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit


@dataclass(frozen=True)
class Share:
    """A unit and the kinds of information it may read."""

    unit: Unit
    kinds: list[str]


@dataclass(frozen=True)
class Agreement:
    """What a family agreed to. `ends` is the last day it holds; `answers` is by key of resident.

    `for_plan`: they also said yes to an individuell plan.
    """

    how: str
    given_on: date
    ends: date
    shares: list[Share]
    answers: dict[uuid.UUID, Answer] = field(default_factory=dict)
    for_plan: bool = False


def midnight_after(day: date) -> datetime:
    """The moment the day is over, in the time of the municipality."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


@transaction.atomic
def consent_register(*, case_id: uuid.UUID, child_name: str, agreement: Agreement, own: Unit) -> None:
    """Register a consent: one legal basis for each unit, and an invitation for each but `own`. The relay holder's verb.

    Refused (PermissionDenied) by the database unless somebody who can consent has said yes, and while a parent with
    responsibility says no. Persons of the units who take part already go on doing so on the new basis.
    """
    kind_names = dict(KindOfInformation.choices)
    text = consent_text(
        child=child_name,
        shares=[
            (share.unit.name, [str(kind_names[kind]) for kind in share.kinds]) for share in agreement.shares
        ],
        ends=agreement.ends,
        coordinated_by=[share.unit.name for share in agreement.shares if share.unit.service.coordinates_plans]
        if agreement.for_plan
        else [],
    )
    answers = {str(resident): answer.value for resident, answer in agreement.answers.items()}
    consent_id = uuid.uuid4()
    call(
        "consent_enter",
        id=consent_id,
        case=case_id,
        how=agreement.how,
        given_on=agreement.given_on,
        starts=database_now(),
        ends=midnight_after(agreement.ends),
        form_version=FORM_VERSION,
        form_text=text,
        answers=json.dumps(answers),
        for_plan=agreement.for_plan,
    )
    for share in agreement.shares:
        call("basis_enter", id=uuid.uuid4(), consent=consent_id, unit=share.unit.pk, kinds=share.kinds)
    access_log.record(Act.CONSENT_REGISTER, case_id=case_id, unit_id=own.pk)
    for share in agreement.shares:
        if share.unit != own:
            _unit_invite(case_id, share.unit)
    deliver_soon()


def _unit_invite(case_id: uuid.UUID, unit: Unit) -> None:
    call("unit_invite", case=case_id, unit=unit.pk)
    access_log.record(Act.UNIT_INVITE, case_id=case_id, objects=[unit])
    call("invitation_notify", case=case_id, unit=unit.pk)


@transaction.atomic
def consent_withdraw(
    *, case_id: uuid.UUID, how: HowWithdrawn, unit_id: int | None = None, kind: str = ""
) -> None:
    """Take consent back: whole, for one unit, or for one kind of information. Access ends with this statement.

    By the family, by the relay holder for all, by a participant for their own unit (PermissionDenied otherwise). Raises
    NothingThere if no such consent is in force. The relay holder is told; a log without any consent left is closed.
    """
    call("consent_withdraw", id=uuid.uuid4(), case=case_id, unit=unit_id, kind=kind, how=how.value)
    deliver_soon()


@transaction.atomic
def consent_withdraw_share(
    *, case_id: uuid.UUID, basis_id: uuid.UUID, how: HowWithdrawn, kind: str = ""
) -> None:
    """The same for the unit that has this basis: the current user may not know which unit that is."""
    call("consent_withdraw_share", id=uuid.uuid4(), case=case_id, basis=basis_id, kind=kind, how=how.value)
    deliver_soon()
