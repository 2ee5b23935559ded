"""What those see of a case who do not read it."""

import uuid
from collections.abc import Iterable

from django.db import models

from municipality.access.verbs import instances
from municipality.organisation.models import Unit


class CaseHeadManager(models.Manager["CaseHead"]):
    def of(self, cases: Iterable[uuid.UUID]) -> "list[CaseHead]":
        """The heads of these cases, those of them that one sees, with their units; in no order.

        `filter(pk=…)` would have the database make the words of every head that one sees.
        """
        found = instances(CaseHead, "visible_case_heads", cases=list(cases))
        models.prefetch_related_objects(found, "holder_unit", "for_unit")
        return found

    def one(self, case_id: uuid.UUID) -> "CaseHead | None":
        """The head of one case, if one sees it."""
        return next(iter(self.of([case_id])), None)


class CaseHead(models.Model):
    """Saksopplysning uten innhold: what leaders, a unit's reception and a relay holder without access see of a case.

    A view over `visible_case_heads()`; with a protected address it names no unit and nobody who works there, and of a
    strictly protected case it shows the number only. `for_unit` is the unit one sees it for; `as_reception`,
    `as_leader`, `as_holder` say why.
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

    objects = CaseHeadManager()

    class Meta:
        managed = False
        db_table = "cases_casehead"

    def __str__(self) -> str:
        return self.number
