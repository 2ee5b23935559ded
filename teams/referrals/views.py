"""Bringing a case to a team, reading what came of it, and taking it off the table."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.logs.gates import case_or_404, holder_or_403, signed_in_user, told_if_withdrawn
from cases.logs.models import AddressProtection, Case
from cases.logs.selectors import is_masked, participants
from municipality.access.refusals import NothingThere
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_save, draft_url
from municipality.organisation.models import Team, Unit
from municipality.ui.templatetags.ui import moment
from teams.members.selectors import manned_teams, team_of
from teams.referrals.forms import ReferralForm
from teams.referrals.gates import referral_or_404
from teams.referrals.hearing import who_said_no
from teams.referrals.selectors import next_meeting, open_referrals, stories
from teams.referrals.services import referral_close, referral_send


@login_required
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Put the case on a team's table. `go` in what is sent says what the button wants, when it is not sending."""
    case = case_or_404(request, case_id, Act.REFERRAL_SEND)
    holder_or_403(request, case, Act.REFERRAL_SEND)
    if case.address_protection == AddressProtection.STRICT:
        return render(request, "referrals/strict.html", {"case": case})
    teams = manned_teams(case.municipality)
    if request.method == "POST" and (left := _leave(request, request.POST.get("go", ""), case)):
        return left
    form = _form(request, case, teams)
    if form.is_bound and teams and form.is_valid() and (sent := _send(request, case, form)):
        return sent
    log.record(Act.CONSENT_READ, case_id=case.pk)  # the page says who may hear what
    on_table = open_referrals(case)
    context = {
        "case": case,
        "teams": teams,
        "form": form,
        "room": form.room,
        "said_no": who_said_no(case) if form.room.uncovered else "",
        "on_table": on_table,
        "already": next((one for one in on_table if one.team == form.team_shown), None),
        "draft_url": draft_url(request),
        "draft": draft_kept(request) if request.method == "GET" else None,
    }
    return render(request, "referrals/send.html", context)


def _leave(request: HttpRequest, go: str, case: Case) -> HttpResponse | None:
    """To ask for consent, or to ask without names: what was typed is kept here, and nothing of it goes along."""
    if go not in ("consent", "anonymous"):
        return None
    typed = request.POST.copy()
    del typed["go"]
    draft_save(user_id=signed_in_user(request).pk, path=request.path, typed=typed)
    if go == "consent":
        messages.info(request, _("Henvisningen er lagret som utkast. Du finner den under «Meld til team»."))
        return redirect("logs:renew", case.pk)
    team = typed.get("team", "")
    query = f"?team={team}" if team.isdecimal() else ""
    return redirect(reverse("discussions:ask") + query)


def _form(request: HttpRequest, case: Case, teams: list[Team]) -> ReferralForm:
    """What was sent, or a fresh one with what was typed before: a draft, or another team or kind to look at."""
    user = signed_in_user(request)
    if request.method == "POST" and not request.POST.get("go"):
        return ReferralForm(request.POST, case=case, user=user, teams=teams)
    typed = request.POST if request.method == "POST" else draft_of(request)
    if typed is not None:
        return ReferralForm(initial=ReferralForm.typed(typed), case=case, user=user, teams=teams)
    usual = _team_of_district(case, teams)
    initial = {"team": usual and usual.pk, "kind": case.holder_unit.service.kind_of_information}
    return ReferralForm(initial=initial, case=case, user=user, teams=teams)


def _team_of_district(case: Case, teams: list[Team]) -> Team | None:
    """Of the holder's district; else, as for a nurse of the whole town, of the first who takes part and has one."""
    if team := team_of(case.holder_unit, teams):
        return team
    keys = [one.unit_id for one in participants(case) if one.unit_id]
    units = Unit.objects.in_bulk(keys)
    return next((team for key in keys if (team := team_of(units[key], teams))), None)


def _send(request: HttpRequest, case: Case, form: ReferralForm) -> HttpResponse | None:
    """Sent, with what happens next; None when it stands on that table already, which is said beside the field."""
    said: dict[str, Any] = {
        name: form.cleaned_data[name] for name in ("team", "wish", "question", "kind", "urgent", "left_out")
    }
    try:
        with transaction.atomic(), told_if_withdrawn(request, case, Act.REFERRAL_SEND):
            referral_send(case=case, **said)
    except IntegrityError:
        form.add_error("team", _("Saken er alt meldt til dette teamet. Den kan stå på bordet én gang."))
        return None
    draft_drop(request)
    team: Team = said["team"]
    meeting = next_meeting(team)
    if meeting:
        when = _("Neste møte er %(moment)s.") % {"moment": moment(meeting)}
    else:
        when = _("Det er ikke satt opp noe møte ennå.")
    told = _("%(name)s er meldt til %(team)s. %(when)s Du får beskjed når teamet har svart.")
    messages.success(request, told % {"name": case.first_name, "team": team.name, "when": when})
    return redirect("logs:read", case.pk)


@login_required
@require_safe
def read(request: HttpRequest, referral_id: uuid.UUID) -> HttpResponse:
    """What was asked, where it stands, and what the team said."""
    referral = referral_or_404(request, referral_id, Act.REFERRAL_READ)
    case, user = referral.case, signed_in_user(request)
    story = stories(case, user, [referral])[0]
    shown = [referral, *(decision.item for decision in story.decisions), *story.corrections]
    log.record(Act.REFERRAL_READ, case_id=case.pk, objects=shown)
    context = {"referral": referral, "case": case, "story": story, "masked": is_masked(case, user)}
    return render(request, "referrals/read.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, referral_id: uuid.UUID) -> HttpResponse:
    """Take the case off the table. The relay holder or the chair."""
    referral = referral_or_404(request, referral_id, Act.REFERRAL_CLOSE)
    case = referral.case
    back = redirect("referrals:read", referral.pk)
    if referral.closed_at:
        messages.info(request, _("Saken er alt tatt av bordet."))
        return back
    if not stories(case, signed_in_user(request), [referral])[0].may_close:
        log.refuse(request, Act.REFERRAL_CLOSE, case_id=case.pk)
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("confirmed"):
        try:
            referral_close(referral)
        except NothingThere as nothing:
            messages.info(request, str(nothing))
            return back
        messages.success(request, _("Saken er tatt av bordet i %(team)s.") % {"team": referral.team})
        # The chair was named for this item, and reads neither it nor the log from now on.
        return redirect("home") if case.holder_id != signed_in_user(request).pk else back
    context = {
        "title": _("Ta saken til %(name)s av bordet?") % {"name": case.first_name},
        "text": _(
            "Teamet tar den ikke opp. De som leste stafettloggen bare fordi de sitter i teamet, leser den ikke "
            "lenger. Det teamet alt har sagt, blir stående."
        ),
        "confirm_label": _("Ta av bordet"),
        "cancel_label": _("La den stå"),
        "cancel_url": reverse("referrals:read", args=[referral.pk]),
        "danger": True,
    }
    return render(request, "ui/confirm_page.html", context)
