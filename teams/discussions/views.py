"""Asking without names, and fetching the answer.

No event is written here, no notice is left, and no message or address carries the code: each would lead from the
discussion back to the one who asked.
"""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from municipality.access.refusals import NothingThere
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_url
from municipality.people.place import place_of
from municipality.ui.pages import typed_values
from teams.discussions.forms import AskForm, ClaimForm
from teams.discussions.services import answer_for, discussion_ask
from teams.members.gates import staff_or_403
from teams.members.selectors import manned_teams, team_of
from teams.referrals.selectors import next_meeting

UNKNOWN = _(
    "Vi finner ikke noe spørsmål med denne koden. Se om alle tolv tegnene er med. Bokstavene I, L, O og U og tallene "
    "0 og 1 er aldri med i en kode."
)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The claim code stands on the answer to the post itself: not in the session, and not in an address.

    Loading that answer anew sends the same words again, which the database refuses the same day.
    """
    staff_or_403(request)
    units = place_of(request).units
    municipality = units[0].municipality
    teams = manned_teams(municipality)
    fresh = partial(AskForm, municipality=municipality, teams=teams, units=units)
    if request.method == "POST":
        form = fresh(request.POST)
        if teams and form.is_valid():
            return _asked(request, form)
    else:
        usual = next((team for team in (team_of(unit, teams) for unit in units) if team), None)
        wanted = next((team for team in teams if str(team.pk) == request.GET.get("team")), usual)
        form = fresh(initial={"team": wanted and wanted.pk})
        if typed := draft_of(request):
            form = fresh(initial=typed_values(form, typed))
    context = {
        "teams": teams,
        "form": form,
        "draft_url": draft_url(request),
        "draft": draft_kept(request) if request.method == "GET" else None,
    }
    return render(request, "discussions/ask.html", context)


def _asked(request: HttpRequest, form: AskForm) -> HttpResponse:
    said = {name: value for name, value in form.cleaned_data.items() if name != "fits_many"}
    # Before the question is written: nothing of it stays with the name of the one who wrote it.
    draft_drop(request)
    try:
        code = discussion_ask(**said)
    except NothingThere:
        code = ""
    context = {"code": code, "team": said["team"], "meeting": next_meeting(said["team"])}
    return render(request, "discussions/asked.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """The answer, to whoever has the code. It is posted, and so stands in no address or history."""
    staff_or_403(request)
    form = ClaimForm(request.POST or None)
    answer = None
    if form.is_bound and form.is_valid():
        answer = answer_for(form.cleaned_data["code"])
        if answer is None:
            form.add_error("code", UNKNOWN)
    return render(request, "discussions/claim.html", {"form": form, "answer": answer})
