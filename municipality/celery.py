"""The worker's application. Tasks are given ids, never names or texts, and may be run twice."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_init

from municipality.jobs.plan import JOBS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "municipality.settings")

app = Celery("stafettpinnen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_serializer="json",
    result_serializer="json",
    event_serializer="json",
    accept_content=["json"],
    result_accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,  # so every task must be safe to run twice
    task_reject_on_worker_lost=True,
    task_time_limit=300,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    broker_connection_retry_on_startup=True,
    beat_scheduler="municipality.jobs.beat:Clock",
    # Beat answers a ping while its clock goes: something is due each minute, so two minutes without a tick is a stop.
    beat_enable_remote_control=True,
    beat_remote_control_max_tick_age=120,
)
app.autodiscover_tasks()
app.autodiscover_tasks(
    [
        "municipality.audit",
        "municipality.localaccounts",
        "municipality.signin",
        "municipality.notices",
        "municipality.profile",
        "municipality.writing",
        "municipality.jobs",
        "teams.leaving",
    ]
)

# Each minute for daily work too: the worker asks the database whether it is due (municipality/jobs).
app.conf.beat_schedule = {job.name: {"task": job.task, "schedule": 60.0} for job in JOBS}


@setup_logging.connect
def keep_our_log(**_: Any) -> None:
    """Its mere existence stops Celery from replacing our log with its own, which has arguments and results."""


@worker_init.connect
def begin_work(**_: Any) -> None:
    """The worker does not start on a login that can do more, or less, than its own. It tells about timed work."""
    from municipality.jobs import control  # noqa: F401 - registers its command
    from municipality.runtime.checks import refuse_to_start

    refuse_to_start("worker")
