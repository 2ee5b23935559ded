"""Timed work: due by the database's record, noted when it is done, and told about when it is late."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client

from municipality.access.identity import as_system
from municipality.celery import app
from municipality.clock import database_now
from municipality.jobs import control, health
from municipality.jobs.doing import job
from municipality.jobs.models import Job
from municipality.jobs.plan import DAILY_LATE_AFTER, EACH_MINUTE_LATE_AFTER, JOBS, Planned
from tests.cast import Cast

BY_NAME = {planned.name: planned for planned in JOBS}
FIGURES = BY_NAME["publish-figures"]  # at 4 in Oslo, which is 3 in winter and 2 in summer
MINUTE = BY_NAME["deliver-notices"]
YEAR = timedelta(days=365)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def note(name: str, moment: datetime) -> None:
    with as_system("test: a job was done"):
        Job.objects.update_or_create(pk=name, defaults={"last_done_at": moment})


def noted() -> dict[str, datetime]:
    return dict(Job.objects.values_list("name", "last_done_at"))


@pytest.fixture
def up_for_long() -> object:
    with mock.patch.object(health, "STARTED", health.STARTED - 100_000) as started:
        yield started


@pytest.fixture
def all_done(db: None) -> None:
    for planned in JOBS:
        note(planned.name, database_now())


@pytest.mark.parametrize(
    ("done", "now", "due"),
    [
        ("2026-11-27 03:00:05", "2026-11-28 02:59:59", False),
        ("2026-11-27 03:00:05", "2026-11-28 03:00:00", True),
        ("2026-11-28 03:00:00", "2026-11-28 23:00:00", False),
        ("2026-11-20 03:00:00", "2026-11-28 01:00:00", True),  # a week's stop is made up for at once
        ("2026-07-01 01:59:59", "2026-07-01 02:00:00", True),
        ("2027-11-28 03:00:05", "2026-11-28 12:00:00", True),  # by a clock that was ahead
        (None, "2026-11-28 12:00:00", True),
    ],
)
def test_daily_work_is_due_once_after_its_hour_in_oslo(done: str | None, now: str, due: bool) -> None:
    assert FIGURES.is_due(at(done) if done else None, at(now)) is due


@pytest.mark.parametrize(
    ("planned", "done", "now", "late"),
    [
        (MINUTE, "2026-11-28 12:00:00", "2026-11-28 12:15:00", False),
        (MINUTE, "2026-11-28 12:00:00", "2026-11-28 12:15:01", True),
        (MINUTE, "2026-11-28 12:00:01", "2026-11-28 12:00:00", True),
        (MINUTE, None, "2026-11-28 12:00:00", True),
        (FIGURES, "2026-11-27 03:00:05", "2026-11-28 03:59:59", False),
        (FIGURES, "2026-11-27 03:00:05", "2026-11-28 04:00:00", True),
        (FIGURES, "2026-11-28 03:20:00", "2026-11-28 04:00:00", False),
        (FIGURES, "2027-11-28 03:00:05", "2026-11-28 12:00:00", True),
    ],
)
def test_a_job_is_late_when_its_time_and_its_allowance_have_passed(
    planned: Planned, done: str | None, now: str, late: bool
) -> None:
    assert planned.is_late(at(done) if done else None, at(now)) is late


def test_every_planned_task_is_there_and_notes_that_it_was_done(cast: Cast) -> None:
    app.loader.import_default_modules()
    for planned in JOBS:
        app.tasks[planned.task]()
        assert planned.name in noted()
    now = database_now()
    assert all(now - timedelta(minutes=1) < moment <= now for moment in noted().values())


def test_daily_work_is_done_once_a_day_however_often_beat_asks(db: None) -> None:
    work = mock.Mock()
    for _minute in range(3):
        job(FIGURES.name)(work)()
    assert work.call_count == 1


def test_daily_work_is_done_though_its_record_is_of_a_day_to_come(db: None) -> None:
    note(FIGURES.name, database_now() + YEAR)
    work = mock.Mock()
    job(FIGURES.name)(work)()
    assert work.called
    assert noted()[FIGURES.name] <= database_now()


def test_the_workers_own_clock_decides_nothing(all_done: None, up_for_long: object) -> None:
    work = mock.Mock()
    with time_machine.travel(database_now() + YEAR):
        job(FIGURES.name)(work)()
        job(MINUTE.name)(lambda: None)()
        assert health.late_jobs() == []
    assert not work.called
    assert noted()[MINUTE.name] <= database_now()


def test_work_that_fails_is_not_noted_and_is_asked_for_again(db: None) -> None:
    work = mock.Mock(side_effect=[ValueError("half done"), None])
    run = job(FIGURES.name)(work)
    with pytest.raises(ValueError, match="half done"):
        run()
    assert noted() == {}
    run()
    assert set(noted()) == {FIGURES.name}


def test_health_names_each_job_that_is_late_and_when_it_was_done(all_done: None, up_for_long: object) -> None:
    assert health.late_jobs() == []
    note(MINUTE.name, at("2026-11-20 12:00:00"))
    with as_system("test: never"):
        Job.objects.filter(pk=FIGURES.name).delete()
    assert health.late_jobs() == [
        "deliver-notices is late: it last did its work at 2026-11-20 12:00:00+0000.",
        "publish-figures is late: it has never done its work.",
    ]


def test_a_process_that_has_just_started_gives_each_job_its_time(db: None) -> None:
    def late_after(up_for: timedelta) -> int:
        with mock.patch.object(health, "STARTED", time.monotonic() - up_for.total_seconds()):
            return len(health.late_jobs())

    assert late_after(EACH_MINUTE_LATE_AFTER - timedelta(seconds=20)) == 0
    assert late_after(EACH_MINUTE_LATE_AFTER + timedelta(seconds=1)) == len(
        [planned for planned in JOBS if planned.at is None]
    )
    assert late_after(DAILY_LATE_AFTER + timedelta(seconds=1)) == len(JOBS)


def test_the_web_is_well_while_timed_work_is_done(
    client: Client, all_done: None, up_for_long: object
) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_the_web_says_that_something_is_late_and_only_its_log_says_what(
    client: Client, all_done: None, up_for_long: object, caplog: pytest.LogCaptureFixture
) -> None:
    note(MINUTE.name, database_now() + YEAR)
    with caplog.at_level(logging.WARNING):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"not ok")
    assert "deliver-notices is late" in caplog.text


def test_a_worker_tells_what_is_late_and_that_its_database_is_away(
    all_done: None, up_for_long: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = mock.Mock()
    monkeypatch.setattr(connection, "close", closed)  # it is the test's own
    assert control.tell_late_jobs(None) == []
    note(MINUTE.name, at("2026-11-20 12:00:00"))
    assert [sentence.split()[0] for sentence in control.tell_late_jobs(None)] == [MINUTE.name]
    away: Callable[[], list[str]] = mock.Mock(side_effect=DatabaseError("a row"))
    monkeypatch.setattr(control, "late_jobs", away)
    assert control.tell_late_jobs(None) == ["the database does not answer (DatabaseError)"]
    assert closed.call_count == 3  # each time: what is forked with a connection would share it
