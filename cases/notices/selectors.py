"""The current user's notices, page by page. The database decides which of them may still be seen."""

from typing import Final

from municipality.notices.models import Notice
from municipality.ui.paging import Slice, page_number

PER_PAGE: Final = 30


def notice_page(asked: str | None) -> Slice[Notice]:
    """Unread ones first, then the newest. Costs the pages up to this one, however many notices there are.

    In two queries: a single sorted one would check for every notice whether it is unread and may be seen.
    """
    number = page_number(asked)
    start = (number - 1) * PER_PAGE
    end = start + PER_PAGE + 1
    newest = Notice.objects.order_by("-created_at", "pk")
    unread = newest.filter(read_at=None)
    rows = list(unread[start:end])
    if start + len(rows) < end:
        unread_before = start if rows else unread.order_by()[:start].count()
        read = newest.filter(read_at__isnull=False)
        rows += read[start - unread_before : end - unread_before - len(rows)]
    if not rows and number > 1:
        return notice_page(None)
    return Slice(rows[:PER_PAGE], number, start, has_next=len(rows) > PER_PAGE)
