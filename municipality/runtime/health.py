"""Whether the web answers, and reaches a database that is as it should be; for load balancers and the runner."""

import logging

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from municipality.runtime.safety import database_faults

logger = logging.getLogger(__name__)


@transaction.non_atomic_requests
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 `ok`; 503 `not ok` when the database is not as the bootstrap makes it, which the log says.

    A server error when the database does not answer. No login, no data, not logged as a read.
    """
    if faults := database_faults(connection):
        logger.error("Not healthy: %s", " ".join(faults))
        return HttpResponse("not ok", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")
