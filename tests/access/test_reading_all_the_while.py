"""Somebody reads all the while, and meanwhile what gave the right to it ends: no read after that commit shows anything.

A reader asks again and again, each time in a transaction of its own, or all in one; another connection withdraws,
limits or corrects. `make test` plays each narrowing a few times, `make long PART=races` a thousand.
"""

import os
import random
import threading
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final

import pytest
from django.db import connection

from cases.case.models import Case, ParentalResponsibility
from cases.case.services import participant_remove
from cases.concerns.services import KeptOut
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry
from municipality.access.identity import as_user
from tests.access.scenes import join, plain, withdraw, write
from tests.cast import Cast, years_ago
from tests.conversation.test_deputies import enter
from tests.examples import examples
from tests.logs.opening import open_log
from tests.persons.helpers import correct

pytestmark = pytest.mark.slow(20)
PATIENCE: Final = 120.0
AFTERWARDS: Final = 4  # reads that begin after the commit
SHARES: Final = {"school": ("school", "family"), "ppt": ("school", "family")}
SECRET, FORMER = "Bare så lenge samtykket varer.", "Emma Eksempel"
Act = Callable[[Cast, uuid.UUID], None]


def take_out(cast: Cast, case_id: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        participant_remove(case_id=case_id, person_id=cast.adviser.pk, unit_id=cast.ppt.pk)


def keep_out(cast: Cast, case_id: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(cast.adviser.pk, "kin"))


# What ends it, and who reads until then: all that anybody may find of the log, or of it the words that are named.
NARROWINGS: Final[dict[str, tuple[str, Act, tuple[str, ...]]]] = {
    "all of it is withdrawn": ("adviser", lambda cast, log: withdraw(cast, log, "mother"), ()),
    "it is withdrawn for the unit": ("adviser", lambda cast, log: withdraw(cast, log, "mother", "ppt"), ()),
    "it is limited by a kind": ("adviser", lambda cast, log: withdraw(cast, log, "mother", "ppt", "school"), (SECRET,)),
    "the holder takes somebody out": ("adviser", take_out, ()),
    "the holder keeps somebody out": ("adviser", keep_out, ()),
    "the child turns out to be of age": ("mother", lambda cast, log: correct(cast, log, birth_date=years_ago(19)), ()),
    "the child gets another name": ("adviser", lambda cast, log: correct(cast, log, name="Ada Ny"), (FORMER,)),
    "care is taken over": ("mother", enter, ()),
    "care is taken over, and others read": ("adviser", enter, ()),
}  # fmt: skip


def read(case_id: uuid.UUID) -> list[str]:
    """All that the one who asks finds of the log, each by a statement of its own."""
    found = [str(row) for row in Case.objects.filter(pk=case_id).values_list("pk", "subject_name")]
    found += Entry.objects.filter(case_id=case_id).values_list("text", flat=True)
    found += ParentalResponsibility.objects.filter(case_id=case_id).values_list("name", flat=True)
    found += [str(row) for row in plain("select * from case_participants(%s)", case_id)]
    return found


@dataclass
class Reader(threading.Thread):
    """Reads until it has read `AFTERWARDS` times since `over` was set, and keeps what those reads found."""

    person: int
    case_id: uuid.UUID
    in_one: bool
    over: threading.Event = field(default_factory=threading.Event)
    reads: threading.Event = field(default_factory=threading.Event)
    before: list[str] = field(default_factory=list)
    after: list[list[str]] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        try:
            with ExitStack() as whole:
                if self.in_one:
                    whole.enter_context(as_user(self.person))
                while len(self.after) < AFTERWARDS:
                    since = self.over.is_set()
                    with ExitStack() as own:
                        if not self.in_one:
                            own.enter_context(as_user(self.person))
                        found = read(self.case_id)
                    if since:
                        self.after.append(found)
                    elif not self.reads.is_set():
                        self.before = found
                    self.reads.set()
        except Exception as error:  # noqa: BLE001 - told by the test
            self.failed.append(error)
        finally:
            self.reads.set()
            connection.close()


def race(cast: Cast, dice: random.Random, narrowing: str, log: uuid.UUID) -> Reader:
    who, act, _words = NARROWINGS[narrowing]
    reader = Reader(getattr(cast, who).pk, log, dice.random() < 0.5)
    reader.start()
    assert reader.reads.wait(PATIENCE)
    threading.Event().wait(dice.uniform(0, 0.03))
    act(cast, log)
    reader.over.set()
    reader.join(PATIENCE)
    assert not reader.is_alive()
    return reader


@pytest.mark.parametrize("narrowing", NARROWINGS)
def test_no_read_after_the_commit_shows_what_was_closed(committed: Cast, narrowing: str) -> None:
    dice = random.Random(f"{os.environ.get('SHUFFLED', '')}/{narrowing}")
    words = NARROWINGS[narrowing][2]
    for number in range(-(-examples(2 * len(NARROWINGS)) // len(NARROWINGS))):
        log = open_log(committed, shares=SHARES)
        join(committed, log, "adviser", "ppt")
        write(committed, log, "teacher", "school", text=SECRET)
        reader = race(committed, dice, narrowing, log)
        assert reader.failed == [], number
        assert SECRET in reader.before
        told = [one for found in reader.after for one in found]
        shown = [one for one in told if not words or any(word in one for word in words)]
        assert shown == [], (number, reader.in_one)
        assert bool(told) == bool(words)
