"""What a worker answers about timed work. Imported by the worker only."""

from typing import Any

from celery.worker.control import inspect_command
from django.db import DatabaseError, connection

from municipality.jobs.health import late_jobs


@inspect_command(name="late_jobs")
def tell_late_jobs(_state: Any) -> list[str]:
    """The sentences of `late_jobs`. Leaves no connection behind: the worker forks."""
    try:
        return late_jobs()
    except DatabaseError as error:
        return [f"the database does not answer ({type(error).__name__})"]
    finally:
        connection.close()
