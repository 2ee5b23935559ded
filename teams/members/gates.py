"""The first line of every view about a team: one of another municipality is 404, no seat is 403; both are logged."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Team
from municipality.people.models import AccountType, User
from municipality.people.place import place_of
from municipality.people.request import SignedInRequest
from teams.members.selectors import my_team_ids


def staff_or_403(request: SignedInRequest, act: Act | None = None) -> User:
    """For those who work in a unit now. `act` is noted as refused, if the page has one."""
    if not place_of(request).units:
        if act:
            access_log.refuse(act)
        raise PermissionDenied
    return request.user


def team_or_404(request: SignedInRequest, team_id: int, act: Act) -> Team:
    """A team of the user's own municipality that is in use."""
    municipality = getattr(request.user, "municipality_id", None)
    teams = Team.objects.in_use().select_related("district", "municipality")
    team = teams.filter(pk=team_id, municipality=municipality).first()
    if team is None:
        access_log.refuse(act, shown=f"team:{team_id}")
        raise Http404
    return team


def seat_or_403(request: SignedInRequest, team_id: int, act: Act) -> Team:
    """The team, for those who sit in it."""
    team = team_or_404(request, team_id, act)
    if team.pk not in my_team_ids():
        access_log.refuse(act, shown=f"team:{team.pk}")
        raise PermissionDenied
    return team


def administrator_or_403(request: SignedInRequest, team_id: int, act: Act) -> Team:
    """The team, for the administrator of its municipality."""
    team = team_or_404(request, team_id, act)
    if request.user.account_type != AccountType.ADMINISTRATOR:
        access_log.refuse(act, shown=f"team:{team.pk}")
        raise PermissionDenied
    return team
