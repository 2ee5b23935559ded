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
def email_ask(address: str) -> bool:
    """Send a link to this address; whoever opens it gets the current user's notices there. Whether one is sent:

    the address that is in use needs none, and then no link to another works any more. Refused for all but families, and
    for the sixth link in a day.
    """
    asked: bool = call("my_email_ask", id=uuid.uuid4(), email=address)
    access_log.record(Act.PROFILE_CHANGE)
    if asked:
        wake()
    return asked


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
def email_link_use(token: str) -> int | None:
    """Send notices to the link's address from now on. Whose it is; None when the link works no longer.

    No sign-in is needed, and somebody else may be signed in where it is opened.
    """
    hashed = token_hash(token)
    user_id: int | None = call("email_link_use", token=hashed, code=_code(hashed))
    if user_id is not None:
        with as_user(user_id):
            access_log.record(Act.PROFILE_CHANGE)
    return user_id


def _code(hashed: str) -> str:
    return seal_code(f"email link:{hashed}")
