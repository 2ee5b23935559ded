"""A systemsak: a flaw in how the services work together. It is never about a person."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Team, Unit
from municipality.people.models import User


class SystemIssue(models.Model):
    """Raised in one team, and on the table of `team` now: it can be sent on to the team above. By verbs only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    raised_in = models.ForeignKey(Team, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="system_issues")
    title = models.CharField(_("hva det gjelder"), max_length=120)
    what_fails = models.TextField(_("hva som svikter"))
    suggestion = models.TextField(_("forslag"), blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    sent_on_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["raised_at"]

    def __str__(self) -> str:
        return self.title
