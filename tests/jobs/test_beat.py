"""Beat, as Celery starts it, under a clock that was ahead and is set back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from celery.apps.beat import Beat as Command
from celery.beat import Scheduler, Service

from municipality.celery import app

NOW = datetime(2026, 11, 28, 12, 0, 30, tzinfo=UTC)
AHEAD = timedelta(days=365)
EVERY_JOB = set(app.conf.beat_schedule)


class Beat:
    """The scheduler that `celery beat` makes, with a note in place of the queue."""

    def __init__(self, file: Path) -> None:
        command = Command(app=app, schedule=str(file))
        service = Service(app, scheduler_cls=command.scheduler_cls, schedule_filename=command.schedule)
        self.scheduler: Scheduler = service.scheduler
        self.sent: list[str] = []
        self.scheduler.__dict__["producer"] = None
        self.scheduler.apply_async = self._note

    def _note(self, entry: Any, **_kwargs: Any) -> None:
        self.sent.append(entry.name)

    def ticks(self) -> tuple[set[str], float]:
        """What it sends until it wants to sleep, and for how long."""
        self.sent.clear()
        for _tick in range(50):
            if wait := self.scheduler.tick():
                return set(self.sent), wait
        raise AssertionError("beat never sleeps")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "schedule"


def test_every_job_is_begun_when_beat_starts_and_each_minute_after(file: Path) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        beat = Beat(file)
        assert beat.ticks()[0] == EVERY_JOB
        sent, wait = beat.ticks()
        assert (sent, 0 < wait <= 60) == (set(), True)
        clock.shift(61)
        assert beat.ticks()[0] == EVERY_JOB


def test_a_clock_that_is_set_back_while_beat_runs_stops_nothing(file: Path) -> None:
    with time_machine.travel(NOW + AHEAD, tick=False) as clock:
        beat = Beat(file)
        beat.ticks()
        clock.move_to(NOW)
        assert beat.ticks()[1] <= 60
        clock.shift(61)
        assert beat.ticks()[0] == EVERY_JOB


def test_a_clock_that_is_set_back_before_beat_starts_again_stops_nothing(file: Path) -> None:
    with time_machine.travel(NOW + AHEAD, tick=False):
        before = Beat(file)
        before.ticks()
        before.scheduler.close()
    with time_machine.travel(NOW, tick=False) as clock:
        beat = Beat(file)
        beat.ticks()
        clock.shift(61)
        assert beat.ticks()[0] == EVERY_JOB


def test_a_clock_that_jumps_ahead_begins_each_job_once(file: Path) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        beat = Beat(file)
        beat.ticks()
        clock.shift(AHEAD)
        beat.ticks()
        assert sorted(beat.sent) == sorted(EVERY_JOB)


def test_beat_keeps_nothing_on_disk(file: Path) -> None:
    beat = Beat(file)
    beat.ticks()
    beat.scheduler.close()
    assert list(file.parent.iterdir()) == []
