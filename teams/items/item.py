"""One item: what it is about, its title, where its row is found, and its place on an agenda."""

import uuid
from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext as _

from municipality.ui.words import alike
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
    """What an item is called; of a child the whole name and the age, and nothing about the case."""
    if isinstance(item, Referral):
        return item.case.whom
    if isinstance(item, AnonymousDiscussion):
        return f"{_('Anonym drøfting')} · {item.get_age_band_display()} · {item.theme.name}"
    return item.title


def titles_of(items: Iterable[Item]) -> list[str]:
    """The same of items in one list: children who would be called the same also by the day of birth."""
    found = list(items)
    same = alike(one.case.child for one in found if isinstance(one, Referral))
    return [
        same.get(one.case.child, title_of(one)) if isinstance(one, Referral) else title_of(one)
        for one in found
    ]


def keys_of(item: Item) -> dict[str, uuid.UUID | None]:
    """For a row of minutes: the column of each that an item can be, of which one has a key."""
    return {about.column: item.pk if about is about_of(item) else None for about in About}


def case_of(item: Item) -> uuid.UUID | None:
    """The case it is about; None if it is about no child."""
    return item.case_id if isinstance(item, Referral) else None
