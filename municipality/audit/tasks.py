"""What the worker does with the access log."""

import logging

from celery import shared_task

from municipality.audit.chain import chain_look, events_seal
from municipality.jobs.doing import job

logger = logging.getLogger(__name__)


@shared_task
@job("seal-events")
def seal_events() -> None:
    """What was written in the last minute gets its number and its seal."""
    events_seal()


@shared_task
@job("verify-events")
def verify_events() -> None:
    """Each fault is an error in the log too, for whoever runs the server."""
    for fault in chain_look().faults:
        logger.error("The access log has been changed: %s", fault.code)
