"""Who shares what with whom, and the way out of it, as near as the way in."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.agreements.forms import NewConsentPage, WithdrawForm
from cases.agreements.selectors import consents_given
from cases.agreements.services import consent_register, consent_withdraw
from cases.logs.family import family_release, shut_out_parents
from cases.logs.gates import acting_units, case_or_404, holder_or_403, signed_in_user
from cases.logs.models import Case, ParentalResponsibility
from cases.logs.selectors import is_masked, may_know_of_child_welfare, shared_with
from consent.models import HowWithdrawn, Withdrawal
from consent.texts import explanation, plan_explanation
from municipality.access.refusals import NothingThere
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_url
from municipality.organisation.kinds import KindOfInformation


@login_required
@require_safe
def shares(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What each unit may read, until when, who said yes and how; and what was taken back."""
    case = case_or_404(request, case_id, Act.CONSENT_READ)
    user = signed_in_user(request)
    parents = list(ParentalResponsibility.objects.filter(case=case))
    names = {str(p.parent_id): f"{p.name} ({p.get_relation_display()})" for p in parents}
    names[str(case.subject_id)] = case.subject_name
    consents = consents_given(case, names)
    log.record(Act.CONSENT_READ, case_id=case.pk)
    context = {
        "case": case,
        "shares": shared_with(case, user),
        "consents": consents,
        "parents": parents,
        "withdrawals": Withdrawal.objects.filter(case_id=case.pk).select_related("unit__service"),
        "masked": is_masked(case, user),
        "is_holder": case.holder_id == user.pk and not case.closed_at,
        "shut_out": shut_out_parents(case),
    }
    return render(request, "logs/shares.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Register a further consent: one more unit, one more kind, or a longer time. The relay holder's."""
    case = case_or_404(request, case_id, Act.CONSENT_REGISTER)
    holder_or_403(request, case, Act.CONSENT_REGISTER)
    if request.method == "POST" and not request.POST.get("more"):
        page = NewConsentPage(case=case, data=request.POST)
        if page.is_valid():
            consent_register(
                case_id=case.pk, child_name=case.subject_name, agreement=page.given(), own=case.holder_unit
            )
            draft_drop(request)
            messages.success(request, _("Samtykket er registrert. Enhetene det gjelder, har fått beskjed."))
            return redirect("logs:shares", case.pk)
    else:
        typed = request.POST if request.method == "POST" else draft_of(request)
        for_plan = typed is None and bool(request.GET.get("plan"))
        page = NewConsentPage(case=case, typed=typed, more=request.POST.get("more", ""), for_plan=for_plan)
    log.record(Act.CONSENT_READ, case_id=case.pk)
    context = {
        "case": case,
        "page": page,
        "explanation": explanation(),
        "plan_explanation": plan_explanation(),
        "draft_url": draft_url(request),
        "draft": draft_kept(request) if request.method == "GET" else None,
    }
    return render(request, "logs/renew.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, case_id: uuid.UUID, parent_id: uuid.UUID) -> HttpResponse:
    """Let the other parent read although the child's address is protected: a named person's decision (R7 f)."""
    case = case_or_404(request, case_id, Act.FAMILY_RELEASE)
    holder_or_403(request, case, Act.FAMILY_RELEASE)
    parent = next((one for one in shut_out_parents(case) if one.pk == parent_id), None)
    if parent is None:
        log.refuse(request, Act.FAMILY_RELEASE, case_id=case.pk)
        raise Http404
    if request.method == "POST" and request.POST.get("confirmed"):
        family_release(case=case, parent=parent)
        messages.success(request, _("%(name)s kan lese stafettloggen nå.") % {"name": parent.name})
        return redirect("logs:shares", case.pk)
    words = {"name": parent.name, "child": case.first_name}
    context = {
        "title": _("Skal %(name)s få lese stafettloggen?") % words,
        "text": _(
            "%(child)s har adressesperre. %(name)s får ikke se enheter, steder eller navn på fagpersoner, men "
            "det som er skrevet i loggen, kan røpe dem. Les gjennom loggen først."
        )
        % words,
        "confirm_label": _("Gi innsyn"),
        "cancel_label": _("Ikke gi innsyn"),
        "cancel_url": reverse("logs:shares", args=[case.pk]),
        "danger": True,
    }
    return render(request, "ui/confirm_page.html", context)


def _unit_codes(case: Case, unit_ids: set[int], masked: bool) -> dict[int, int]:
    """What stands for each unit in the form.

    With a protected address not its key, by which somebody who has met the unit in another log would know it (R7 f).
    """
    if not masked:
        return {unit_id: unit_id for unit_id in unit_ids}
    return {
        unit_id: int(salted_hmac("withdraw", f"{case.pk}:{unit_id}", algorithm="sha256").hexdigest()[:12], 16)
        for unit_id in unit_ids
    }


def _withdrawn_words(form: WithdrawForm) -> str:
    """What has happened, in words: for whom and about what."""
    kind = dict(KindOfInformation.choices).get(form.cleaned_data["kind"])
    who = dict(form.fields["what"].choices)[form.cleaned_data["what"]]  # type: ignore[attr-defined]
    if form.unit_id is None and not kind:
        return _("Samtykket er trukket. Stafettloggen er avsluttet, og ingen i tjenestene leser den fra nå.")
    if form.unit_id is None:
        return _("Samtykket er trukket. Ingen enheter leser om %(kind)s fra nå.") % {"kind": kind}
    if not kind:
        return _("Samtykket er trukket. %(unit)s leser ikke stafettloggen fra nå.") % {"unit": who}
    return _("Samtykket er trukket. %(unit)s leser ikke om %(kind)s fra nå.") % {"unit": who, "kind": kind}


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Take consent back. Three clicks for the family, no reason asked; access ends with the click."""
    case = case_or_404(request, case_id, Act.CONSENT_WITHDRAW)
    user = signed_in_user(request)
    own = acting_units(case)
    may_end_all = user.is_family or (case.holder_id == user.pk and not case.closed_at)
    if not may_end_all and not own:
        log.refuse(request, Act.CONSENT_WITHDRAW, case_id=case.pk)
        raise PermissionDenied
    alive = [share for share in shared_with(case, user) if share.alive]
    codes = _unit_codes(case, {share.unit_id for share in alive}, is_masked(case, user))
    form = WithdrawForm(
        request.POST or None,
        shares=[replace(share, unit_id=codes[share.unit_id]) for share in alive],
        may_end_all=may_end_all,
        own_units=[unit.pk for unit in own],
        is_family=user.is_family,
        initial={"what": request.GET.get("enhet", "")},
    )
    if request.method == "POST" and form.is_valid():
        how = HowWithdrawn.SELF if user.is_family else HowWithdrawn(form.cleaned_data["how"])
        kind, unit_of = form.cleaned_data["kind"], {code: unit_id for unit_id, code in codes.items()}
        # Asked before the withdrawal, after which nobody's basis covers it.
        may_know = kind != KindOfInformation.CHILD_WELFARE or may_know_of_child_welfare(case, user)
        unit_id = None if form.unit_id is None else unit_of[form.unit_id]
        try:
            consent_withdraw(case_id=case.pk, unit_id=unit_id, kind=kind, how=how)
        except NothingThere:
            found = False
        else:
            found = True
        # Whether there was anything about barnevern to withdraw is not told to somebody who may not know.
        if found or not may_know:
            messages.success(request, _withdrawn_words(form))
        else:
            messages.info(request, _("Det samtykket var alt trukket eller utløpt."))
        # One's own way in may have been what was taken back.
        still_there = Case.objects.filter(pk=case.pk).exists()
        return redirect("logs:shares", case.pk) if still_there else redirect("home")
    log.record(Act.CONSENT_READ, case_id=case.pk)
    return render(request, "logs/withdraw.html", {"case": case, "form": form})
