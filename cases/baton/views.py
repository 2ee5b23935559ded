"""Passing on the baton: the holder asks, the person asked answers, and the holder keeps it until the answer is yes."""

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.baton.forms import AnswerForm, OfferForm
from cases.baton.models import BatonOffer, OfferAnswer
from cases.baton.services import baton_answer, baton_candidates, baton_offer, baton_offer_cancel, latest_offer
from cases.case.gates import case_or_404
from cases.case.head import CaseHead
from cases.case.models import Case
from municipality.access.refusals import SENTENCES, NothingThere
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.drafts import drafts_drop
from municipality.writing.page import Saved, WritingPage


def passes_baton(head: CaseHead) -> bool:
    """The holder; or, while the holder is away, a leader of the holder's unit. The verb decides (`i_pass_baton`).

    Of a log that rests the baton stays where it is.
    """
    return head.rested_since is None and (head.as_holder or head.holder_away_until is not None)


class Offer(WritingPage):
    """Ask somebody who takes part. Also for a holder, or a leader, who sees the case head only."""

    template = "baton/offer.html"
    form_class = OfferForm
    act = Act.BATON_OFFER
    beside: ClassVar = {"baton_is_offered_to_who_takes_part": "to"}

    def gate(self, case_id: uuid.UUID) -> None:
        head = CaseHead.objects.one(case_id)
        self.case = Case.objects.filter(pk=case_id).first()
        if head is None and self.case is None:
            self.refused()
            raise Http404
        if head is None or not passes_baton(head):
            self.refused()
            raise PermissionDenied
        self.head = head
        self.back = reverse("logs:read" if self.case else "heads:read", args=[case_id])
        self.latest = latest_offer(case_id)
        self.candidates = baton_candidates(case_id)

    def about(self) -> dict[str, Any]:
        return {"candidates": self.candidates}

    def shown(self, form: OfferForm) -> None:
        access_log.record(Act.HEAD_READ, case_id=self.head.pk, unit_id=self.head.for_unit_id)

    def save(self, form: OfferForm) -> Saved:
        user_id, unit_id = form.asked
        try:
            baton_offer(case_id=self.head.pk, user_id=user_id, unit_id=unit_id, why=form.cleaned_data["why"])
        except IntegrityError:
            raise ValidationError(_("Du har alt spurt noen. Vent på svaret.")) from None
        words = (
            _("Du har spurt. Du holder stafettpinnen til svaret er ja.")
            if self.head.as_holder
            else _("Du har spurt. Pinnen flyttes når svaret er ja.")
        )
        return Saved(self.back, words)

    def context(self, form: OfferForm) -> dict[str, Any]:
        return {
            "head": self.head,
            "case": self.case,
            "candidates": self.candidates,
            "latest": self.latest,
            "back": self.back,
        }


@signed_in
@require_POST
def cancel(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Take the question back. Nothing is lost: the person asked simply has nothing left to answer."""
    head = CaseHead.objects.one(case_id)
    if head is None:
        access_log.refuse(Act.BATON_CANCEL, case_id=case_id)
        raise Http404
    if not passes_baton(head):
        access_log.refuse(Act.BATON_CANCEL, case_id=case_id)
        raise PermissionDenied
    try:
        baton_offer_cancel(case_id=case_id)
    except NothingThere as nothing:
        messages.info(request, str(nothing))
    else:
        messages.success(request, _("Spørsmålet er tatt tilbake. Nå kan du spørre en annen."))
    return redirect("baton:offer", case_id)


class Answer(WritingPage):
    """Yes moves the baton at once; no asks why, for the person who offered."""

    template = "baton/answer.html"
    form_class = AnswerForm
    is_read_first = True

    def gate(self, case_id: uuid.UUID) -> HttpResponse | None:
        self.case = case_or_404(case_id, Act.BATON_ACCEPT)
        user = self.request.user
        waiting = BatonOffer.objects.filter(case=self.case, user=user, answer=OfferAnswer.WAITING).first()
        if waiting is None:
            messages.info(self.request, SENTENCES["no_question_waits_for_you"])
            return redirect("logs:read", self.case.pk)
        self.offer = waiting
        self.says_yes = self.request.POST.get("answer") == "yes"
        return None

    def about(self) -> dict[str, Any]:
        return {"says_yes": self.says_yes}

    def refused(self) -> None:
        act = Act.BATON_ACCEPT if self.says_yes else Act.BATON_DECLINE
        access_log.refuse(act, case_id=self.case.pk)

    def save(self, form: AnswerForm) -> Saved:
        reason = form.cleaned_data["reason"]
        baton_answer(case_id=self.case.pk, offer_id=self.offer.pk, yes=self.says_yes, reason=reason)
        if self.says_yes:
            words = _("Nå holder du stafettpinnen til %(name)s.") % {"name": self.case.first_name}
        else:
            words = _("Du har sagt nei. %(name)s får beskjed.") % {"name": self.offer.offered_by}
        return Saved(reverse("logs:read", args=[self.case.pk]), words)

    def done(self, saved: Saved) -> HttpResponse:
        """The reason typed for a no must not turn up in the answer to the next question."""
        drafts_drop(self.request)
        return super().done(saved)

    def context(self, form: AnswerForm) -> dict[str, Any]:
        return {"case": self.case, "offer": self.offer}
