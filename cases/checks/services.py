"""Registering what lets others read more, and looking at it. Verbs of the database; each checks the caller."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from municipality.access.verbs import call
from municipality.notices.services import deliver_soon


@dataclass(frozen=True)
class Shown:
    """What was seen that shows it, and of which day. When somebody was heard first, and what was said."""

    source: str
    seen_on: date
    heard_on: date | None = None
    heard_words: str = ""


@transaction.atomic
def provision_register(*, person_id: uuid.UUID, ground: str, shown: Shown) -> uuid.UUID:
    """One of those who are asked does not answer, on this ground: the other parent's yes is enough (D2).

    By who asks. It counts from the moment at which a second person has looked at it.
    """
    key = uuid.uuid4()
    call(
        "provision_register",
        id=key,
        asked=person_id,
        ground=ground,
        source=shown.source,
        seen_on=shown.seen_on,
        heard_on=shown.heard_on,
        heard_words=shown.heard_words,
    )
    deliver_soon()
    return key


@transaction.atomic
def widening_end(widening_id: uuid.UUID) -> None:
    """It does not hold any longer, or is not to be looked at. By who asks the family; one person is enough."""
    call("widening_end", id=widening_id)
    deliver_soon()


@transaction.atomic
def check_confirm(widening_id: uuid.UUID) -> None:
    """It is as it should be, and counts from now on. The second person's; refused for others."""
    call("check_confirm", id=widening_id)
    deliver_soon()


@transaction.atomic
def check_return(widening_id: uuid.UUID, because: str) -> None:
    """It is not: back to who registered it, with the reason. Nothing changes for anybody."""
    call("check_return", id=widening_id, because=because)
    deliver_soon()
