"""Systemsaker: telling a team what fails between the services, and following what becomes of it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_url
from municipality.people.place import place_of
from municipality.ui.pages import typed_values
from teams.members.gates import staff_or_403, team_or_404
from teams.members.selectors import my_team_ids
from teams.systemissues.forms import RaiseForm
from teams.systemissues.models import SystemIssue
from teams.systemissues.selectors import said_about
from teams.systemissues.services import system_issue_raise


@login_required
@require_http_methods(["GET", "POST"])
def raise_issue(request: HttpRequest, team_id: int) -> HttpResponse:
    """Put a flaw on a team's table. Whoever works in the municipality may."""
    staff_or_403(request, Act.SYSTEM_ISSUE_RAISE)
    team = team_or_404(request, team_id, Act.SYSTEM_ISSUE_RAISE)
    units = place_of(request).units
    readers = _("Leses av: deg, alle som sitter i %(team)s, og OST hvis teamet sender saken dit.") % {
        "team": team
    }
    if request.method == "POST":
        form = RaiseForm(request.POST, units=units, readers=readers)
        if form.is_valid():
            issue_id = system_issue_raise(team=team, **form.cleaned_data)
            draft_drop(request)
            messages.success(
                request,
                _("Systemsaken står på bordet i %(team)s. Her ser du hva som skjer med den.")
                % {"team": team},
            )
            return redirect("systemissues:read", issue_id)
    else:
        form = RaiseForm(units=units, readers=readers)
        if typed := draft_of(request):
            form = RaiseForm(initial=typed_values(form, typed), units=units, readers=readers)
    context = {
        "team": team,
        "form": form,
        "sits": team.pk in my_team_ids(),
        "draft_url": draft_url(request),
        "draft": draft_kept(request) if request.method == "GET" else None,
    }
    return render(request, "systemissues/raise.html", context)


@login_required
@require_safe
def read(request: HttpRequest, issue_id: uuid.UUID) -> HttpResponse:
    """What fails, and its way: raised, taken up, sent on, answered. For its author and the teams it has been in."""
    found = SystemIssue.objects.select_related("raised_in", "team", "unit", "author")
    issue = found.filter(pk=issue_id).first()
    if issue is None:
        log.refuse(request, Act.MINUTES_READ, shown=f"systemissue:{issue_id}")
        raise Http404
    said = said_about(issue)
    if said:
        log.record(Act.MINUTES_READ, objects=[one.item for one in said])
    context = {"issue": issue, "said": said, "teams": set(my_team_ids())}
    return render(request, "systemissues/read.html", context)
