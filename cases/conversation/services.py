"""Asking a family, step by step. The verbs check who asks, and that it can still be asked."""

import json
import uuid
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from cases.case.models import Case
from cases.concerns.models import Concern
from cases.consents.deputies import parents_answer
from cases.conversation.selectors import replies_told
from cases.opening.services import Child, Parent, log_begin, log_enter, parent_enter, resident_of
from consent.models import Answer, Asked, Role
from consent.services import consent_conclude
from municipality.access.verbs import call, rows
from municipality.notices.services import deliver_soon
from municipality.people.identity_number import DUF_LENGTH, IdentityNumber, parse, parse_duf
from municipality.people.models import User
from municipality.runtime.sealing import open_sealed, seal


class NumberTyped(NamedTuple):
    asked_id: uuid.UUID
    sealed: bytes


def place_of(asked_id: object) -> dict[str, str]:
    """What the encryption of a number that was typed is bound to."""
    return {"table": "consent_asked", "pk": str(asked_id), "column": "number_sealed"}


def conversation_begin(*, concern: Concern | None = None, case: Case | None = None) -> uuid.UUID:
    """Begin to ask, or go on with what is begun; returns the consent's key.

    By who has the undring, or the relay holder.
    """
    consent_id: uuid.UUID = call(
        "conversation_begin",
        id=uuid.uuid4(),
        concern=concern.pk if concern else None,
        case=case.pk if case else None,
    )
    return consent_id


def person_keep(
    *,
    consent_id: uuid.UUID,
    person_id: uuid.UUID | None,
    role: Role,
    name: str,
    relation: str = "",
    has_responsibility: bool | None = None,
    ascertained: str = "",
    protection: str = "",
    number: IdentityNumber | None = None,
) -> uuid.UUID:
    """Keep one of those whom the question is about or asks; without a key a new one. No number: the former stays."""
    key = person_id or uuid.uuid4()
    call(
        "person_keep",
        id=key,
        consent=consent_id,
        role=role,
        name=name,
        relation=relation,
        responsibility=has_responsibility,
        ascertained=ascertained,
        protection=protection,
        number_sealed=seal(number.digits, **place_of(key)) if number else None,
        number_begins=number.digits[:6] if number else "",
    )
    return key


@transaction.atomic
def woman_keep(*, consent_id: uuid.UUID, person_id: uuid.UUID, born: date, **said: Any) -> None:
    """Keep who she is that expects the child: the question is hers until it is born."""
    person_keep(consent_id=consent_id, person_id=person_id, role=Role.SUBJECT, **said)
    call("pregnant_keep", consent=consent_id, birth_date=born)


def own_answer_register(
    *,
    person_id: uuid.UUID,
    units: Iterable[int],
    to_child: bool,
    said_on: date,
    how: str,
    answer_id: uuid.UUID | None = None,
) -> None:
    """Write down which of the units that are asked about read what is written about an adult, and if the child does.

    By who asks; refused for the child, and for a unit that is not asked about.
    """
    call(
        "own_answer_register",
        id=answer_id or uuid.uuid4(),
        asked=person_id,
        units=list(units),
        to_child=to_child,
        said_on=said_on,
        how=how,
    )


def person_drop(*, consent_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Forget somebody who was written down by mistake; refused as soon as they have answered.

    NothingThere if it is not one of the grown-ups.
    """
    call("person_drop", id=person_id, consent=consent_id)


def conversation_drop(*, consent_id: uuid.UUID) -> None:
    """Forget the whole question; refused as soon as somebody has answered."""
    call("conversation_drop", consent=consent_id)


def numbers_typed(consent_id: uuid.UUID) -> dict[uuid.UUID, IdentityNumber]:
    """The numbers that were typed, by person; only for who asks."""
    return {
        one.asked_id: _number(open_sealed(one.sealed, **place_of(one.asked_id)))
        for one in rows(NumberTyped, "numbers_typed", consent=consent_id)
    }


def _number(digits: str) -> IdentityNumber:
    return parse_duf(digits) if len(digits) == DUF_LENGTH else parse(digits, on=timezone.localdate())


@transaction.atomic
def log_open(
    *,
    consent_id: uuid.UUID,
    opener: User,
    concern: Concern,
    level: int,
    first_kind: str,
    first_text: str,
    carried: Collection[uuid.UUID] = (),
) -> uuid.UUID:
    """Open the log that the family has said yes to; the opener becomes the relay holder. Returns the case's key.

    `carried`: notes of the mother's own log that she lets come along.
    Refused (PermissionDenied) while those who answer have not said yes to anything (D2).
    """
    unit = concern.unit
    numbers, known = numbers_typed(consent_id), _known_as(consent_id)
    people = list(Asked.objects.filter(consent=consent_id))
    subject = people[0]
    resident = resident_of(numbers.get(subject.pk))
    born = subject.birth_date or concern.born
    child = Child(subject.name, resident, born, subject.protection, concern.due_date)
    case_id = log_begin(child, level=level, unit=unit, concern=concern)
    answers = {one.asked_id: one.answer for one in replies_told(consent_id) if one.counts}
    parents: dict[uuid.UUID, Parent] = {}
    residents = {str(subject.pk): str(child.resident)}
    for person in people:
        if person.role == Role.PARENT:
            parent = _parent(
                person, answers.get(person.pk, Answer.NOT_ASKED), numbers.get(person.pk), known.get(person.pk)
            )
            resident = parent_enter(case_id, parent)
            parents[resident], residents[str(person.pk)] = parent, str(resident)
        elif person.role == Role.DEPUTY and person.pk in numbers:
            residents[str(person.pk)] = str(resident_of(numbers[person.pk]))
    call("conversation_into_log", consent=consent_id, case=case_id, residents=json.dumps(residents))
    consent_conclude(consent_id=consent_id, case_id=case_id, own=unit)
    if not parents_answer(case_id):
        parents = {}  # they do not read by themselves while somebody else answers
    log_enter(case_id, opener, unit, child, parents, kind=first_kind, text=first_text)
    if carried:
        call("entries_carry", case=case_id, entries=list(carried))
    call("join_ask", case=case_id)
    deliver_soon()
    return case_id


class KnownAs(NamedTuple):
    asked_id: uuid.UUID
    resident_id: uuid.UUID


def _known_as(consent_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """The mother's resident, by person, where her own log says that the child is born."""
    return {one.asked_id: one.resident_id for one in rows(KnownAs, "mother_known_as", consent=consent_id)}


def _parent(person: Asked, answer: str, number: IdentityNumber | None, resident: uuid.UUID | None) -> Parent:
    return Parent(
        person.name,
        person.relation,
        bool(person.has_responsibility),
        person.ascertained,
        Answer(answer),
        number,
        resident,
    )
