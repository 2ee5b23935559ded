"""Systemsaker: telling a team what fails between the services, and following what becomes of it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.audit.acts import Act
from municipality.people.workplace import workplace_of
from municipality.writing.page import Saved, WritingPage
from teams.members.gates import staff_or_403, team_or_404
from teams.members.selectors import my_team_ids
from teams.systemissues.forms import RaiseForm
from teams.systemissues.services import system_issue_raise


class RaiseIssue(WritingPage):
    """Put a flaw on a team's table. By anybody who works in the municipality."""

    template = "systemissues/raise.html"
    form_class = RaiseForm
    act = Act.SYSTEM_ISSUE_RAISE
    makes_new = True

    def gate(self, team_id: int) -> None:
        staff_or_403(self.request, self.act)
        self.team = team_or_404(self.request, team_id, self.act)

    def about(self) -> dict[str, Any]:
        readers = _(
            "Leses av: deg, alle som sitter i %(team)s, og det overordnede teamet hvis saken sendes dit."
        )
        return {"units": workplace_of(self.request).units, "readers": readers % {"team": self.team}}

    def save(self, form: RaiseForm) -> Saved:
        issue_id = system_issue_raise(team=self.team, **form.cleaned_data)
        words = _("Systemsaken står på bordet i %(team)s. Her ser du hva som skjer med den.")
        return Saved(reverse("answers:issue", args=[issue_id]), words % {"team": self.team})

    def context(self, form: RaiseForm) -> dict[str, Any]:
        return {"team": self.team, "sits": self.team.pk in my_team_ids()}
