"""Systemsaker: telling a team what fails between the services, and following what becomes of it."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.audit import log
from municipality.audit.acts import Act
from municipality.people.place import place_of
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.page import Saved, WritingPage
from teams.members.gates import staff_or_403, team_or_404
from teams.members.selectors import my_team_ids
from teams.systemissues.forms import RaiseForm
from teams.systemissues.models import SystemIssue
from teams.systemissues.selectors import said_about
from teams.systemissues.services import system_issue_raise


class RaiseIssue(WritingPage):
    """Put a flaw on a team's table. Whoever works in the municipality may."""

    template = "systemissues/raise.html"
    form_class = RaiseForm
    act = Act.SYSTEM_ISSUE_RAISE
    makes_new = True

    def gate(self, team_id: int) -> None:
        staff_or_403(self.request, self.act)
        self.team = team_or_404(self.request, team_id, self.act)

    def about(self) -> dict[str, Any]:
        readers = _("Leses av: deg, alle som sitter i %(team)s, og OST hvis teamet sender saken dit.")
        return {"units": place_of(self.request).units, "readers": readers % {"team": self.team}}

    def save(self, form: RaiseForm) -> Saved:
        issue_id = system_issue_raise(team=self.team, **form.cleaned_data)
        words = _("Systemsaken står på bordet i %(team)s. Her ser du hva som skjer med den.")
        return Saved(reverse("systemissues:read", args=[issue_id]), words % {"team": self.team})

    def context(self, form: RaiseForm) -> dict[str, Any]:
        return {"team": self.team, "sits": self.team.pk in my_team_ids()}


@signed_in
@require_safe
def read(request: SignedInRequest, issue_id: uuid.UUID) -> HttpResponse:
    """What fails, and its way: raised, taken up, sent on, answered. For its author and the teams it has been in."""
    found = SystemIssue.objects.select_related("raised_in", "team", "unit", "author")
    issue = found.filter(pk=issue_id).first()
    if issue is None:
        log.refuse(Act.MINUTES_READ, shown=f"systemissue:{issue_id}")
        raise Http404
    said = said_about(issue)
    if said:
        log.record(Act.MINUTES_READ, objects=[one.item for one in said])
    context = {"issue": issue, "said": said, "teams": set(my_team_ids())}
    return render(request, "systemissues/read.html", context)
