"""Who may do what with which case: django-guardian object permissions with direct keys, resting on a legal basis.

`valid`, `kinds`, `sources` and `adults` are copies of the basis that Postgres keeps by a composite foreign key with ON
UPDATE CASCADE, so a withdrawal is one UPDATE of the basis, and no grant rests on a basis of another case (R3). The
policies show a session only its own grants that are alive. Rows are written by verbs of the database
(`cases/case/taking_part.sql`, `cases/consents`), never by `assign_perm`.
"""

import uuid

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from cases.case.models import Case
from consent.models import LegalBasis
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User


class Grant(models.Model):
    """`ended_at`: when this participant left while the basis lives on; history stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_object = models.ForeignKey(Case, models.CASCADE)
    basis = models.ForeignKey(LegalBasis, models.PROTECT, db_constraint=False)
    valid = DateTimeRangeField()
    kinds = ArrayField(models.TextField())
    sources = ArrayField(models.TextField())
    adults = ArrayField(models.UUIDField(), default=list, db_default=[])
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Capacity(models.TextChoices):
    """In what capacity a person takes part."""

    STAFF = "staff", _("fagperson")
    PARENT = "parent", _("forelder")
    SUBJECT = "subject", _("barnet eller ungdommen selv")


class CaseUserGrant(Grant, UserObjectPermissionBase):
    """A named person acting for a unit (`unit`), or one of the family (no unit).

    `stands_in`: the absence in which the person stands in for a colleague who has the same grant, and `during` its
    days; both empty for what somebody has been given for good.

    `named_for`: for somebody who reads only because a team has the case on its table: the items that this is for, and
    until they are over. Those who work in a unit of `hidden_from` do not see that the person is named. Plain keys:
    teams and absences live in rooms above.
    """

    user = AccountKey(User, models.CASCADE)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=8, choices=Capacity)
    named_for = ArrayField(models.UUIDField(), default=list, db_default=[])
    hidden_from = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    stands_in = models.UUIDField(null=True)
    during = DateTimeRangeField(null=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        unique_together = []
        constraints = [
            models.UniqueConstraint(
                name="one_open_user_grant",
                fields=["user", "permission", "content_object", "basis", "stands_in"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="a_stand_in_has_days",
                condition=models.Q(stands_in=None, during=None)
                | models.Q(stands_in__isnull=False, during__isnull=False, capacity=Capacity.STAFF),
            ),
            models.CheckConstraint(
                name="staff_act_for_a_unit_and_family_for_none",
                condition=models.Q(capacity=Capacity.STAFF, unit__isnull=False)
                | (~models.Q(capacity=Capacity.STAFF) & models.Q(unit__isnull=True)),
            ),
        ]


class CaseGroupGrant(Grant, GroupObjectPermissionBase):
    """The invitation of a unit: `receive_case` for the group of its reception (mottak), who see the case head only."""

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
        unique_together = []
        constraints = [
            models.UniqueConstraint(
                name="one_open_group_grant",
                fields=["group", "permission", "content_object", "basis"],
                condition=models.Q(ended_at=None),
            )
        ]
