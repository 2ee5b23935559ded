"""In which log a note stood that was written on the wrong child."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from cases.case.models import Case
from cases.deviations.models import Deviation
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey, HiddenTruth
from municipality.people.models import User


class MovedNote(models.Model):
    """In which log a note stood, by the key it had there, and who of the family could read it: nobody else is told of
    events about it (D8). Read by nobody; of what it said nothing is here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    deviation = models.ForeignKey(Deviation, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    entry_id = models.UUIDField(unique=True)
    author = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=20, blank=True)
    withheld_because = models.CharField(max_length=20, blank=True)
    kept_from_parents = HiddenTruth(default=False)
    about_id = models.UUIDField(null=True)
    about_other = HiddenTruth(default=False)
    released_to_parents = HiddenTruth(default=False)

    def __str__(self) -> str:
        return str(self.pk)
