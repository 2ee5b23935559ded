"""As what, and in which languages, a family was read what is asked."""

import uuid

from django.db import models

from municipality.people.keys import AccountKey
from municipality.people.models import User


class Reading(models.Model):
    """What is asked, as it was read in one language. `explained_at`: the first time; `read_at`: the last.

    One language beside another asks nothing new. `set_aside_at`: something else is asked since, and somebody had
    answered on this one; what nobody had answered on is gone. Nobody reads the table, since a text names every unit:
    `question_readings`, `text_that_was_read`, `consents_given` and `readings_on_paper` tell of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey("consent.Consent", models.CASCADE, related_name="readings")
    language = models.CharField(max_length=12)
    version = models.CharField(max_length=20)
    text = models.TextField()
    interpreter = models.CharField(max_length=250, blank=True)
    explained_by = AccountKey(User, models.PROTECT, related_name="+")
    explained_at = models.DateTimeField()
    read_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["explained_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_reading_in_each_language",
                fields=["consent", "language"],
                condition=models.Q(set_aside_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
