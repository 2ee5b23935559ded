"""Who is signed in where, and by what a provider's word leads to an account. No login reads these tables.

The session itself is in the cache server (`municipality/runtime/sessions.py`); what stands here ends it, and says which
sessions somebody has. Written and read by the functions of `sessions.sql` and `identities.sql`.
"""

import uuid

from django.db import models

from municipality.people.keys import AccountKey
from municipality.people.models import User


class SignedIn(models.Model):
    """One time that somebody signed in, from then until it was ended, or `ends_at`.

    `key` is the hash of the session's key, under which the cache server keeps it: nobody can make a cookie of it.
    `provider_session` and `provider_subject` are keyed hashes of what a logout from the provider names.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = AccountKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    way = models.CharField(max_length=40)
    browser = models.CharField(max_length=60, blank=True)
    provider_session = models.CharField(max_length=64, blank=True)
    provider_subject = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(name="signed_in_account", fields=["user"]),
            models.Index(name="signed_in_provider_session", fields=["provider_session"]),
            models.Index(name="signed_in_provider_subject", fields=["provider_subject"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AccountIdentity(models.Model):
    """That an account belongs to somebody whom a provider knows: `index` is a keyed hash of who that is.

    One identity may lead to several accounts (somebody is a caseworker and an administrator), and an account may be
    reached by several identities. The family is found by its residents instead (`family_account_for_sign_in`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = AccountKey(User, models.CASCADE, related_name="+")
    index = models.CharField(max_length=64)
    organisation = models.CharField(max_length=9, blank=True)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_row_per_identity", fields=["user", "index"])]
        indexes = [models.Index(name="identity_by_index", fields=["index"])]

    def __str__(self) -> str:
        return str(self.pk)
