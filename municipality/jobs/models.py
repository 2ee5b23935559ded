"""When each job last did its work, by the database's clock: all that timed work keeps; nothing is on a disk."""

from django.db import models


class Job(models.Model):
    """One row for each job of plan.py that has done its work once. No persons, so everybody may read it."""

    name = models.CharField(max_length=40, primary_key=True)
    last_done_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
