"""Text that was typed and not yet saved: kept by the server, so that a time-out or a closed lid loses nothing."""

from django.db import models

from municipality.people.models import User


class Draft(models.Model):
    """What one person has typed in one form (`form` is the path of its page).

    Encrypted: an unfinished form may hold an identity number, and nobody has decided yet that the rest shall be kept.
    One person keeps at most 100 drafts and 5 MB (a trigger in municipality/access/30_people.sql).
    """

    user = models.ForeignKey(User, models.CASCADE)
    form = models.CharField(max_length=200)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_draft_per_form", fields=["user", "form"])]

    def __str__(self) -> str:
        return self.form
