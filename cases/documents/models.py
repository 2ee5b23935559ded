"""A file that somebody has handed in: a signed paper of a consent, or a document in a log.

It lies in the database, in encrypted parts, and is written in one transaction with what it belongs to
(docs/decisions/0037-documents-lie-in-the-database.md). Both tables are under row security and written by verbs
(`documents.sql`).
"""

import uuid
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from consent.models import Reply
from municipality.access.columns import ReadableManager
from municipality.organisation.choices import KindOfInformation, Source
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey, HiddenTruth
from municipality.people.models import User
from municipality.ui.upload import MIB

MOST_BYTES: Final = 20 * MIB
PART_BYTES: Final = 256 * 1024  # documents.sql knows it too


class FileType(models.TextChoices):
    """What is taken. It is seen in the content, never told by a name or a header."""

    PDF = "pdf", _("PDF")
    PNG = "png", _("PNG")
    JPEG = "jpg", _("JPEG")


class Document(models.Model):
    """One file. A signed paper has the `reply` that it shows, and is read by those who read that consent's words.

    A document in a log has `case`, `unit`, `kind`, `source` and what is withheld or kept, as a note has, and is read by
    the same rule (`entry_shown`). `is_scanned`: a virus scanner has looked at it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, related_name="papers")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="documents")
    author = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=KindOfInformation, blank=True)
    source = models.CharField(max_length=20, choices=Source, blank=True)
    withheld_because = models.CharField(max_length=20, blank=True)  # a note's word (`WithheldReason`)
    kept_from_parents = HiddenTruth(default=False)
    file_type = models.CharField(max_length=4, choices=FileType)
    size = models.PositiveIntegerField()
    is_scanned = models.BooleanField()
    added_at = models.DateTimeField()
    consent_id: uuid.UUID  # only of rows that come by `papers_of`, as `asked_id`
    asked_id: uuid.UUID

    objects = ReadableManager["Document"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(
                name="a_document_belongs_to_an_answer_or_a_log",
                condition=models.Q(reply__isnull=False, case=None, unit=None, kind="")
                | models.Q(reply=None, case__isnull=False, unit__isnull=False) & ~models.Q(kind=""),
            ),
            models.CheckConstraint(
                name="a_document_is_not_too_large", condition=models.Q(size__gt=0, size__lte=MOST_BYTES)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def part_count(self) -> int:
        return -(-self.size // PART_BYTES)


class DocumentPart(models.Model):
    """A piece of the file, encrypted; all of them are there, or the document is not (`sealed.document_is_whole`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(name="one_part_per_place", fields=["document", "place"])]

    def __str__(self) -> str:
        return f"{self.document_id} {self.place}"
