"""Registering what lets others read more, and looking at it. Verbs of the database; each checks the caller."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cases.checks.models import What
from municipality.access.verbs import call
from municipality.notices.services import deliver_soon


@dataclass(frozen=True)
class Shown:
    """What was seen that shows it, and of which day. When somebody was heard first, and what was said."""

    source: str
    seen_on: date
    heard_on: date | None = None
    heard_words: str = ""

    def said(self) -> dict[str, Any]:
        """As the verbs take it that ask who was heard."""
        return {
            "source": self.source,
            "seen_on": self.seen_on,
            "heard_on": self.heard_on,
            "heard_words": self.heard_words,
        }


@transaction.atomic
def provision_register(*, person_id: uuid.UUID, ground: str, shown: Shown) -> uuid.UUID:
    """One of those who are asked does not answer, on this ground: the other parent's yes is enough (D2).

    By who asks. It counts from the moment at which a second person has looked at it.
    """
    key = uuid.uuid4()
    call("provision_register", id=key, asked=person_id, ground=ground, **shown.said())
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


@transaction.atomic
def change_propose(
    *, case_id: uuid.UUID, what: What, shown: Shown, parent_id: uuid.UUID | None = None, becomes: str = ""
) -> None:
    """Something that lets others read more of an open log: it holds when a second person has looked at it (D5).

    The relay holder's. Of the child without `parent_id`; then `becomes` says what will hold.
    """
    call(
        "change_propose",
        id=uuid.uuid4(),
        case=case_id,
        parent=parent_id,
        what=what.value,
        becomes=becomes,
        **shown.said(),
    )
    deliver_soon()


@transaction.atomic
def responsibility_end(*, case_id: uuid.UUID, parent_id: uuid.UUID, shown: Shown) -> None:
    """A parent has no responsibility any longer: reads nothing from now on, and a yes counts no more.

    The relay holder's, alone. A no goes on stopping until a second person has looked at it.
    """
    call(
        "responsibility_end",
        id=uuid.uuid4(),
        case=case_id,
        parent=parent_id,
        source=shown.source,
        seen_on=shown.seen_on,
    )
    deliver_soon()


def protection_set(*, case_id: uuid.UUID, protection: str, parents: list[uuid.UUID]) -> None:
    """The address is protected, or more than before; of the parents only these go on reading. The relay holder's."""
    call("protection_set", case=case_id, protection=protection, protected_too=parents)
