"""What the access log holds, as a test reads it: an event with the cases and the objects that it showed."""

import uuid
from typing import Any, NamedTuple

from municipality.access.identity import as_system
from municipality.audit.models import Event
from municipality.people.models import User


class Noted(NamedTuple):
    """One event. `objects` are all that it showed, of whatever case; `basis` is that of its cases, in a word."""

    event: Event
    act: str
    user_id: int | None
    refused: bool
    case_ids: list[uuid.UUID]
    objects: list[str]
    basis: str

    @property
    def case_id(self) -> uuid.UUID | None:
        """Of an event about one case or none."""
        assert len(self.case_ids) < 2
        return self.case_ids[0] if self.case_ids else None


def noted(**filters: Any) -> list[Noted]:
    """Events in their order; `case_id` finds those that showed something of the case."""
    if "case_id" in filters:
        filters["cases__case_id"] = filters.pop("case_id")
    with as_system("test: the access log"):
        return [
            _told(one) for one in Event.objects.filter(**filters).order_by("at").prefetch_related("cases")
        ]


def acts_of(user: User) -> list[str]:
    return [one.act for one in noted(user=user)]


def _told(event: Event) -> Noted:
    cases = list(event.cases.all())
    return Noted(
        event=event,
        act=event.act,
        user_id=event.user_id,
        refused=event.refused,
        case_ids=[one.case_id for one in cases],
        objects=sorted([*event.objects_shown, *(shown for one in cases for shown in one.objects_shown)]),
        basis=",".join(sorted({one.basis_type for one in cases})),
    )
