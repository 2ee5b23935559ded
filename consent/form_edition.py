"""The words of the consent form as a municipality has written them, in one language, from a day on."""

from django.db import models

from municipality.organisation.municipality import Municipality
from municipality.people.keys import AccountKey
from municipality.people.models import User


class FormEdition(models.Model):
    """One version of the whole form in one language. It is never changed: what a family was read can be found again.

    `texts`: by key, with the placeholders of the product's bokmål (consent/data/nb.yaml). `checked_by` is whoever has
    compared it with the bokmål; until then it is shown as unchecked. In which direction it runs, its letters say.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    own_name = models.CharField(max_length=40)
    texts = models.JSONField()
    valid_from = models.DateField()
    written_by = AccountKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    checked_by = models.CharField(max_length=120, blank=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["language", "-number"]
        constraints = [
            models.UniqueConstraint(name="form_edition_once", fields=["municipality", "language", "number"]),
            models.CheckConstraint(
                name="form_edition_in_a_language",
                condition=models.Q(language__regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"),
            ),
            models.CheckConstraint(
                name="form_edition_checked_by_somebody",
                condition=models.Q(checked_by="", checked_at=None)
                | ~models.Q(checked_by="") & models.Q(checked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}-{self.number}"
