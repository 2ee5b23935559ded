"""Opening a log: who answered what, what is shared with whom, and the family's own right to read."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.case.models import AddressProtection, Ascertained
from cases.concerns.models import Concern
from cases.consents.family import HEALTH_AGE, FamilyRight, family_enter, parent_rights, subject_right
from cases.logs.models import EntryRole
from cases.logs.services import entry_write
from consent.models import Answer
from consent.services import Agreement, Share, consent_register
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.ages import birthday
from municipality.people.identity_number import IdentityNumber
from municipality.people.models import User
from municipality.people.services import resident_find_or_register, resident_register_unnumbered


@dataclass(frozen=True)
class Parent:
    """One parent as the opener registers it. Without a `number` the parent cannot sign in to read."""

    name: str
    relation: str
    has_responsibility: bool
    ascertained: str
    answer: Answer
    number: IdentityNumber | None = None


@dataclass(frozen=True)
class Opening:
    """All that the consent form asks. `ends` is the last day the consent holds; `number` None while it is pending."""

    child_name: str
    birth_date: date
    number: IdentityNumber | None
    how: str
    given_on: date
    ends: date
    shares: list[Share]
    first_kind: str
    first_text: str
    level: int
    parents: list[Parent] = field(default_factory=list)
    child_answer: Answer = Answer.NOT_ASKED
    address_protection: str = AddressProtection.NONE


@transaction.atomic
def case_open(*, opener: User, unit: Unit, opening: Opening, concern: Concern | None = None) -> uuid.UUID:
    """Open a log for a child; `opener`, acting for `unit`, becomes the relay holder. Returns the case's key.

    Refused (PermissionDenied) by the database unless somebody who can consent has said yes, while a parent with
    responsibility says no, and for a concern that is not the opener's own.
    """
    case_id = uuid.uuid4()
    subject = _resident(opening.number)
    concern_id = concern.pk if concern else None
    call(
        "case_open",
        case=case_id,
        subject=subject,
        name=opening.child_name,
        birth_date=opening.birth_date,
        protection=opening.address_protection,
        level=opening.level,
        unit=unit.pk,
        concern=concern_id,
    )
    residents = [_parent_enter(case_id, parent) for parent in opening.parents]
    answers = {subject: opening.child_answer} | {
        resident: parent.answer for resident, parent in zip(residents, opening.parents, strict=True)
    }
    agreement = Agreement(opening.how, opening.given_on, opening.ends, opening.shares, answers)
    access_log.record(Act.CASE_OPEN, case_id=case_id, unit_id=unit.pk)
    consent_register(case_id=case_id, child_name=opening.child_name, agreement=agreement, own=unit)
    call("participant_add", case=case_id, user=opener.pk, unit=unit.pk)
    family_enter(case_id, _family_rights(unit.municipality, subject, residents, opening))
    entry_write(
        author=opener,
        unit=unit,
        case_id=case_id,
        role=EntryRole.FIRST,
        kind=opening.first_kind,
        text=opening.first_text,
    )
    return case_id


def _parent_enter(case_id: uuid.UUID, parent: Parent) -> uuid.UUID:
    resident = _resident(parent.number)
    call(
        "parent_enter",
        id=uuid.uuid4(),
        case=case_id,
        parent=resident,
        name=parent.name,
        relation=parent.relation,
        responsibility=parent.has_responsibility,
        ascertained=parent.ascertained,
    )
    return resident


def _resident(number: IdentityNumber | None) -> uuid.UUID:
    return resident_find_or_register(number) if number else resident_register_unnumbered()


def _family_rights(
    municipality: Municipality, subject: uuid.UUID, residents: list[uuid.UUID], opening: Opening
) -> list[FamilyRight]:
    """Which family members may read from the start (R7).

    A parent whose responsibility is only told of reads nothing (D5). With a protected address a parent reads only if
    he or she consented; when the young person consented alone, parents read if the municipality says so, but not
    from 16.
    """
    born = opening.birth_date
    rights = [subject_right(subject, born, municipality.consent_age)]
    alone = all(parent.answer != Answer.YES for parent in opening.parents)
    if alone and (
        birthday(born, HEALTH_AGE) <= timezone.now() or not municipality.parents_read_from_consent_age
    ):
        return rights
    for resident, parent in zip(residents, opening.parents, strict=True):
        shut_out = opening.address_protection != AddressProtection.NONE and parent.answer != Answer.YES
        is_shown = parent.ascertained != Ascertained.TOLD
        if parent.has_responsibility and is_shown and not shut_out:
            rights += parent_rights(resident, born)
    return rights
