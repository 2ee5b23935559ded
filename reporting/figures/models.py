"""Published figures: all that the executive's session can read. What was counted before that is kept nowhere."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.organisation.municipality import Municipality

WHOLE: Final = "all"


class Indicator(models.TextChoices):
    OPEN_LOGS = "open_logs", _("Åpne stafettlogger")
    DAYS_TO_MEASURE = "days_to_measure", _("Fra undring til første tiltak")
    OVERDUE_MEASURES = "overdue_measures", _("Tiltak over fristen")
    WAITING_REFERRALS = "waiting_referrals", _("Henvisninger som venter")


class PublishedFigure(models.Model):
    """One cell of the figures that a municipality published on a day, never changed once that day has come.

    `cell` is a level ("0" to "3") or `WHOLE`. Without a value it cannot be shown. `threshold` is the smallest count
    that could be shown on that day. Written by the system only.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    day = models.DateField()
    indicator = models.CharField(max_length=20, choices=Indicator)
    cell = models.CharField(max_length=10)
    value = models.PositiveIntegerField(null=True)
    threshold = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-day", "indicator", "cell"]
        constraints = [
            models.UniqueConstraint(
                name="one_cell_per_day", fields=["municipality", "indicator", "cell", "day"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.cell}"
