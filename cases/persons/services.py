"""Correcting name and number of a child or a parent of one log."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from cases.case.models import Ascertained, Case, ParentalResponsibility
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.identity_number import IdentityNumber
from municipality.people.services import index_and_seal

ACTS: Final = {
    Ascertained.REGISTER: Act.PERSON_CORRECT,
    Ascertained.DOCUMENT: Act.PERSON_CORRECT_DOCUMENT,
}


@dataclass(frozen=True)
class Correction:
    """What holds from now on; `relation` of a parent. Without a `number` that is as before.

    `source` has been seen, and shows it. `old_leads`: somebody who types the number before finds the person by it, too.
    """

    name: str
    source: Ascertained
    relation: str | None = None
    number: IdentityNumber | None = None
    old_leads: bool = True


@transaction.atomic
def person_correct(*, case: Case, parent: ParentalResponsibility | None, correction: Correction) -> None:
    """Of the child (`parent` None) or a parent of the log. Another birth date is proposed (`change_propose`).

    The relay holder's verb, refused for others. The answer is the same whether the number is known elsewhere.
    """
    key = parent.pk if parent else None
    call(
        "person_correct",
        case=case.pk,
        parent=key,
        name=correction.name,
        relation=correction.relation,
    )
    if correction.number:
        index, sealed = index_and_seal(correction.number)
        call(
            "resident_number_change",
            case=case.pk,
            parent=key,
            index=index,
            sealed=sealed,
            number_type=correction.number.number_type.value,
            old_leads=correction.old_leads,
        )
    access_log.record(ACTS[correction.source], case_id=case.pk, objects=[parent or case])
