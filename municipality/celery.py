"""The worker's application. Tasks are given ids, never names or texts, and may be run twice."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "municipality.settings")

app = Celery("stafettpinnen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["municipality.notices", "municipality.drafts", "municipality.runtime"])

# By task name; the rooms above are named here and not imported.
app.conf.beat_schedule = {
    "settle-expired": {"task": "cases.tasks.settle_expired", "schedule": 60.0},
    "look-at-database": {"task": "municipality.runtime.tasks.look_at_database", "schedule": 600.0},
    "deliver-notices": {"task": "municipality.notices.tasks.deliver_notices", "schedule": 60.0},
    "forget-old-concerns": {
        "task": "cases.tasks.forget_old_concerns",
        "schedule": crontab(hour="3", minute="20"),
    },
    "make-plan-documents-left": {"task": "cases.tasks.make_plan_documents_left", "schedule": 60.0},
    "forget-old-plan-files": {
        "task": "cases.tasks.forget_old_plan_files",
        "schedule": crontab(hour="3", minute="30"),
    },
    "publish-figures": {
        "task": "reporting.tasks.publish_figures",
        "schedule": crontab(hour="4", minute="0"),
    },
    "delete-old-drafts": {
        "task": "municipality.drafts.tasks.delete_old_drafts",
        "schedule": crontab(hour="3", minute="10"),
    },
}


@setup_logging.connect
def keep_our_log(**_: Any) -> None:
    """Its mere existence stops Celery from laying its own log, with arguments and results, over ours."""


@worker_init.connect
def refuse_wrong_login(**_: Any) -> None:
    """The worker does not start on a login that can do more, or less, than its own."""
    from municipality.runtime.checks import refuse_to_start

    refuse_to_start("worker")
