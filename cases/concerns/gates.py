"""The first line of every view of a concern: not visible is 404, visible but somebody else's is 403, both logged."""

import uuid

from django.http import Http404

from cases.concerns.models import Concern
from municipality.access.refusals import Refused
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest


def concern_or_404(concern_id: uuid.UUID, act: Act) -> Concern:
    """The concern under row security. A try on one that is missing or may not be seen is noted as refused."""
    found = Concern.objects.select_related("unit__service", "unit__municipality")
    concern = found.filter(pk=concern_id).first()
    if concern is None:
        access_log.refuse(act, shown=f"concern:{concern_id}")
        raise Http404
    return concern


def own_open_concern(request: SignedInRequest, concern_id: uuid.UUID, act: Act) -> Concern:
    """For what only the author may do, until it is closed; raises Refused for other readers."""
    concern = concern_or_404(concern_id, act)
    if concern.author_id != request.user.pk or concern.closed_at:
        access_log.refuse(act, shown=f"concern:{concern.pk}")
        raise Refused("not_your_open_concern")
    return concern
