"""That more people are to be let open a log in an emergency waits for a second administrator's yes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from municipality.organisation.municipality import Municipality
from municipality.people.models import User


class EmergencyAsked(models.Model):
    """What an administrator wants `emergency_roles` and `emergency_services` of the municipality to be."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, primary_key=True, related_name="+")
    roles = ArrayField(models.CharField(max_length=12))
    services = ArrayField(models.CharField(max_length=40))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
