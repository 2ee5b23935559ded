"""Text that was typed and not yet saved, and the forms that were sent."""

import uuid

from django.db import models

from municipality.people.models import User


class Draft(models.Model):
    """What one person has typed in one form: `form` is the path of its page, `once` the value that the form carries.

    So two new records that are written at the same time have a draft each. Encrypted: an unfinished form may hold an
    identity number, and nobody has decided yet to keep the rest. One person keeps at most 100 drafts and
    5 MB (a trigger in municipality/writing/drafts.sql).
    """

    user = models.ForeignKey(User, models.CASCADE)
    form = models.CharField(max_length=200)
    once = models.UUIDField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_draft_per_form", fields=["user", "form", "once"])]

    def __str__(self) -> str:
        return self.form


class Sending(models.Model):
    """One form that was sent and led somewhere, by the value that it carried.

    `content` is a keyed digest of what was sent, `result` the address that the first sending led to. Written and read
    by verbs only, and kept as long as a draft.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    content = models.CharField(max_length=64)
    result = models.CharField(max_length=400, blank=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
