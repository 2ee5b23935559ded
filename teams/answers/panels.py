"""What the page of a log shows of the teams: what they said, and for the relay holder a link to ask one."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.logs.panels import Happened, Shown
from municipality.people.models import User
from teams.answers.stories import Story, stories
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


def panels(case: Case, user: User) -> Iterator[Shown | Happened]:
    """Every referral of the case that this person may read, the newest first; «Meld til team» in an open log."""
    found = stories(case, user, told(Referral.objects.filter(case=case).order_by("-sent_at")))
    if found:
        rows = (*(one.referral for one in found), *(one.latest.item for one in found if one.latest))
        yield Shown("story", 30, "answers/_panel.html", {"stories": found}, rows)
        yield from _happened(found)
    if not case.closed_at and case.holder_id == user.pk:
        yield Shown("aside", 20, "answers/_refer.html", {})


def _happened(found: Iterable[Story]) -> Iterator[Happened]:
    for story in found:
        url = reverse("answers:referral", args=[story.referral.pk])
        team = {"team": story.team or _("et team")}
        yield Happened(story.referral.sent_at, _("Meldt til %(team)s") % team, url)
        for decision in story.decisions:
            yield Happened(decision.item.held_on, capfirst(_("%(team)s tok opp saken") % team), url)
        if story.referral.closed_at:
            yield Happened(story.referral.closed_at, _("Saken hos %(team)s ble avsluttet") % team, url)
