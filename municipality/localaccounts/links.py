"""The link of an invitation, and the hash of what it holds, which is all that is kept."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db.models.functions import Now
from django.urls import reverse

from municipality.localaccounts.models import Invitation

LASTS: Final = timedelta(hours=72)


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def link_make(invitation: Invitation) -> str:
    """The link of an invitation, which works from now on for 72 hours. Earlier links for the account do not any more.

    The system's. The link can be told this once: only its hash is kept.
    """
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(user=invitation.user_id, used_at=None, ends_at__gt=Now()).exclude(
        pk=invitation.pk
    ).update(ends_at=Now())
    Invitation.objects.filter(pk=invitation.pk).update(token=token_hash(token), ends_at=Now() + LASTS)
    return settings.PUBLIC_URL + reverse("localaccounts:invitation", args=[token])
