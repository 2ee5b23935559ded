"""What a task does around its work, to be a job: asks whether it is due, and notes that it was done."""

from collections.abc import Callable
from functools import wraps

from django.db.models.functions import Now

from municipality.access.identity import as_system
from municipality.clock import database_now
from municipality.jobs.models import Job
from municipality.jobs.plan import JOBS

_PLANNED = {planned.name: planned for planned in JOBS}


def job(name: str) -> Callable[[Callable[[], object]], Callable[[], None]]:
    """Below `@shared_task`: beat asks each minute, for daily work too, and the database says whether it is due.

    Work that fails is not noted: it is asked for again in a minute, and health complains when that goes on.
    KeyError for a name that plan.py does not have.
    """
    planned = _PLANNED[name]

    def wrap(work: Callable[[], object]) -> Callable[[], None]:
        @wraps(work)
        def run() -> None:
            done = Job.objects.filter(pk=name).values_list("last_done_at", flat=True).first()
            if planned.is_due(done, database_now()):
                work()
                _note(name)

        return run

    return wrap


def _note(name: str) -> None:
    with as_system("note that a job was done"):
        Job.objects.bulk_create(
            [Job(name=name, last_done_at=Now())],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["last_done_at"],
        )
