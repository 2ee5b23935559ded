"""That somebody has handed out notes of the own unit, to whom, and by which provision (D10)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.logs.models import WithheldReason
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey, HiddenTruth
from municipality.people.models import User


class Recipient(models.TextChoices):
    """To whom the law lets something be handed out. Which provisions there are for each, says `disclosure_rules`."""

    CHILD_WELFARE = "child_welfare", _("barnevernet")
    POLICE = "police", _("politiet eller påtalemyndigheten")
    COURT = "court", _("retten")
    SUPERVISION = "supervision", _("statsforvalteren eller Helsetilsynet")
    OWN_CONTROL = "own_control", _("kommunens egen kontroll")


class Provision(models.TextChoices):
    """By what it is handed out. The section of each is the reference `disclosure_<provision>`."""

    ORDERED = "ordered", _("barnevernet har pålagt enheten å gi opplysningene")
    AVERT_CRIME = "avert_crime", _("det må avverges at noen blir utsatt for vold eller overgrep")
    AVERT_HARM = "avert_harm", _("helsepersonell må avverge alvorlig skade")
    OFFENCE = "offence", _("et lovbrudd meldes, eller politiet får opplysninger om det")
    CIVIL_CASE = "civil_case", _("taushetsplikten er opphevet for en sak mellom private")
    CRIMINAL_CASE = "criminal_case", _("taushetsplikten er opphevet for en straffesak")
    HEALTH_SUPERVISION = "health_supervision", _("tilsyn med helsepersonell krever det")
    CONTROL = "control", _("revisjon eller annen kontroll med forvaltningen")
    HEALTH_CONTROL = "health_control", _("internkontroll i helsetjenesten")


class Disclosure(models.Model):
    """Begun by `author` for `unit`, which wrote the notes; made (`made_at`) or dropped, or over after some days.

    It is about the log `case_id` and about notes of it, all by plain keys: nothing of the log points here, and this
    stays whatever becomes of them. `demanded_on` is when the recipient asked for it, `reference` what the recipient
    calls it.

    `told_on` is when the family was told; with `hidden_because` it does not know, and whether that is still so is
    looked at on `review_on`. No login reads the tables: `DisclosureSeen` is what a function
    answers, and verbs write.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField(editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    author = AccountKey(User, models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=20, choices=Recipient)
    body = models.CharField(max_length=120)
    person = models.CharField(max_length=120)
    demanded_on = models.DateField(null=True)
    reference = models.CharField(max_length=120, blank=True)
    provision = models.CharField(max_length=20, choices=Provision)
    reason = models.TextField(max_length=1000)
    told_on = models.DateField(null=True)
    hidden_because = models.CharField(max_length=20, choices=WithheldReason, blank=True)
    review_on = models.DateField(null=True)
    begun_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-begun_at"]
        indexes = [
            models.Index(fields=["case_id"], name="disclosure_by_case"),
            models.Index(fields=["unit", "-begun_at"], name="disclosure_by_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                name="disclosure_is_hidden_for_a_reason_and_a_while",
                condition=models.Q(told_on__isnull=False, hidden_because="", review_on=None)
                | models.Q(told_on=None, hidden_because__in=WithheldReason.values, review_on__isnull=False),
            ),
            models.CheckConstraint(
                name="disclosure_is_made_or_dropped",
                condition=models.Q(made_at=None) | models.Q(dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DisclosedNote(models.Model):
    """A note that was chosen, as it was read then, in `note_version`.

    A copy: what somebody was given stays what it was, also when the note is changed, or moved as written on the wrong
    child.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="notes")
    entry_id = models.UUIDField(editable=False)
    note_version = models.PositiveIntegerField()
    role = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    signature = models.CharField(max_length=500)
    text = models.TextField()
    written_at = models.DateTimeField()
    withheld_because = models.CharField(max_length=20, blank=True)
    kept_from_parents = HiddenTruth()
    about_others = HiddenTruth()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_note_is_disclosed_once", fields=["disclosure", "entry_id"])
        ]

    def __str__(self) -> str:
        return str(self.pk)
