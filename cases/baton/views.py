"""Giving the baton on: the holder asks, the one asked answers, and the holder keeps it until the answer is yes."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.baton.forms import AnswerForm, OfferForm
from cases.baton.models import BatonOffer, OfferAnswer
from cases.baton.services import baton_answer, baton_candidates, baton_offer, baton_unask, latest_offer
from cases.logs.gates import case_or_404, signed_in_user
from cases.logs.models import Case, CaseHead
from municipality.access.refusals import SENTENCES, NothingThere
from municipality.audit import log
from municipality.audit.acts import Act


@login_required
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Ask somebody who takes part. Also for a holder who sees the case head only."""
    head = CaseHead.objects.filter(pk=case_id).first()
    case = Case.objects.filter(pk=case_id).first()
    if head is None and case is None:
        log.refuse(request, Act.BATON_OFFER, case_id=case_id)
        raise Http404
    if head is None or not head.as_holder:
        log.refuse(request, Act.BATON_OFFER, case_id=case_id)
        raise PermissionDenied
    back = reverse("logs:read" if case else "heads:read", args=[case_id])
    latest = latest_offer(case_id)
    waiting = latest if latest and latest.answer == OfferAnswer.WAITING else None
    candidates = baton_candidates(case_id)
    form = OfferForm(request.POST or None, candidates=candidates)
    if request.method == "POST" and not waiting and form.is_valid():
        user_id, unit_id = form.asked
        try:
            with transaction.atomic():
                baton_offer(case_id=case_id, user_id=user_id, unit_id=unit_id, why=form.cleaned_data["why"])
        except IntegrityError:
            messages.info(request, _("Du har alt spurt noen. Vent på svaret."))
        else:
            messages.success(request, _("Du har spurt. Du holder stafettpinnen til svaret er ja."))
        return redirect(back)
    log.record(Act.HEAD_READ, case_id=case_id, unit_id=head.for_unit_id)
    context = {
        "head": head,
        "case": case,
        "form": form,
        "candidates": candidates,
        "latest": latest,
        "back": back,
    }
    return render(request, "baton/offer.html", context)


@login_required
@require_POST
def unask(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Take the question back. Nothing is lost: the one asked just has nothing to answer any more."""
    head = CaseHead.objects.filter(pk=case_id).first()
    if head is None:
        log.refuse(request, Act.BATON_UNASK, case_id=case_id)
        raise Http404
    if not head.as_holder:
        log.refuse(request, Act.BATON_UNASK, case_id=case_id)
        raise PermissionDenied
    try:
        baton_unask(case_id=case_id)
    except NothingThere as nothing:
        messages.info(request, str(nothing))
    else:
        messages.success(request, _("Spørsmålet er tatt tilbake. Nå kan du spørre en annen."))
    return redirect("baton:offer", case_id)


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Yes moves the baton at once; no asks why, for the one who offered."""
    case = case_or_404(request, case_id, Act.BATON_ACCEPT)
    user = signed_in_user(request)
    waiting = BatonOffer.objects.filter(case=case, user=user, answer=OfferAnswer.WAITING).first()
    if waiting is None:
        messages.info(request, SENTENCES["no_question_waits_for_you"])
        return redirect("logs:read", case.pk)
    if request.method == "POST" and request.POST.get("answer") == "yes":
        baton_answer(case_id=case.pk, offer_id=waiting.pk, yes=True)
        messages.success(request, _("Nå holder du stafettpinnen til %(name)s.") % {"name": case.first_name})
        return redirect("logs:read", case.pk)
    form = AnswerForm(request.POST if request.POST.get("answer") == "no" else None)
    if request.method == "POST" and form.is_valid():
        baton_answer(case_id=case.pk, offer_id=waiting.pk, yes=False, reason=form.cleaned_data["reason"])
        messages.success(request, _("Du har sagt nei. %(name)s får beskjed.") % {"name": waiting.offered_by})
        return redirect("logs:read", case.pk)
    return render(request, "baton/answer.html", {"case": case, "offer": waiting, "form": form})
