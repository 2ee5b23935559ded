"""Reading referrals: where a case waits, and what became of it, in the words that each reader gets."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from cases.case.models import Case
from cases.case.names import Told
from municipality.access.verbs import value
from municipality.organisation.models import Team
from municipality.people.models import User
from teams.members.selectors import i_chair
from teams.referrals.models import Referral


def next_meeting(team: Team) -> datetime | None:
    """When the team meets next, for those who work in its municipality; None when nothing is planned."""
    moment: datetime | None = value("team_next_meeting", team=team.pk)
    return moment


def told(referrals: QuerySet[Referral], *, listed: bool = False) -> QuerySet[Referral]:
    """With `team_told` and who it was `sent_by`, as told to the current user. `listed`: in a list or a notice."""
    return referrals.annotate(
        team_told=Told("referral_team", listed=listed), sent_by=Told("referral_signed", listed=listed)
    )


def open_referrals(case: Case) -> list[Referral]:
    """Where the case waits now, as far as the current user may see it."""
    return list(Referral.objects.filter(case=case, closed_at=None).select_related("team"))


def may_close(referral: Referral, case: Case, user: User, teams: Collection[int]) -> bool:
    """Whether `user`, who asks and sits in `teams`, may take it off the table: the relay holder or the chair."""
    chairs = referral.team_id in teams and i_chair(referral.team_id)
    return referral.closed_at is None and (case.holder_id == user.pk or chairs)
