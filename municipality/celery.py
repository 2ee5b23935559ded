"""The worker's application. Tasks are given ids, never names or texts, and may be run twice."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_init

from municipality.jobs.plan import JOBS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "municipality.settings")

app = Celery("stafettpinnen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["municipality.notices", "municipality.writing", "municipality.jobs"])

# Each minute for daily work too: the worker asks the database whether it is due (municipality/jobs).
app.conf.beat_schedule = {job.name: {"task": job.task, "schedule": 60.0} for job in JOBS}


@setup_logging.connect
def keep_our_log(**_: Any) -> None:
    """Its mere existence stops Celery from laying its own log, with arguments and results, over ours."""


@worker_init.connect
def begin_work(**_: Any) -> None:
    """The worker does not start on a login that can do more, or less, than its own. It tells about timed work."""
    from municipality.jobs import control  # noqa: F401 - registers its command
    from municipality.runtime.checks import refuse_to_start

    refuse_to_start("worker")
