"""The first line of every view of a referral: not visible is 404, and the try is logged."""

import uuid

from django.http import Http404

from municipality.audit import access_log
from municipality.audit.acts import Act
from teams.referrals.models import Referral
from teams.referrals.selectors import told


def referral_or_404(referral_id: uuid.UUID, act: Act) -> Referral:
    """The referral under row security; those who see it see its case too."""
    found = told(Referral.objects.select_related("case__municipality"))
    referral = found.filter(pk=referral_id).first()
    if referral is None:
        access_log.refuse(act, shown=f"referral:{referral_id}")
        raise Http404
    return referral
