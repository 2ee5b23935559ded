"""Reading a log: who it is shared with, who takes part, and the words for it. The database decides who sees what."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import Count, F, Func, IntegerField, Max, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.text import capfirst

from cases.case.models import Case, Relation
from cases.grants.models import CaseUserGrant
from cases.logs.milestones import Milestones, register
from cases.logs.models import Entry, EntryRole
from municipality.access.columns import unread
from municipality.access.verbs import rows, value
from municipality.audit.acts import Act
from municipality.ui.words import in_a_row

# Up to this many are found one by one; somebody with more soon meets them in the order of all cases.
FEW: Final = 200

VISITS_PER_PAGE: Final = 50
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _grants_to_read() -> QuerySet[CaseUserGrant]:
    """My living grants: row security leaves no others."""
    permission = Func(Value("view_case"), function="case_permission", output_field=IntegerField())
    return CaseUserGrant.objects.filter(permission=permission)


def log_count() -> int:
    """How many logs the current user takes part in: counting grants gives the same as counting cases, quicker."""
    return int(_grants_to_read().aggregate(n=Count("content_object", distinct=True))["n"])


def my_logs(*, few: bool) -> QuerySet[Case]:
    """The logs that the current user takes part in, open before closed, newest first.

    There is no filter for who sees: under row security this is the list. For somebody with few, it starts from their
    grants, or the database would look through all cases.
    """
    logs = Case.objects.order_by(F("closed_at").asc(nulls_first=True), "-opened_at")
    return logs.filter(pk__in=_grants_to_read().values("content_object")) if few else logs


class FamilyEvent(NamedTuple):
    """What the family is told of one event; `name`, `unit` and `stood_in_for` are empty with a protected address."""

    at: datetime
    name: str
    unit: str
    act: str
    basis_type: str
    mine: bool
    stood_in_for: str

    @property
    def words(self) -> str:
        return str(Act(self.act).label) if self.act in Act.values else self.act

    @property
    def moment(self) -> int:
        """By which an address names it: microseconds, since two events of a log can come within one second."""
        return (self.at - EPOCH) // timedelta(microseconds=1)


@dataclass
class Visit:
    """What one person did in the log on one day. Those who are not named on a day are told as one."""

    day: date
    events: list[FamilyEvent]  # newest first

    @property
    def who(self) -> FamilyEvent:
        return self.events[0]

    @property
    def deeds(self) -> list[tuple[str, int]]:
        """What was done, in words, and how many times; first what was done last."""
        return list(Counter(one.words for one in self.events).items())

    @property
    def basis_types(self) -> list[str]:
        return sorted({one.basis_type for one in self.events if one.basis_type})


def family_visits(case: Case) -> list[Visit]:
    """Who has read and changed what, per person and day, the newest first. For the family; empty for others."""
    visits: dict[tuple[date, str, str, bool, str], Visit] = {}
    for one in rows(FamilyEvent, "family_events", case=case.pk):
        day = timezone.localdate(one.at)
        visits.setdefault(
            (day, one.name, one.unit, one.mine, one.stood_in_for), Visit(day, [])
        ).events.append(one)
    return list(visits.values())


class Sighting(NamedTuple):
    """How often somebody has met the child in a list; `name` and `unit` are empty with a protected address."""

    name: str
    unit: str
    times: int
    latest: datetime


def family_sightings(case: Case) -> list[Sighting]:
    """Which staff have seen the child's name in a list, the latest first. For the family; empty for others."""
    return rows(Sighting, "family_sightings", case=case.pk)


class WithoutMail(NamedTuple):
    """One of the family, "" for the child."""

    relation: str


def family_without_mail(case: Case) -> str:
    """Family members who are told nothing by e-mail: «Mor og Emma». For the relay holder; empty for others."""
    relations = dict(Relation.choices)
    told = sorted(one.relation for one in rows(WithoutMail, "family_without_mail", case=case.pk))
    names = [str(relations[relation]) if relation else case.first_name for relation in told]
    return capfirst(in_a_row(names)) if names else ""


class Signed(NamedTuple):
    """Who wrote an entry and for which unit, as told to the current user, and the adult it tells of, if any.

    `disagreed`: the family asked for it to be corrected, and it was not: its words, or empty where it wants none there.
    """

    entry_id: uuid.UUID
    words: str
    about_id: uuid.UUID | None
    about: str
    disagreed: str | None


def signatures(entries: Iterable[Entry], *, listed: bool = False) -> dict[uuid.UUID, Signed]:
    """By entry. One query, none for no entries.

    `listed`: for paper.
    """
    keys = [entry.pk for entry in entries]
    found = rows(Signed, "entries_signed", entries=keys, listed=listed) if keys else []
    return {one.entry_id: one for one in found}


def timeline(case: Case, *, kind: str = "", text: str = "") -> QuerySet[Entry]:
    """The readable entries after the first, newest first; only those of a kind or with a text, if given.

    The key is in the order so that an entry is never on two pages.
    """
    entries = Entry.objects.filter(case=case).exclude(role=EntryRole.FIRST).order_by("-written_at", "pk")
    entries = entries.select_related("evaluation__measure").defer(*unread(Entry, "evaluation__measure"))
    if kind:
        entries = entries.filter(kind=kind)
    if text:
        entries = entries.filter(text__icontains=text)
    return entries


def hidden_entry_count(case: Case) -> int:
    """How many entries of the case are not shown to me as staff (R4); only the number may be known."""
    return int(value("hidden_entry_count", case=case.pk))


def _last_notes(cases: Sequence[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """When the newest note that I may read was written, or one was changed."""
    notes = Entry.objects.filter(case__in=cases).order_by().values_list("case")
    return dict(notes.annotate(at=Max(Greatest("written_at", "changed_at"))))


def register_milestones() -> None:
    """Called from the app's `ready()`."""
    register("logs", Milestones(last_changes=_last_notes))
