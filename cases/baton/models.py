"""The baton (stafettpinne): offers, answers, and every hand it has been in. The case says who holds it now."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User


class MoveReason(models.TextChoices):
    OPENED = "opened", _("loggen ble åpnet")
    ACCEPTED = "accepted", _("tok imot")
    LOST_BASIS = "lost_basis", _("enheten hadde ikke samtykke lenger")
    LEFT = "left", _("sluttet i enheten eller gikk ut av saken")
    HANDED_OVER = "handed_over", _("overtok etter en kollega som slutter")


class BatonMove(models.Model):
    """The baton came to `user` of `unit` at `moved_at`; written by the database verbs only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="baton_moves")
    user = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    moved = models.CharField(max_length=12, choices=MoveReason)
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["-moved_at"]

    def __str__(self) -> str:
        return self.moved


class OfferAnswer(models.TextChoices):
    WAITING = "waiting", _("venter på svar")
    ACCEPTED = "accepted", _("ja")
    DECLINED = "declined", _("nei")
    LAPSED = "lapsed", _("falt bort")


class BatonOffer(models.Model):
    """The holder asks a participant to take the baton, and keeps it until the answer is yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="baton_offers")
    offered_by = AccountKey(User, models.PROTECT, related_name="+")
    user = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    offered_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=OfferAnswer, default=OfferAnswer.WAITING)
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-offered_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_offer_per_case",
                fields=["case"],
                condition=models.Q(answer=OfferAnswer.WAITING),
            )
        ]

    def __str__(self) -> str:
        return self.answer
