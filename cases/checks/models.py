"""What somebody has registered that lets others read more, and who has looked at it (D2, D5).

The table is under row security and read by nobody: functions tell of it (`told.sql`), and verbs write it.
"""

import uuid
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from consent.deputies import Deputy
from consent.models import Asked
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import Resident, User


class What(models.TextChoices):
    """The grounds that make one yes enough, and the changes of an open log that a second person looks at."""

    SOLE = "sole", _("den andre har foreldreansvaret alene")
    LIVES_WITH = "lives_with", _("barnet bor fast bare hos den andre")
    DAILY_CARE = "daily_care", _("det gjelder daglig og vanlig helsehjelp")
    AGAINST_HARM = "against_harm", _("barnet kan ta skade uten hjelpen")
    RESPONSIBILITY = "responsibility", _("har foreldreansvar")
    LOST = "lost", _("har ikke foreldreansvar lenger")
    RELEASE = "release", _("får lese stafettloggen igjen")
    PROTECTION = "protection", _("adressesperren er lavere")
    BIRTH_DATE = "birth_date", _("fødselsdatoen er en annen")
    DEPUTY = "deputy", _("noen svarer eller leser etter vedtak")
    DEPUTY_OVER = "deputy_over", _("den som svarer etter vedtak, gjør det ikke lenger")


GROUNDS: Final = (What.SOLE, What.LIVES_WITH, What.DAILY_CARE, What.AGAINST_HARM)


class Shows(models.TextChoices):
    """What somebody has seen that shows it."""

    REGISTER = "folkeregisteret", _("Folkeregisteret")
    DOCUMENT = "dokument", _("et dokument som ble vist fram")
    JUDGED = "vurdert", _("helsepersonell har vurdert det")


class Widening(models.Model):
    """Of somebody who is `asked`: why the other parent's yes is enough. Of an open log (`case`): a change of the child
    (without `resident`) or of a parent; `becomes` is what then holds, where `what` does not say it. `deputy`: who
    answers instead, in either.

    `seen_on` is the day of what shows it. `heard_on`: when the other parent, or the authority that protects, was heard,
    and what was said. `stops`: of lost responsibility, as whom the parent answered then. It counts when it is checked
    and not `returned` (the reason), until it has ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = models.ForeignKey(Asked, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=16, choices=What)
    becomes = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=16, choices=Shows)
    seen_on = models.DateField()
    heard_on = models.DateField(null=True)
    heard_words = models.TextField(blank=True)
    stops = ArrayField(models.UUIDField(), null=True)
    registered_by = AccountKey(User, models.PROTECT, related_name="+")
    registered_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    checked_by = AccountKey(User, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    returned = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="widening_is_of_an_answer_or_a_log",
                condition=models.Q(asked__isnull=False, case=None, resident=None)
                | models.Q(asked=None, case__isnull=False),
            ),
            models.CheckConstraint(
                name="the_second_person_is_another",
                condition=~models.Q(checked_by=models.F("registered_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
