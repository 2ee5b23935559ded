"""Teams that nobody leads cannot be asked anything."""

from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.administration.begin import Step
from municipality.organisation.municipality import Municipality
from teams.members.selectors import teams_without_leader


def led_teams(_municipality: Municipality) -> Step:
    """Every team has a leader."""
    lacking = [_("leder i %(team)s") % {"team": one.name} for one in teams_without_leader()]
    return Step(
        title=_("Gi teamene en leder"),
        text=_("Uten en leder kan ingen melde saker til teamet."),
        done=not lacking,
        url=reverse("teams:list"),
        label=_("Se teamene"),
        lacking=lacking,
    )
