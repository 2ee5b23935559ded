"""Whether the web answers, its database is as it should be, and timed work is done; for load balancers."""

import logging

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from municipality.jobs.health import late_jobs
from municipality.runtime.safety import database_faults

logger = logging.getLogger(__name__)


@transaction.non_atomic_requests
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 `ok`; 503 `not ok` when the database is not as the bootstrap makes it or a job is late: the log says which.

    A server error without the database. No login, no data, not logged as a read: anybody can learn yes or no.
    """
    if faults := database_faults(connection) + late_jobs():
        logger.error("Not healthy: %s", " ".join(faults))
        return HttpResponse("not ok", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")
