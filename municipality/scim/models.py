"""What a directory says of accounts and groups, and the tokens it shows. No login reads these tables.

They are written and read by the functions of `tokens.sql`, `users.sql` and `groups.sql`, which take the token's hash.
"""

import uuid

from django.db import models

from municipality.organisation.municipality import Municipality
from municipality.people.models import User


class ScimToken(models.Model):
    """That whoever knows the text with this hash speaks for the directory of a municipality.

    `tenant` is the directory (`tid` of Entra ID) from which its people sign in. Two can be alive while one is replaced.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    tenant = models.CharField(max_length=36)
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class ScimUser(models.Model):
    """An account as the directory knows it: by `id` and `external_id`, with the parts of its name as they were told.

    `index` is what the account was joined to in `AccountIdentity` by `external_id`. `removed_at`: the directory has
    deleted it, so it finds it no more; the account is closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    external_id = models.CharField(max_length=120, blank=True)
    index = models.CharField(max_length=64, blank=True)
    formatted = models.CharField(max_length=120, blank=True)
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_account_per_external_id",
                fields=["municipality", "external_id"],
                condition=~models.Q(external_id=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ScimGroup(models.Model):
    """A group of the directory: a suggestion to the administrator, from which no access follows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    external_id = models.CharField(max_length=120, blank=True)
    display_name = models.CharField(max_length=200)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_group_per_external_id",
                fields=["municipality", "external_id"],
                condition=~models.Q(external_id=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ScimMember(models.Model):
    """Who is in a group."""

    group = models.ForeignKey(ScimGroup, models.CASCADE, related_name="+")
    member = models.ForeignKey(ScimUser, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="in_a_group_once", fields=["group", "member"])]

    def __str__(self) -> str:
        return str(self.pk)
