"""A log with a school, a clinic and the PPT in it, and what waits for whom."""

import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields
from unittest import mock

import pytest
from django.utils import timezone

from cases.case.services import participant_add
from cases.logs.models import Entry
from cases.logs.services import entry_write
from cases.opening.services import Parent
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from municipality.notices.tasks import deliver_notices
from municipality.people.models import User
from tests.cast import EVERY_KIND, Cast, as_laid
from tests.logs.opening import open_log

CHILD = "Emma Havblikk"


@dataclass(slots=True)
class Log(Cast):
    """Everybody, and the key of the log that they write in."""

    case_id: uuid.UUID = field(kw_only=True)


def asleep() -> AbstractContextManager[object]:
    """Nobody wakes the worker while the story is laid: a test says itself when it looks into the outbox."""
    return mock.patch.object(deliver_notices, "apply_async")


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, with addresses; nothing waits."""
    cast = as_laid()
    with as_system("test: addresses"):
        for user in User.objects.all():
            User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.org")
    return cast


@pytest.fixture
def log(cast: Cast) -> Log:
    """Opened by the teacher, with the mother's consent for every kind; the clinic has named its nurse. All is sent."""
    with asleep():
        case_id = open_log(
            cast,
            child_name=CHILD,
            shares=dict.fromkeys(("school", "clinic", "ppt"), EVERY_KIND),
            parents=[Parent("Ingrid", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number)],
        )
    with asleep(), as_user(cast.nurse.pk):
        participant_add(case_id=case_id, person=cast.nurse, unit=cast.clinic)
    with as_system("test: nothing waits"):
        Notice.objects.update(sent_at=timezone.now())
    everybody = {place.name: getattr(cast, place.name) for place in fields(Cast) if place.init}
    return Log(**everybody, case_id=case_id)


@pytest.fixture
def entry(log: Log) -> Entry:
    """The teacher has written; the nurse and the mother are to be told."""
    with asleep(), as_user(log.teacher.pk):
        return entry_write(
            author=log.teacher, unit=log.school, case_id=log.case_id, kind="health", text="Emma sover dårlig."
        )
