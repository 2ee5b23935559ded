"""The relay log (stafettlogg) of one child: the case, who has parental responsibility, and what is written in it."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case, ParentalResponsibility
from municipality.access.columns import ReadableManager
from municipality.organisation.choices import KindOfInformation, Source
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey, HiddenTruth
from municipality.people.models import User


class WithheldReason(models.TextChoices):
    """Reasons to withhold an entry from the family. The section of each is the reference `withheld_<reason>`."""

    CHILD_AT_RISK = "child_at_risk", _("det kan være farlig for barnet at foreldrene leser det")
    TOLD_BY_CHILD = "told_by_child", _("barnet har fortalt det i fortrolighet")
    THIRD_PERSON = "third_person", _("det handler om en annen person")


class EntryRole(models.TextChoices):
    FIRST = "first", _("det vi er bekymret for")
    NOTE = "note", _("notat")
    EVALUATION = "evaluation", _("evaluering av et tiltak")


class Entry(models.Model):
    """A text in the log. `kind` is what it is about, and so who may read it; `unit` is empty if the family wrote it.

    `signature` is the writer's name and unit as they were then, `source` as what they knew it (D1); both stay.
    `about` is the adult whose own affairs it tells of (empty: the child's), `about_other` that it tells of somebody who
    is not registered here; `released_to_parents`, that its author lets the other parents read it. `kept_from_parents`:
    a young person of 12 to 16 asked for it. `version` counts changes; earlier texts are kept by a trigger.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    role = models.CharField(max_length=10, choices=EntryRole, default=EntryRole.NOTE)
    author = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(max_length=500)
    kind = models.CharField(_("hva slags opplysninger"), max_length=20, choices=KindOfInformation)
    source = models.CharField(max_length=20, choices=Source, blank=True)
    text = models.TextField(_("tekst"))
    written_at = models.DateTimeField()
    withheld_because = models.CharField(max_length=20, choices=WithheldReason, blank=True)
    withheld_at = models.DateTimeField(null=True)
    kept_from_parents = HiddenTruth(default=False)
    about = models.ForeignKey(ParentalResponsibility, models.PROTECT, null=True, related_name="+")
    about_other = HiddenTruth(default=False, db_default=False)
    released_to_parents = HiddenTruth(default=False, db_default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    objects = ReadableManager["Entry"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-written_at"]
        indexes = [
            models.Index(fields=["case", "-written_at"], name="entry_by_case"),
            models.Index(fields=["author"], name="entry_by_author"),
        ]
        constraints = [
            # Its index finds the first entry too: otherwise the policy runs on every entry before the role is compared.
            models.UniqueConstraint(
                name="one_first_entry", fields=["case"], condition=models.Q(role=EntryRole.FIRST)
            ),
            models.CheckConstraint(name="entry_role_known", condition=models.Q(role__in=EntryRole.values)),
            models.CheckConstraint(
                name="entry_kind_known", condition=models.Q(kind__in=KindOfInformation.values)
            ),
            models.CheckConstraint(
                name="entry_withheld_reason_known",
                condition=models.Q(withheld_because__in=["", *WithheldReason.values]),
            ),
            models.CheckConstraint(
                name="only_a_note_tells_of_somebody_else",
                condition=models.Q(role=EntryRole.NOTE) | models.Q(about=None, about_other=False),
            ),
            models.CheckConstraint(
                name="entry_is_about_one",
                condition=models.Q(about=None) | models.Q(about_other=False),
            ),
            models.CheckConstraint(
                name="what_is_released_is_about_an_adult",
                condition=models.Q(released_to_parents=False) | models.Q(about__isnull=False),
            ),
            # The measure shows what was decided, and so reveals that there is an evaluation.
            models.CheckConstraint(
                name="evaluation_is_read_by_the_family",
                condition=~models.Q(role=EntryRole.EVALUATION)
                | models.Q(withheld_because="", kept_from_parents=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class EntryVersion(models.Model):
    """What an entry said before a change; read by its author."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    text = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.version}"
