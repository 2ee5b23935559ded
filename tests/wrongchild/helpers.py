"""What tests of the wrong child have in common: two logs in which the teacher writes, and a note in the wrong one."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from cases.logs.models import Entry
from cases.logs.services import entry_write
from cases.wrongchild.models import Deviation
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


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as reason:
        yield
    assert reason.value.code == code
