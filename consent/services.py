"""Asking for consent and taking it back. In the same transaction the verbs move the baton or close the log."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from consent.form_edition import FormEdition
from consent.form_words import BOKMAL, languages
from consent.models import Answer, Asked, Consent, HowWithdrawn
from consent.models import Share as AskedShare
from consent.reading import FormText, form_of
from consent.selectors import readings_now
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Unit

DECLINED = "declined"


@dataclass(frozen=True)
class Share:
    """A unit and the kinds of information it may read."""

    unit: Unit
    kinds: list[str]


@dataclass(frozen=True)
class Agreement:
    """What a family agreed to. `ends` is the last day it holds; `answers` is by key of resident.

    `for_plan`: they also said yes to an individuell plan. `read_in`: who was read it in which language; others bokmål.
    """

    how: str
    given_on: date
    ends: date
    shares: list[Share]
    answers: dict[uuid.UUID, Answer] = field(default_factory=dict)
    for_plan: bool = False
    read_in: dict[uuid.UUID, str] = field(default_factory=dict)


def midnight_after(day: date) -> datetime:
    """The moment the day is over, in the time of the municipality."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def shares_keep(*, consent_id: uuid.UUID, shares: Iterable[Share], for_plan: bool) -> None:
    """Keep who is asked to be let read what. Answers to something else count no longer."""
    said = [{"unit": share.unit.pk, "kinds": share.kinds} for share in shares]
    call("shares_keep", consent=consent_id, shares=json.dumps(said), for_plan=for_plan)


def period_keep(*, consent_id: uuid.UUID, ends: date, purpose: str) -> None:
    """Keep until which day, the last one included, and what for."""
    call("period_keep", consent=consent_id, ends=midnight_after(ends), purpose=purpose)


def text_read(*, consent_id: uuid.UUID, text: FormText, interpreter: str = "") -> None:
    """The family has been read this text: they can answer from now on. Kept as it was read, with its version.

    In another language it stands beside what was read before. Refused when something else is asked since it was made.
    """
    call(
        "text_read",
        consent=consent_id,
        changed_at=text.changed_at,
        language=text.words.language,
        interpreter=interpreter,
        version=text.words.version,
        text=text.plain,
    )


def form_edition_enter(
    *, language: str, name: str, own_name: str, texts: dict[str, str], valid_from: date, checked_by: str
) -> int:
    """Keep a new version of the form in a language, from a day on; returns its key. The administrator's."""
    key: int = call(
        "form_edition_enter",
        language=language,
        name=name,
        own_name=own_name,
        texts=json.dumps(texts),
        valid_from=valid_from,
        checked_by=checked_by,
    )
    return key


def form_edition_check(edition: FormEdition, checked_by: str) -> None:
    """Somebody has compared it with the bokmål. Raises NothingThere if that was noted before."""
    call("form_edition_check", edition=edition.pk, checked_by=checked_by)


def answer_register(
    *,
    person_id: uuid.UUID,
    answer: str,
    said_on: date,
    how: str,
    words: str = "",
    reading_id: uuid.UUID | None = None,
    reply_id: uuid.UUID | None = None,
) -> bool:
    """Write down what somebody answered; every answer is kept. False when this no ends the question (D2).

    `reading_id`: on which of what was read; needed where it was read in several languages. Refused for somebody who
    does not answer, and for a day to come or more than a year ago.
    """
    state = call(
        "answer_register",
        id=reply_id or uuid.uuid4(),
        asked=person_id,
        answer=answer,
        said_on=said_on,
        how=how,
        words=words,
        reading=reading_id,
    )
    return bool(state != DECLINED)


@transaction.atomic
def consent_register(*, case_id: uuid.UUID, agreement: Agreement, own: Unit) -> None:
    """Ask and conclude in one act, with what everybody answered on one day. The relay holder's.

    Refused (PermissionDenied) by the database unless those who answer have said yes to something (D2).
    """
    consent_id: uuid.UUID = call("conversation_begin", id=uuid.uuid4(), concern=None, case=case_id)
    shares_keep(consent_id=consent_id, shares=agreement.shares, for_plan=agreement.for_plan)
    period_keep(consent_id=consent_id, ends=agreement.ends, purpose="")
    readings = _read(consent_id, {agreement.read_in.get(one, BOKMAL) for one in agreement.answers}, own)
    answering = Asked.objects.filter(consent=consent_id).exclude(has_responsibility=False)
    people = dict(answering.values_list("resident", "pk"))
    for resident, answer in agreement.answers.items():
        if answer == Answer.NOT_ASKED or resident not in people:
            continue
        goes_on = answer_register(
            person_id=people[resident],
            answer=answer,
            said_on=agreement.given_on,
            how=agreement.how,
            reading_id=readings[agreement.read_in.get(resident, BOKMAL)],
        )
        if not goes_on:
            break
    consent_conclude(consent_id=consent_id, case_id=case_id, own=own)


def _read(consent_id: uuid.UUID, in_which: Iterable[str], own: Unit) -> dict[str, uuid.UUID]:
    """Read it in these languages; the key of what was read in each."""
    words = languages(own.municipality_id)
    for language in sorted(in_which):
        text_read(consent_id=consent_id, text=form_of(Consent.objects.get(pk=consent_id), words[language]))
    return {one.language: one.id for one in readings_now(consent_id)}


def consent_conclude(*, consent_id: uuid.UUID, case_id: uuid.UUID, own: Unit) -> None:
    """What was answered comes into force: legal bases for the units, and an invitation for each but `own`.

    Persons of the units who take part already go on doing so on the new basis.
    """
    units = [share.unit for share in AskedShare.objects.filter(consent=consent_id).select_related("unit")]
    call("consent_conclude", consent=consent_id)
    access_log.record(Act.CONSENT_REGISTER, case_id=case_id, unit_id=own.pk)
    for unit in units:
        if unit != own:
            _unit_invite(case_id, unit)
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
