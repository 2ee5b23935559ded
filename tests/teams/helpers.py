"""A team of the fixed cast's municipality, a case on its table, and a meeting that has begun."""

import uuid
from datetime import timedelta

from django.utils import timezone

from cases.case.models import Case
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import District, Team, Unit
from municipality.people.models import User
from teams.items.item import Item
from teams.meetings.models import Meeting
from teams.meetings.services import MinutesWords, meeting_approve, meeting_plan, meeting_start, minutes_write
from teams.members.models import Seat, SeatRole
from teams.referrals.models import Referral, Wish
from teams.referrals.services import referral_send
from tests.cast import Cast

# Who sits in the tverrfaglige samarbeidsteam, for which unit, and as what.
SEATS = (
    ("adviser", "ppt", SeatRole.CHAIR),
    ("nurse", "clinic", SeatRole.MEMBER),
    ("child_welfare_worker", "child_welfare", SeatRole.MEMBER),
)


def seat(team: Team, user: User, unit: Unit, role: str = SeatRole.MEMBER) -> Seat:
    with as_system("test: seat"):
        return Seat.objects.create(
            team=team, user=user, unit=unit, role=role, starts_at=timezone.now() - timedelta(days=20)
        )


def make_team(
    cast: Cast, *, team_type: str = "TST", name: str = "TST Sentrum", receives_system_issues: bool = False
) -> Team:
    """A team led by PPT; the helsestasjon and barnevern sit in it."""
    with as_system("test: team"):
        team = Team.objects.create(
            municipality=cast.home,
            team_type=team_type,
            name=name,
            receives_system_issues=receives_system_issues,
        )
    for person, unit, role in SEATS:
        seat(team, getattr(cast, person), getattr(cast, unit), role)
    return team


def give_district(cast: Cast, *rows: Team | Unit) -> None:
    """The team and the unit are of one district, so that the forms of its people propose the team."""
    with as_system("test: district"):
        district = District.objects.create(municipality=cast.home, name="Sentrum")
        for row in rows:
            row.district = district
            row.save()


def refer(
    cast: Cast,
    case_id: uuid.UUID,
    team: Team,
    *,
    by: str = "teacher",
    kind: str = "school",
    left_out: tuple[str, ...] = ("child_welfare",),
    urgent: bool = False,
) -> Referral:
    """The relay holder brings the case to the team, and leaves out the units that are named."""
    with as_user(getattr(cast, by).pk):
        key = referral_send(
            case=Case.objects.get(pk=case_id),
            team=team,
            wish=Wish.ADVICE,
            question="Hva kan vi prøve?",
            kind=kind,
            urgent=urgent,
            left_out=[getattr(cast, unit).pk for unit in left_out],
        )
        return Referral.objects.get(pk=key)


def begin(cast: Cast, team: Team, *, by: str = "adviser") -> Meeting:
    """A meeting of the team that has begun, with everybody there."""
    with as_user(getattr(cast, by).pk):
        key = meeting_plan(team=team, starts_at=timezone.now(), place="Rådhuset")
        meeting = Meeting.objects.get(pk=key)
        meeting_start(meeting, present=team.seats.all())
        meeting.refresh_from_db()
        return meeting


def decide(
    cast: Cast,
    meeting: Meeting,
    item: Item,
    *,
    by: str = "adviser",
    responsible: str | None = None,
    informs: str | None = None,
    follow_up_days: int | None = None,
    send_on: bool = False,
) -> int:
    """The minutes of one item, written for the first time; returns their version."""
    today = timezone.localdate()
    with as_user(getattr(cast, by).pk):
        return minutes_write(
            meeting=meeting,
            item=item,
            version=0,
            written=MinutesWords(
                summary="Vi drøftet saken.",
                advice="Prøv dette.",
                responsible=getattr(cast, responsible) if responsible else None,
                deadline=today + timedelta(days=10) if responsible else None,
                informs=getattr(cast, informs) if informs else None,
                follow_up_on=None if follow_up_days is None else today + timedelta(days=follow_up_days),
                send_on=send_on,
            ),
        )


def approve(cast: Cast, meeting: Meeting, *, by: str = "adviser") -> None:
    with as_user(getattr(cast, by).pk):
        meeting_approve(meeting)
