"""Reading a log: whom it is shared with, who takes part, and the words for it. Who sees what, the database decides."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Value
from django.utils.text import capfirst

from cases.grants.models import CaseUserGrant
from cases.logs.models import Case, Entry, EntryRole, Relation
from cases.logs.names import Told, person_in_words
from municipality.access.columns import unread
from municipality.access.verbs import rows, value
from municipality.audit.acts import Act
from municipality.organisation.kinds import KindOfInformation
from municipality.ui.words import in_a_row


class Participant(NamedTuple):
    """Somebody who takes part now. `unit` is empty for the family; name and unit where they are not told."""

    user_id: int | None
    name: str
    unit_id: int | None
    unit: str
    capacity: str
    holds: bool


class SharedWith(NamedTuple):
    """What one unit may read on one consent, and whether it holds now. `unit` is its service where units are not named.

    `code` stands for the unit in a form. `named`: somebody takes part for it, as far as that is told.
    """

    basis_id: uuid.UUID
    unit_id: int | None
    unit: str
    code: str
    kinds: list[str]
    ends: datetime
    withdrawn_at: datetime | None
    alive: bool
    named: bool

    @property
    def kind_names(self) -> list[str]:
        return [str(label) for kind, label in KindOfInformation.choices if kind in self.kinds]

    @property
    def last_day(self) -> datetime:
        return self.ends - timedelta(seconds=1)


# So many are found one by one; somebody with more meets them soon enough in the order of all cases.
FEW: Final = 200


def _grants_to_read() -> QuerySet[CaseUserGrant]:
    """Mine, those that are alive: row security leaves no others."""
    permission = Func(Value("view_case"), function="case_permission", output_field=IntegerField())
    return CaseUserGrant.objects.filter(permission=permission)


def log_count() -> int:
    """How many logs one takes part in: to count grants is quicker than to look at every case, and says the same."""
    return int(_grants_to_read().aggregate(n=Count("content_object", distinct=True))["n"])


def my_logs(*, few: bool) -> QuerySet[Case]:
    """The logs one takes part in, open before closed, newest first.

    There is no filter for who sees: under row security this is the list. For somebody with few the way goes from the
    own grants, or the database would look through all cases for them.
    """
    logs = Case.objects.order_by(F("closed_at").asc(nulls_first=True), "-opened_at")
    return logs.filter(pk__in=_grants_to_read().values("content_object")) if few else logs


def log_pages(*, text: str, per_page: int) -> Paginator:
    """Pages of the list, of those whose name or number has the text where one was given."""
    count = log_count()
    logs = my_logs(few=count <= FEW)
    if text:
        return Paginator(logs.filter(Q(subject_name__icontains=text) | Q(number__iexact=text)), per_page)
    pages = Paginator(logs, per_page)
    pages.count = count
    return pages


class Holder(NamedTuple):
    """Who holds the baton of a case, for a list; with a protected address no name, and for the unit its service."""

    case_id: uuid.UUID
    name: str
    unit: str

    def __str__(self) -> str:
        words = person_in_words(self.name, self.unit)
        return words if self.name else capfirst(words)


def holders_listed(cases: Iterable[Case]) -> dict[uuid.UUID, Holder]:
    """By case, of those that the one who asks reads."""
    found = rows(Holder, "holders_listed", cases=[case.pk for case in cases])
    return {one.case_id: one for one in found}


def may_know_of_child_welfare(case: Case) -> bool:
    """Whether the one who asks may learn from this case that the child has contact with barnevern.

    The family, those whose basis covers child welfare, and barnevern itself.
    """
    return bool(value("i_know_of_child_welfare", case=case.pk))


def participants(case: Case, *, listed: bool = False) -> list[Participant]:
    """Who takes part, the relay holder first. Empty for somebody who does not. `listed`: for a list or on paper."""
    return rows(Participant, "case_participants", case=case.pk, listed=listed)


class FamilyEvent(NamedTuple):
    """What the family is told of one event; `name` and `unit` are empty with a protected address."""

    at: datetime
    name: str
    unit: str
    act: str
    basis_kind: str

    @property
    def words(self) -> str:
        return str(Act(self.act).label) if self.act in Act.values else self.act


def family_events(case: Case) -> list[FamilyEvent]:
    """Who has read and changed what, the newest first. For the family; empty for others."""
    return rows(FamilyEvent, "family_events", case=case.pk)


class Sighting(NamedTuple):
    """How often somebody has met the child in a list; `name` and `unit` are empty with a protected address."""

    name: str
    unit: str
    times: int
    latest: datetime


def family_sightings(case: Case) -> list[Sighting]:
    """Who of the services has seen the child's name in a list, the latest first. For the family; empty for others."""
    return rows(Sighting, "family_sightings", case=case.pk)


class WithoutMail(NamedTuple):
    """One of the family, "" for the child."""

    relation: str


def family_without_mail(case: Case) -> str:
    """Those of the family whom no e-mail reaches, in words: «Mor og Emma». For the relay holder; empty for others."""
    relations = dict(Relation.choices)
    told = sorted(one.relation for one in rows(WithoutMail, "family_without_mail", case=case.pk))
    names = [str(relations[relation]) if relation else case.first_name for relation in told]
    return capfirst(in_a_row(names)) if names else ""


def shared_with(case: Case) -> list[SharedWith]:
    """Every consent of the case, those in force first; barnevern only for those who may see it."""
    return rows(SharedWith, "case_shares", case=case.pk)


def signed(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With `signed`: who wrote it, and for which unit, as it is told to the one who asks."""
    return entries.annotate(signed=Told("entry_signed"))


def timeline(case: Case, *, kind: str = "", text: str = "") -> QuerySet[Entry]:
    """The entries one may read after the first, newest first, of one kind or with a text in them where asked.

    The key is in the order so that an entry never stands on two pages.
    """
    entries = Entry.objects.filter(case=case).exclude(role=EntryRole.FIRST).order_by("-written_at", "pk")
    entries = entries.select_related("evaluation__measure").defer(*unread(Entry, "evaluation__measure"))
    if kind:
        entries = entries.filter(kind=kind)
    if text:
        entries = entries.filter(text__icontains=text)
    return entries


def hidden_entry_count(case: Case) -> int:
    """How many entries of the case are not shown to me as staff (R4); no more than the number is to be known."""
    return int(value("hidden_entry_count", case=case.pk))
