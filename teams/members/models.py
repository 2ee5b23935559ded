"""Seats: who is in a team and for which unit. A seat alone lets nobody read about a child."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Team, Unit
from municipality.people.models import User


class SeatRole(models.TextChoices):
    CHAIR = "chair", _("leder")
    SECRETARY = "secretary", _("sekretær")
    MEMBER = "member", _("deltaker")


class Seat(models.Model):
    """Somebody sits in a team for a unit, from a moment until a moment (`ends_at` empty: still).

    Alive only while the person is a member of that unit.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=SeatRole, default=SeatRole.MEMBER)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_seat_per_person", fields=["team", "user"], condition=Q(ends_at=None)
            ),
            models.CheckConstraint(
                name="seat_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.team_id}"
