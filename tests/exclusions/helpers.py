"""A family that is asked, and excepts something; and a log that was opened so."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.conversation.exclusions import exclusion_add
from cases.conversation.services import person_keep
from consent.models import Role
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership, User
from tests.cast import Cast
from tests.conversation.asking import MOTHER, Question, ask


def question(cast: Cast) -> Question:
    asked = ask(cast, timezone.localdate() - timedelta(days=3500), number=cast.emma_number)
    with as_user(cast.teacher.pk):
        person_keep(
            consent_id=asked.consent_id, person_id=asked.person(MOTHER), role=Role.PARENT, name=MOTHER, relation="mor",
            has_responsibility=True, ascertained="folkeregisteret", number=cast.mother_number,
        )  # fmt: skip
    return asked


def profession_of(cast: Cast, person: str, profession: str) -> None:
    with as_system("test: what somebody is"):
        for membership in Membership.objects.filter(user=getattr(cast, person)):
            membership.profession = profession
            membership.save()


def excepts(asked: Question, *, user: User | None = None, by: str = MOTHER, **said: str) -> None:
    """Somebody who is asked says it, the mother unless another."""
    person = asked.person(by)
    with as_user(asked.cast.teacher.pk):
        exclusion_add(
            consent_id=asked.consent_id, wanted_by=person, user_id=user.pk if user else None, **said
        )


def log(cast: Cast, **excepted: Any) -> uuid.UUID:
    """Opened by the teacher, after the family has excepted this."""
    asked = question(cast)
    if excepted:
        excepts(asked, **excepted)
    asked.say_all(mother="yes")
    return asked.open()
