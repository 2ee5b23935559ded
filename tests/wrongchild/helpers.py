"""What tests of the wrong child have in common: two logs in which the teacher writes, and a note in the wrong one."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from cases.deviations.models import Deviation
from cases.deviations.services import deviation_note
from cases.logs.models import Entry
from cases.logs.services import entry_write
from cases.wrongchild.services import RightChild, note_to_concern
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log

TEXT = "Fortalte om en krangel hjemme i går."


@dataclass(frozen=True)
class TwoLogs:
    """The wrong child is Emma, and the right one Ulrik, whose log has no nurse."""

    wrong: uuid.UUID
    right: uuid.UUID
    note: uuid.UUID


def write(cast: Cast, case_id: uuid.UUID, by: str = "teacher", unit: str = "school", **other: Any) -> Entry:
    author = getattr(cast, by)
    said = {"kind": "school", "text": TEXT} | other
    with as_user(author.pk):
        return entry_write(author=author, unit=getattr(cast, unit), case_id=case_id, **said)


def two_logs(cast: Cast, **other: Any) -> TwoLogs:
    wrong = open_log(cast)
    right = open_log(
        cast,
        number=cast.youth_number,
        child_name="Ulrik Eksempel",
        first_text="Ulrik er sliten.",
        child_answer=Answer.YES,
    )
    join(cast, wrong, "nurse")
    join(cast, right, "adviser")
    return TwoLogs(wrong, right, write(cast, wrong, **other).pk)


def only_deviation() -> Deviation:
    with as_system("test: the row"):
        return Deviation.objects.select_related("unit").get()


def a_deviation(cast: Cast, case_id: uuid.UUID) -> Deviation:
    """The teacher takes a note out of this log, and the privacy officer has written about it."""
    note = write(cast, case_id)
    child = RightChild("Ada Eksempel", timezone.localdate())
    with as_user(cast.teacher.pk):
        note_to_concern(entry_id=note.pk, unit=cast.school, child=child)
    found = only_deviation()
    with as_user(cast.privacy_officer.pk):
        deviation_note(deviation=found, text="Snakket med rektor.", closes=False)
    return found


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as reason:
        yield
    assert reason.value.code == code
