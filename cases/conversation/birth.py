"""From a log about a pregnancy to one about the child (D11)."""

import uuid
from datetime import date
from typing import NamedTuple

from django.db import transaction

from cases.case.models import Case
from cases.concerns.models import Concern
from cases.concerns.services import concern_register
from cases.conversation.services import conversation_begin
from cases.logs.models import Entry
from municipality.access.verbs import call, rows
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.models import User


@transaction.atomic
def child_born(*, case: Case, holder: User, name: str, born: date, observed: str) -> Concern:
    """An undring about the child, in which a question to both parents is begun: she is one, and her units are proposed.

    The relay holder's verb, refused for others and where no child is expected. Her own log goes on.
    """
    concern = concern_register(
        author=holder, unit=case.holder_unit, child_name=name, birth_date=born, observed=observed, since=born
    )
    consent_id = conversation_begin(concern=concern)
    call("child_born", case=case.pk, concern=concern.pk, consent=consent_id)
    access_log.record(Act.CHILD_BORN, case_id=case.pk)
    return concern


@transaction.atomic
def pregnancy_end(*, case: Case) -> None:
    """There is no child to come; the log is closed. NothingThere when that was registered already."""
    call("pregnancy_end", case=case.pk)
    access_log.record(Act.PREGNANCY_END, case_id=case.pk)


class Carried(NamedTuple):
    entry_id: uuid.UUID


def notes_to_carry(concern: Concern) -> list[Entry]:
    """Of the mother's log, if the child was born to somebody who has one: what she can let come along."""
    keys = [one.entry_id for one in rows(Carried, "notes_to_carry", concern=concern.pk)]
    return list(Entry.objects.filter(pk__in=keys).order_by("written_at")) if keys else []
