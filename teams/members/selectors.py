"""Who sits in a team now. A seat lives only while the membership in its unit does, which the database knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from municipality.access.verbs import rows, value
from municipality.organisation.models import Team, Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import Membership, User
from municipality.people.namesakes import Named, additions
from municipality.people.workplace import ALIVE
from teams.members.models import Seat, SeatRole


class Seated(NamedTuple):
    """One member of a team, for a unit."""

    seat_id: int
    user_id: int
    name: str
    unit_id: int
    unit: str
    role: str

    @property
    def role_name(self) -> str:
        return str(SeatRole(self.role).label)


def seated(team: Team) -> list[Seated]:
    """Who sits in the team now, the chair first. For staff of its municipality and the administrator; else empty."""
    found = rows(Seated, "team_seats", team=team.pk)
    more = additions([Named(one.user_id, one.unit_id, f"{one.name}, {one.unit}") for one in found])
    return [one._replace(name=one.name + added) for one, added in zip(found, more, strict=True)]


class WithoutLeader(NamedTuple):
    team_id: int
    name: str


def teams_without_leader() -> list[WithoutLeader]:
    """Teams of the current administrator's municipality that nobody leads now, by name; empty for anybody else."""
    return rows(WithoutLeader, "teams_without_leader")


def my_team_ids() -> list[int]:
    """The teams in which the current user has a seat now."""
    return list(value("my_seats"))


def my_teams() -> QuerySet[Team]:
    return Team.objects.filter(pk__in=my_team_ids()).select_related("district").order_by("name")


def i_keep_minutes(team: Team) -> bool:
    """Whether the current user is chair or secretary of the team."""
    return bool(value("i_keep_minutes", team=team.pk))


def i_chair(team_id: int) -> bool:
    return bool(value("i_chair", team=team_id))


def manned_teams(municipality: Municipality) -> list[Team]:
    """Teams of the municipality in use that somebody has a seat in. `team_room` says whether the seat still lives."""
    open_seats = Seat.objects.filter(ends_at=None).values("team")
    teams = Team.objects.in_use().filter(municipality=municipality, pk__in=open_seats)
    return list(teams.select_related("district").order_by("name"))


def team_of(unit: Unit, teams: Sequence[Team]) -> Team | None:
    """The team of the unit's district, which decides where its cases go; None without one."""
    if unit.district_id is None:
        return None
    own = (team for team in teams if team.district_id == unit.district_id and team.proposed_for_its_district)
    return next(own, None)


def team_above(team: Team) -> Team | None:
    """Where the team sends a systemsak that it cannot solve; None if there is no such team, or it is this one."""
    if team.receives_system_issues:
        return None
    return (
        Team.objects.in_use().filter(municipality=team.municipality_id, receives_system_issues=True).first()
    )


@dataclass(frozen=True)
class UnitPeople:
    """Who works in one unit, as choices for a seat."""

    unit: Unit
    people: tuple[User, ...]


def people_to_seat(team: Team) -> list[UnitPeople]:
    """Everybody who works in the municipality, unit by unit: the services of the team first, then those who come when
    needed. For the administrator, who alone sees who works where."""
    regular = set(team.members.values_list("pk", flat=True))
    when_needed = set(team.when_needed.values_list("pk", flat=True))
    memberships = (
        Membership.objects.filter(ALIVE, unit__municipality=team.municipality_id, user__is_active=True)
        .select_related("user", "unit__service")
        .order_by("unit__name", "user__display_name")
    )
    by_unit: dict[Unit, dict[int, User]] = {}
    for membership in memberships:
        by_unit.setdefault(membership.unit, {})[membership.user_id] = membership.user

    def rank(unit: Unit) -> int:
        return 0 if unit.service_id in regular else 1 if unit.service_id in when_needed else 2

    ordered = sorted(by_unit, key=lambda unit: (rank(unit), unit.name))
    return [UnitPeople(unit, tuple(by_unit[unit].values())) for unit in ordered]
