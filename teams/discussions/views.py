"""Asking without names, and fetching the answer.

No event is written here, no notice is left, and no message or address carries the code: each would lead from the
discussion back to the person who asked.
"""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from municipality.access.refusals import NothingThere, Refused
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import workplace_of
from municipality.writing.drafts import draft_drop
from municipality.writing.page import Saved, WritingPage
from teams.discussions.forms import AskForm, ClaimForm
from teams.discussions.services import answer_for, discussion_ask, fresh_code
from teams.members.gates import staff_or_403
from teams.members.selectors import manned_teams, team_of
from teams.referrals.selectors import next_meeting

ASKED_OTHERWISE: Final = _(
    "Du har alt sendt et spørsmål fra denne siden, og det står. Vil du spørre om dette også, sender du en gang til: "
    "da får du en ny kode."
)
UNKNOWN = _(
    "Vi finner ikke noe spørsmål med denne koden. Se om alle tolv tegnene er med. Bokstavene I, L, O og U og tallene "
    "0 og 1 er aldri med i en kode."
)


class Ask(WritingPage):
    """The claim code is made with the form, and shown on the answer to the post: not in the session, nor in an address.

    It is also what makes the form one that is sent once: with the same code nothing is asked a second time.
    """

    template = "discussions/ask.html"
    form_class = AskForm
    makes_new = True

    def gate(self) -> None:
        staff_or_403(self.request)
        self.units = workplace_of(self.request).units
        self.municipality = self.units[0].municipality
        self.teams = manned_teams(self.municipality)

    def about(self) -> dict[str, Any]:
        return {"municipality": self.municipality, "teams": self.teams, "units": self.units}

    def initial(self) -> dict[str, Any]:
        usual = next((team for team in (team_of(unit, self.teams) for unit in self.units) if team), None)
        asked_for = self.request.GET.get("team")
        wanted = next((team for team in self.teams if str(team.pk) == asked_for), usual)
        return {"team": wanted and wanted.pk}

    def again(self, data: QueryDict) -> AskForm | None:
        return None if self.teams else self.fresh(data)

    def refused(self) -> None:
        """Is not noted: nothing may lead from a question to a person, not even the access log."""

    def save(self, form: AskForm) -> Saved:
        said = {name: value for name, value in form.cleaned_data.items() if name != "fits_many"}
        earlier = answer_for(said["claim"])
        if earlier and earlier.question != said["question"]:
            again = self.request.POST.copy()
            again["claim"] = fresh_code()
            form.data = again
            raise ValidationError(ASKED_OTHERWISE)
        # Before the question is written: nothing of it stays with the name of the person who wrote it.
        draft_drop(self.request)
        self.asked = {
            "code": discussion_ask(**said),
            "team": said["team"],
            "meeting": next_meeting(said["team"]),
        }
        return Saved(self.request.path)

    def refusal(self, form: AskForm, reason: Refused | NothingThere) -> HttpResponse:
        """Asked today already: the code that was given then counts."""
        if isinstance(reason, Refused):
            return super().refusal(form, reason)
        team = form.cleaned_data["team"]
        self.asked = {"code": "", "team": team, "meeting": next_meeting(team)}
        return self.done(Saved(self.request.path))

    def done(self, saved: Saved) -> HttpResponse:
        return render(self.request, "discussions/asked.html", self.asked)

    def context(self, form: AskForm) -> dict[str, Any]:
        return {"teams": self.teams}


@signed_in
@require_http_methods(["GET", "POST"])
def claim(request: SignedInRequest) -> HttpResponse:
    """The answer, for anybody who has the code. The code is posted, so it is in no address or history."""
    staff_or_403(request)
    form = ClaimForm(request.POST or None)
    answer = None
    if form.is_bound and form.is_valid():
        answer = answer_for(form.cleaned_data["code"])
        if answer is None:
            form.add_error("code", UNKNOWN)
    return render(request, "discussions/claim.html", {"form": form, "answer": answer})
