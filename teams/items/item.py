"""One item: what it is about, its title, where its row is found, and its place on an agenda."""

import uuid
from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.ui.dates import age_text
from teams.discussions.models import AnonymousDiscussion
from teams.referrals.models import Referral
from teams.systemissues.models import SystemIssue

Item = Referral | AnonymousDiscussion | SystemIssue


class About(StrEnum):
    """What an item is about, as the word in its address."""

    REFERRAL = "henvisning"
    DISCUSSION = "drofting"
    ISSUE = "systemsak"

    @property
    def column(self) -> str:
        """The column of the minutes that points to such an item."""
        return {About.REFERRAL: "referral", About.DISCUSSION: "discussion"}.get(self, "issue")


def about_of(item: Item) -> About:
    if isinstance(item, Referral):
        return About.REFERRAL
    return About.DISCUSSION if isinstance(item, AnonymousDiscussion) else About.ISSUE


def title_of(item: Item) -> str:
    """What an item is called in a list; of a child the first name and age, and nothing about the case."""
    if isinstance(item, Referral):
        return f"{item.case.first_name}, {age_text(item.case.subject_birth_date, timezone.localdate())}"
    if isinstance(item, AnonymousDiscussion):
        return f"{_('Anonym drøfting')} · {item.get_age_band_display()} · {item.theme.name}"
    return item.title


def keys_of(item: Item) -> dict[str, uuid.UUID | None]:
    """For a row of minutes: the column of each that an item can be, of which one has a key."""
    return {about.column: item.pk if about is about_of(item) else None for about in About}


def case_of(item: Item) -> uuid.UUID | None:
    """The case it is about; None if it is about no child."""
    return item.case_id if isinstance(item, Referral) else None


def place_of(item: Item, *, day: date, follow_up_on: date | None = None) -> tuple[object, ...]:
    """For sorting: its place on the agenda of `day`.

    New referrals first, by urgency, then by when they came; those whose day for follow-up, `follow_up_on`, has come;
    those that are there for another reason; anonymous discussions; systemsaker.
    """
    if isinstance(item, AnonymousDiscussion):
        return 3, item.asked_on, item.pk
    if isinstance(item, SystemIssue):
        return 4, item.raised_at, item.pk
    came = (not item.urgent, item.sent_at, item.pk)
    if follow_up_on is None:
        return 0, *came
    return (1, follow_up_on, *came) if follow_up_on <= day else (2, *came)
