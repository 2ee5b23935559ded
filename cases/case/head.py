"""What people who do not read a case can still see of it."""

import uuid
from collections.abc import Iterable

from django.db import models

from municipality.access.verbs import instances
from municipality.organisation.models import Unit


class CaseHeadManager(models.Manager["CaseHead"]):
    def of(self, cases: Iterable[uuid.UUID]) -> "list[CaseHead]":
        """The heads of these cases that the current user sees, with their units; in no order.

        `filter(pk=…)` would make the database build the words of every visible head.
        """
        found = instances(CaseHead, "visible_case_heads", cases=list(cases))
        models.prefetch_related_objects(found, "holder_unit", "for_unit")
        return found

    def one(self, case_id: uuid.UUID) -> "CaseHead | None":
        """The head of one case, if the current user sees it."""
        return next(iter(self.of([case_id])), None)


class CaseHead(models.Model):
    """Saksopplysning uten innhold: what leaders, a unit's reception and a relay holder without access see of a case.

    A view over `visible_case_heads()`; with a protected address it names no unit and no staff, and for a
    strictly protected case it shows only the number. `for_unit` is the unit it is seen for; `as_reception`,
    `as_leader`, `as_holder` say why. `holder_away_until`: for a leader of a holder who is away, the last day away.
    `rested_since`: the last consent has ended by itself; the log closes after `rests_until`, unless the family says
    yes (D4).
    """

    case_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=12)
    initials = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField(null=True)
    holder_name = models.CharField(max_length=120)
    holder_unit = models.ForeignKey(Unit, models.DO_NOTHING, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    for_unit = models.ForeignKey(Unit, models.DO_NOTHING, null=True, related_name="+")
    for_unit_name = models.CharField(max_length=120)
    as_reception = models.BooleanField()
    as_leader = models.BooleanField()
    as_holder = models.BooleanField()
    waits_for_reception = models.BooleanField()
    holder_away_until = models.DateField(null=True)
    rested_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)

    objects = CaseHeadManager()

    class Meta:
        managed = False
        db_table = "cases_casehead"

    def __str__(self) -> str:
        return self.number
