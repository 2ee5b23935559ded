"""Teams that nobody leads cannot be asked anything."""

from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.administration.begin import Step
from municipality.organisation.models import Team
from municipality.organisation.municipality import Municipality
from teams.members.models import SeatRole
from teams.members.selectors import seated


def led_teams(municipality: Municipality) -> Step:
    """Every team has a leader."""
    teams = Team.objects.in_use().filter(municipality=municipality).order_by("name")
    lacking = [
        _("leder i %(team)s") % {"team": team.name}
        for team in teams
        if not any(one.role == SeatRole.CHAIR for one in seated(team))
    ]
    return Step(
        title=_("Gi teamene en leder"),
        text=_("Uten en leder kan ingen melde saker til teamet."),
        done=not lacking,
        url=reverse("teams:list"),
        label=_("Se teamene"),
        lacking=lacking,
    )
