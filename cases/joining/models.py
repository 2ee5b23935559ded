"""That two logs of one child are to be one, and what came from the newer."""

import uuid
from typing import Final

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case

UNDO_DAYS: Final = 30


class JoiningState(models.TextChoices):
    """`asked`: the other log's holder; `agreed`: both families said yes, the two holders know of each other."""

    ASKED = "asked", _("den andre loggen er spurt")
    AGREED = "agreed", _("begge familier har sagt ja")
    JOINED = "joined", _("slått sammen")
    DECLINED = "declined", _("ikke slått sammen")
    LAPSED = "lapsed", _("tiden er ute")
    UNDONE = "undone", _("gjort om")


class Side(models.TextChoices):
    OLDER = "older", _("den eldste loggen")
    NEWER = "newer", _("den nyeste loggen")


class Joining(models.Model):
    """Read by nobody. `older` survives; `newer` is closed and empty while the two are joined.

    `asked_from` is the log whose family said yes first: it never learns of a no. `level_before` is what the older log's
    level was, for parting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    older = models.ForeignKey(Case, models.PROTECT, related_name="+")
    newer = models.ForeignKey(Case, models.PROTECT, related_name="+")
    asked_from = models.ForeignKey(Case, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=JoiningState, default=JoiningState.ASKED)
    asked_at = models.DateTimeField()
    proposed_holder = models.CharField(max_length=5, choices=Side, blank=True)
    proposed_by_side = models.CharField(max_length=5, choices=Side, blank=True)
    proposed_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    level_before = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="two_logs_are_asked_once_at_a_time",
                fields=["older", "newer"],
                condition=models.Q(state__in=[JoiningState.ASKED, JoiningState.AGREED, JoiningState.JOINED]),
            ),
            models.UniqueConstraint(
                name="a_log_is_joined_into_one",
                fields=["newer"],
                condition=models.Q(state=JoiningState.JOINED),
            ),
            models.CheckConstraint(
                name="a_log_is_not_joined_with_itself", condition=~models.Q(older=models.F("newer"))
            ),
            models.CheckConstraint(
                name="joining_is_asked_by_one_of_the_two",
                condition=models.Q(asked_from=models.F("older")) | models.Q(asked_from=models.F("newer")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class JoinedRow(models.Model):
    """A row that came from the newer log, for parting; "first" is the note that it began with. Read by nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    joining = models.ForeignKey(Joining, models.CASCADE, related_name="rows")
    of_table = models.CharField(max_length=63)
    key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_row_comes_along_once", fields=["joining", "of_table", "key"])
        ]

    def __str__(self) -> str:
        return f"{self.of_table} {self.key}"
