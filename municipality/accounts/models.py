"""That an account which opens much waits for a second administrator's yes."""

from django.db import models

from municipality.people.models import User


class AccountApproval(models.Model):
    """An account of a role that opens much is closed until somebody else than the one who made it has said yes.

    No `approved_by` on an approved one: the yes came from the command line, where there is one administrator only.
    """

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)
