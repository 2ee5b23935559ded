"""A child was born of whom a log of the mother expected."""

import uuid

from django.db import models

from cases.case.models import Case
from cases.concerns.models import Concern


class Birth(models.Model):
    """From which log the undring about a child comes, with which the question about the child begins.

    Read by nobody: who reads the undring must not learn by it that the mother has a log. `notes_to_carry` answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    concern = models.OneToOneField(Concern, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)
