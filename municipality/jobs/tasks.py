"""Whether the database is still as the bootstrap makes it: a login may change its own settings."""

import logging

from celery import shared_task
from django.db import connection

from municipality.jobs.doing import job
from municipality.runtime.safety import HINT, database_faults

logger = logging.getLogger(__name__)


@shared_task
@job("look-at-database")
def look_at_database() -> None:
    """Says each fault in the log as an error; the health of the web says it too."""
    for fault in database_faults(connection):
        logger.error("%s %s", fault, HINT)
