"""Whether timed work is done: asked by web and worker; a question about beat goes to the worker."""

import time
from datetime import timedelta

from municipality.clock import database_now
from municipality.jobs.models import Job
from municipality.jobs.plan import JOBS

STARTED = time.monotonic()  # of this process, by a clock that nobody sets


def late_jobs() -> list[str]:
    """The jobs that are late, as sentences; empty when all is well.

    A process that has just started gives each job its time first, since everything may have stood still before.
    """
    done = dict(Job.objects.values_list("name", "last_done_at"))
    now, up_for = database_now(), timedelta(seconds=time.monotonic() - STARTED)
    return [
        f"{planned.name} is late: {_said(done.get(planned.name))}."
        for planned in JOBS
        if up_for > planned.late_after and planned.is_late(done.get(planned.name), now)
    ]


def _said(done: object) -> str:
    return f"it last did its work at {done:%Y-%m-%d %H:%M:%S%z}" if done else "it has never done its work"
