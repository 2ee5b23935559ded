"""Changing one's own profile. Each change is an event."""

import uuid
from collections.abc import Mapping

from django.db import transaction

from municipality.access.identity import as_user, seal_code
from municipality.access.verbs import call, value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.links import token_hash
from municipality.notices.models import Way
from municipality.profile.tasks import wake


@transaction.atomic
def phone_set(*, phone: str, phone_hours: str) -> None:
    """Where the current user can be reached at work, and when. Refused for families."""
    call("my_phone_set", phone=phone, phone_hours=phone_hours)
    access_log.record(Act.PROFILE_CHANGE)


@transaction.atomic
def notice_choices_set(chosen: Mapping[str, Way]) -> None:
    """How e-mail tells the current user of each kind of notice, by the kind's key (`notices/choices.py`)."""
    call("my_notice_choices_set", kinds=list(chosen), ways=[str(way) for way in chosen.values()])
    access_log.record(Act.PROFILE_CHANGE)


@transaction.atomic
def email_ask(address: str) -> None:
    """Send a link to this address; whoever opens it gets the current user's notices there.

    Refused for all but families, and for the sixth link in a day.
    """
    call("my_email_ask", id=uuid.uuid4(), email=address)
    access_log.record(Act.PROFILE_CHANGE)
    wake()


@transaction.atomic
def email_remove() -> None:
    """Nothing is sent to the current user any more. Refused for all but families."""
    call("my_email_remove")
    access_log.record(Act.PROFILE_CHANGE)


def email_link_works(token: str) -> bool:
    """Whether somebody can still use the link that holds this."""
    hashed = token_hash(token)
    return bool(value("email_link_works", token=hashed, code=_code(hashed)))


@transaction.atomic
def email_link_use(token: str) -> bool:
    """Send notices to the link's address from now on. False when the link works no longer; no sign-in is needed."""
    hashed = token_hash(token)
    user_id: int | None = call("email_link_use", token=hashed, code=_code(hashed))
    if user_id is None:
        return False
    with as_user(user_id):
        access_log.record(Act.PROFILE_CHANGE)
    return True


def _code(hashed: str) -> str:
    return seal_code(f"email link:{hashed}")
