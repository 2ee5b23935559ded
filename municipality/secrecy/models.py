"""What people have read, or signed, about their duty of secrecy, and in which version of its words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import User


class Kind(models.TextChoices):
    """What is read by who is bound by an act, or stands in; what others sign; what parents and young people read."""

    NOTICE = "notice", _("Lovfestet taushetsplikt: det som leses før noe annet")
    DECLARATION = "declaration", _("Taushetserklæringen som signeres")
    FAMILY = "family", _("Det foreldre og ungdom leser")


# Of the words that come with the product. Those that a municipality writes begin at 1.
STANDARD = 0


class SecrecyText(models.Model):
    """The words of one kind as a municipality has written them, by language. Never changed: they are found again."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    version = models.PositiveSmallIntegerField()
    texts = models.JSONField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(name="secrecy_text_once", fields=["municipality", "kind", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.version}"


class Declaration(models.Model):
    """That somebody has read or signed one version, for the work in a unit; a family account, for a municipality.

    `registered_by` has seen the signed paper, which is kept at `kept_at`. One that has ended counts no longer.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    version = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    signed_on = models.DateField(null=True)
    kept_at = models.CharField(max_length=200, blank=True, db_default="")
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="declared_once",
                fields=["user", "unit", "municipality", "kind", "version"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="declaration_seen_by_another",
                condition=models.Q(kind="declaration", registered_by__isnull=False, signed_on__isnull=False)
                & ~models.Q(kept_at="")
                & ~models.Q(registered_by=models.F("user"))
                | ~models.Q(kind="declaration") & models.Q(registered_by=None, signed_on=None, kept_at=""),
            ),
            models.CheckConstraint(
                name="declaration_of_a_family_is_for_no_unit",
                condition=models.Q(kind="family", unit=None)
                | ~models.Q(kind="family") & models.Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="declaration_ended_by_somebody",
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.version}"
