"""Whether the web answers, reaches its database, and timed work is done; for load balancers and the runner."""

import logging

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from municipality.jobs.health import late_jobs

logger = logging.getLogger(__name__)


@transaction.non_atomic_requests
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 `ok`; 503 `not ok` when a job is late, which the log names; a server error without the database.

    No login, no data, not logged as a read: whoever asks learns yes or no.
    """
    late = late_jobs()
    if late:
        logger.error("Not healthy: %s", " ".join(late))
        return HttpResponse("not ok", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")
