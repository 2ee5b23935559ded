"""Reading a systemsak: where it has been, and what each team said about it."""

from dataclasses import dataclass, field

from cases.case.names import Told
from teams.meetings.models import Correction, Meeting, MinutesItem
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
    unapproved = set(
        Meeting.objects.filter(pk__in=[item.meeting_id for item in items], approved_at=None).values_list(
            "pk", flat=True
        )
    )
    signed = Told("correction_signed", listed=False)
    corrections = list(Correction.objects.filter(item__in=items).annotate(signed=signed)) if items else []
    return [
        Said(item, _responsible(item), [one for one in corrections if one.item_id == item.pk])
        for item in items
        if item.meeting_id not in unapproved and (item.advice or item.summary)
    ]


def _responsible(item: MinutesItem) -> str:
    named = (
        item.responsible and item.responsible.display_name,
        item.responsible_unit and item.responsible_unit.name,
    )
    return ", ".join(part for part in named if part)
