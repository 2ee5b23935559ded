"""Reading a systemsak: where it has been, and what each team said about it."""

from dataclasses import dataclass, field

from teams.meetings.minutes import corrections_of, unapproved_among
from teams.meetings.models import Correction, MinutesItem
from teams.systemissues.models import SystemIssue


@dataclass(frozen=True)
class Said:
    """What one approved meeting said; `responsible` is who does something about it, for which unit."""

    item: MinutesItem
    responsible: str
    corrections: list[Correction] = field(default_factory=list)


def said_about(issue: SystemIssue) -> list[Said]:
    """The approved minutes of the systemsak that the current user may read, the oldest first."""
    items = list(
        MinutesItem.objects.filter(issue=issue)
        .select_related("responsible_unit")
        .prefetch_related("responsible")
        .order_by("held_on", "written_at")
    )
    unapproved, corrections = unapproved_among(items), corrections_of(items, listed=False)
    return [
        Said(item, _responsible(item), corrections.get(item.pk, []))
        for item in items
        if item.meeting_id not in unapproved and (item.advice or item.summary)
    ]


def _responsible(item: MinutesItem) -> str:
    named = (
        item.responsible and item.responsible.display_name,
        item.responsible_unit and item.responsible_unit.name,
    )
    return ", ".join(part for part in named if part)
