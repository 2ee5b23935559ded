"""What the page of a log shows of the teams: what they said, and for the relay holder a link to ask one."""

from collections.abc import Iterator

from cases.case.models import Case
from cases.logs.panels import Shown
from municipality.people.models import User
from teams.answers.stories import stories
from teams.referrals.models import Referral
from teams.referrals.selectors import told


def paper(case: Case, user: User) -> Iterator[Shown]:
    """On paper, from the oldest on."""
    referrals = told(Referral.objects.filter(case=case).order_by("sent_at"), listed=True)
    found = stories(case, user, referrals, listed=True)
    if found:
        decided = [decision for one in found for decision in one.decisions]
        rows = (*(one.referral for one in found), *(decision.item for decision in decided))
        yield Shown("story", 30, "answers/_paper.html", {"stories": found}, rows)


def panels(case: Case, user: User) -> Iterator[Shown]:
    """Every referral of the case that this person may read, the newest first; «Meld til team» in an open log."""
    found = stories(case, user, told(Referral.objects.filter(case=case).order_by("-sent_at")))
    if found:
        rows = (*(one.referral for one in found), *(one.latest.item for one in found if one.latest))
        yield Shown("story", 30, "answers/_panel.html", {"stories": found}, rows)
    if not case.closed_at and case.holder_id == user.pk:
        yield Shown("aside", 20, "answers/_refer.html", {})
