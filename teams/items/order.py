"""The order in which a team takes up what is on its table; minutes keep it."""

from datetime import date

from teams.discussions.models import AnonymousDiscussion
from teams.items.item import Item
from teams.systemissues.models import SystemIssue


def order_of(item: Item, *, day: date, follow_up_on: date | None = None) -> tuple[object, ...]:
    """For sorting: where it stands on the agenda of `day`.

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
