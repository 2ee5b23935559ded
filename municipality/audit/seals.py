"""The chain of seals over the access log: rows that only the database's owner writes (`seals.sql`)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Seal(models.Model):
    """One batch of events, in order, and what they said when it was sealed.

    `number` is the minute since 1970, or the one after the last seal's. `events` are the keys, and the first has the
    number `first_event` among all events there have been. `said` is a hash of all that these events and the rows of
    their cases say; `seal` one of the seal before, the number, the keys, the time and `said`. After `removed_at` the
    events are gone, as retention allows, and the seal stays; the event `removed_by` says so.
    """

    number = models.BigIntegerField(primary_key=True)
    first_event = models.BigIntegerField()
    events = ArrayField(models.UUIDField())
    sealed_at = models.DateTimeField(db_index=True)
    said = models.BinaryField(max_length=32)
    seal = models.BinaryField(max_length=32)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return str(self.number)


class UnsealedEvent(models.Model):
    """An event that waits to be sealed."""

    event_id = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return str(self.event_id)


class ChainLook(models.Model):
    """What a look at the whole chain found, up to the seal `last_seal`; nothing is wrong when `faults` is empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    last_seal = models.BigIntegerField()
    faults = ArrayField(models.CharField(max_length=60))

    class Meta:
        indexes = [models.Index(fields=["-at"], name="chain_look_by_time")]

    def __str__(self) -> str:
        return str(self.at)
