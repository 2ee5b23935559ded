"""What the page of a log shows of the teams: what they said, and for the relay holder the way to ask one."""

from collections.abc import Iterator

from cases.logs.models import Case
from cases.logs.panels import Shown
from cases.logs.selectors import is_masked
from municipality.people.models import User
from teams.referrals.models import Referral
from teams.referrals.selectors import stories


def panels(case: Case, user: User) -> Iterator[Shown]:
    """Every referral of the case that this person may read, the newest first; «Meld til team» in an open log."""
    referrals = Referral.objects.filter(case=case).order_by("-sent_at").prefetch_related("team")
    told = stories(
        case, user, referrals.select_related("unit__service") if is_masked(case, user) else referrals
    )
    if told:
        rows = (*(one.referral for one in told), *(one.latest.item for one in told if one.latest))
        yield Shown("story", 30, "referrals/_panel.html", {"stories": told}, rows)
    if not case.closed_at and case.holder_id == user.pk:
        yield Shown("aside", 20, "referrals/_refer.html", {})
