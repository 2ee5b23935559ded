"""Opening a log: who answered what, what is shared with whom, and the family's own right to read."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.case.models import AddressProtection, Ascertained
from cases.concerns.models import Concern
from cases.consents.family import FamilyRight, family_enter, parent_rights, subject_right
from cases.logs.models import EntryRole
from cases.logs.services import entry_write
from consent.form_words import BOKMAL
from consent.models import Answer
from consent.services import Agreement, Share, consent_register
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.ages import HEALTH_AGE, birthday
from municipality.people.identity_number import IdentityNumber
from municipality.people.models import User
from municipality.people.services import resident_find_or_register, resident_register_unnumbered


@dataclass(frozen=True)
class Parent:
    """One parent as the opener registers it. Without a `number` the parent cannot sign in to read.

    `resident`: who is known already, since the child was born to somebody who has a log. `language`: in which the
    parent was read what is asked.
    """

    name: str
    relation: str
    has_responsibility: bool
    ascertained: str
    answer: Answer
    number: IdentityNumber | None = None
    resident: uuid.UUID | None = None
    language: str = BOKMAL


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


@dataclass(frozen=True)
class Child:
    """Whom a log is about."""

    name: str
    resident: uuid.UUID
    birth_date: date
    address_protection: str
    expects: date | None = None  # of a woman, until the log is the child's


@transaction.atomic
def case_open(*, opener: User, unit: Unit, opening: Opening, concern: Concern | None = None) -> uuid.UUID:
    """Open a log for a child; `opener`, acting for `unit`, becomes the relay holder. Returns the case's key.

    Refused (PermissionDenied) by the database unless those who answer have said yes to something, and for a concern
    that is not the opener's own.
    """
    child = Child(
        opening.child_name, resident_of(opening.number), opening.birth_date, opening.address_protection
    )
    case_id = log_begin(child, level=opening.level, unit=unit, concern=concern)
    parents = {parent_enter(case_id, parent): parent for parent in opening.parents}
    agreement = Agreement(
        opening.how,
        opening.given_on,
        opening.ends,
        opening.shares,
        {child.resident: opening.child_answer}
        | {resident: parent.answer for resident, parent in parents.items()},
        read_in={resident: parent.language for resident, parent in parents.items()},
    )
    consent_register(case_id=case_id, agreement=agreement, own=unit)
    log_enter(case_id, opener, unit, child, parents, kind=opening.first_kind, text=opening.first_text)
    return case_id


def log_begin(child: Child, *, level: int, unit: Unit, concern: Concern | None) -> uuid.UUID:
    """An open log without anything in it, whose baton the current user holds."""
    case_id = uuid.uuid4()
    call(
        "case_open",
        case=case_id,
        subject=child.resident,
        name=child.name,
        birth_date=child.birth_date,
        protection=child.address_protection,
        level=level,
        unit=unit.pk,
        concern=concern.pk if concern else None,
        expects=child.expects,
    )
    access_log.record(Act.CASE_OPEN, case_id=case_id, unit_id=unit.pk)
    return case_id


def log_enter(
    case_id: uuid.UUID,
    opener: User,
    unit: Unit,
    child: Child,
    parents: Mapping[uuid.UUID, Parent],
    *,
    kind: str,
    text: str,
) -> None:
    """What an open log needs once its consent is in force: the opener takes part, the family reads, the first entry."""
    call("participant_add", case=case_id, user=opener.pk, unit=unit.pk)
    family_enter(case_id, _family_rights(unit.municipality, child, parents))
    entry_write(author=opener, unit=unit, case_id=case_id, role=EntryRole.FIRST, kind=kind, text=text)


def parent_enter(case_id: uuid.UUID, parent: Parent) -> uuid.UUID:
    """Write down one of the grown-ups in a log; the key is that of the resident."""
    resident = parent.resident or resident_of(parent.number)
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


def resident_of(number: IdentityNumber | None) -> uuid.UUID:
    """The resident with this number, or a new one who has none yet."""
    return resident_find_or_register(number) if number else resident_register_unnumbered()


def _family_rights(
    municipality: Municipality, child: Child, parents: Mapping[uuid.UUID, Parent]
) -> list[FamilyRight]:
    """Which family members may read from the start (R7).

    A parent whose responsibility is only told of reads nothing (D5). With a protected address a parent reads only if
    he or she consented; when the young person consented alone, parents read if the municipality says so, but not
    from 16.
    """
    born = child.birth_date
    rights = [subject_right(child.resident, born)]
    alone = all(parent.answer != Answer.YES for parent in parents.values())
    if alone and (
        birthday(born, HEALTH_AGE) <= timezone.now() or not municipality.parents_read_from_consent_age
    ):
        return rights
    for resident, parent in parents.items():
        shut_out = child.address_protection != AddressProtection.NONE and parent.answer != Answer.YES
        is_shown = parent.ascertained != Ascertained.TOLD
        if parent.has_responsibility and is_shown and not shut_out:
            rights += parent_rights(resident, born, of_pregnancy=child.expects is not None)
    return rights
