"""What a local account signs in with. No login of the application reads or writes a row here: the functions of this
room's SQL do (`factors.sql`, `own.sql`, `invitations.sql`, `tries.sql`).
"""

import uuid

from django.db import models

from municipality.notices.models import MailedLink
from municipality.people.models import User

HASH = 64  # hexadecimal digits of SHA-256


class LocalAccount(models.Model):
    """That somebody signs in here, with a password (argon2) and at least one second factor.

    `totp` is the secret of the codes, sealed (`runtime/sealing.py`), empty without one; `totp_step` is the half minute
    of the last code that was used, so that none is used twice.
    """

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    password = models.CharField(max_length=200)
    totp = models.CharField(max_length=300, blank=True)
    totp_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.pk)


class Passkey(models.Model):
    """A key that stays in somebody's phone, computer or stick; here is only what checks its answers (WebAuthn)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    credential = models.CharField(max_length=1400)  # WebAuthn allows 1023 bytes, here in base64url
    public_key = models.CharField(max_length=3000)
    sign_count = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="passkey_of_one_account", fields=["credential"])]

    def __str__(self) -> str:
        return str(self.pk)


class RecoveryCode(models.Model):
    """One of ten codes for the day that the second factor is lost, by its keyed hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    code = models.CharField(max_length=HASH)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="recovery_code_once", fields=["user", "code"])]

    def __str__(self) -> str:
        return str(self.pk)


class Invitation(MailedLink):
    """A link by which somebody chooses password and second factor, or a provider to sign in with."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")


class SignInTry(models.Model):
    """Failed tries for one user name, known here or not, or from one address; both as keyed hashes."""

    key = models.CharField(max_length=HASH, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
