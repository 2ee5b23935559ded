"""The first line of every view of a concern: not visible is 404, visible but not one's own is 403, both logged."""

import uuid

from django.http import Http404

from cases.concerns.models import Concern
from cases.concerns.selectors import is_mine
from municipality.access.refusals import Refused
from municipality.audit import access_log
from municipality.audit.acts import Act


def concern_or_404(concern_id: uuid.UUID, act: Act) -> Concern:
    """The concern under row security. A try on one that is missing or may not be seen is noted as refused."""
    found = Concern.objects.select_related("unit__service", "unit__municipality")
    concern = found.filter(pk=concern_id).first()
    if concern is None:
        access_log.refuse(act, shown=f"concern:{concern_id}")
        raise Http404
    return concern


def own_open_concern(concern_id: uuid.UUID, act: Act) -> Concern:
    """For what only who has the concern may do, until it is closed; raises Refused for other readers."""
    concern = concern_or_404(concern_id, act)
    if not is_mine(concern) or concern.closed_at:
        access_log.refuse(act, shown=f"concern:{concern.pk}")
        raise Refused("not_your_open_concern")
    return concern
