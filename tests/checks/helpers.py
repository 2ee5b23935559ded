"""A family in which one yes may be enough, and the second person, in one line."""

import uuid
from datetime import date

from django.utils import timezone

from cases.checks.selectors import checks_for_me
from cases.checks.services import Shown, check_confirm, check_return, provision_register
from municipality.access.identity import as_user
from municipality.people.models import User
from tests.cast import Cast
from tests.conversation.asking import FATHER, Question


def provide(
    question: Question, ground: str = "sole", source: str = "", heard: str = "", on: date | None = None
) -> uuid.UUID:
    """The teacher registers why the father need not answer."""
    today = timezone.localdate()
    by = "folkeregisteret" if ground in ("sole", "lives_with") else "vurdert"
    shown = Shown(source or by, on or today, today if heard else None, heard)
    with as_user(question.cast.teacher.pk):
        return provision_register(person_id=question.person(FATHER), ground=ground, shown=shown)


def confirm(person: User, key: uuid.UUID) -> None:
    with as_user(person.pk):
        check_confirm(key)


def waits_for(person: User) -> list[uuid.UUID]:
    with as_user(person.pk):
        return [one.id for one in checks_for_me()]


def looked_at(cast: Cast) -> None:
    """The leader confirms the one thing that waits."""
    (key,) = waits_for(cast.head)
    confirm(cast.head, key)


def sent_back(cast: Cast) -> None:
    """The leader does not confirm the one thing that waits."""
    (key,) = waits_for(cast.head)
    with as_user(cast.head.pk):
        check_return(key, "Det stemmer ikke.")


def provided(cast: Cast, question: Question, ground: str = "sole", heard: str = "") -> uuid.UUID:
    """Registered, and looked at by the leader."""
    key = provide(question, ground, heard=heard)
    confirm(cast.head, key)
    return key
