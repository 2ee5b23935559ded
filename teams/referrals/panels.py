"""What the page of a log shows of the teams: what they said, and for the relay holder the way to ask one."""

from cases.logs.models import Case
from cases.logs.panels import Shown
from municipality.people.models import User
from teams.referrals.models import Referral
from teams.referrals.selectors import stories


def team_says(case: Case, user: User) -> Shown | None:
    """Every referral of the case that this person may read, the newest first."""
    referrals = Referral.objects.filter(case=case).select_related("team", "unit__service")
    told = stories(case, user, referrals.order_by("-sent_at"))
    if not told:
        return None
    shown = [one.referral for one in told], [one.latest.item for one in told if one.latest]
    return Shown("referrals/_panel.html", {"stories": told}, (*shown[0], *shown[1]))


def refer(case: Case, user: User) -> Shown | None:
    """«Meld til team», for the relay holder of a log that is open."""
    if case.closed_at or case.holder_id != user.pk:
        return None
    return Shown("referrals/_refer.html", {})
