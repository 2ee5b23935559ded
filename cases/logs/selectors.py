"""Reading a log: whom it is shared with, who takes part, and the words for it. Who sees what, the database decides."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple, cast

from django.core.paginator import Paginator
from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Value
from django.utils.text import capfirst

from cases.grants.models import CaseUserGrant
from cases.logs.models import Case, Entry, EntryRole, Relation
from consent.models import BasisKind, LegalBasis
from municipality.access.verbs import rows, value
from municipality.audit.acts import Act
from municipality.organisation.kinds import KindOfInformation
from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.ui.words import in_a_row


class Participant(NamedTuple):
    """Somebody who takes part now; `unit` is empty for the family, and, with a protected address, in its view."""

    user_id: int | None
    name: str
    unit_id: int | None
    unit: str
    capacity: str
    holds: bool


@dataclass(frozen=True)
class SharedWith:
    """What one unit may read on one consent, in words, and whether it holds now."""

    unit_id: int
    unit: str
    kinds: list[str]
    starts: datetime
    last_day: datetime
    withdrawn_at: datetime | None
    alive: bool


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


def log_pages(user: User, *, text: str, per_page: int) -> Paginator:
    """Pages of the list, of those whose name or number has the text where one was given.

    The relay holder is fetched after the cases: a join would take away a case whose holder one does not see.
    """
    count = log_count()
    logs = my_logs(few=count <= FEW)
    if not user.is_family:
        logs = logs.select_related("holder_unit").prefetch_related("holder")
    if text:
        return Paginator(logs.filter(Q(subject_name__icontains=text) | Q(number__iexact=text)), per_page)
    pages = Paginator(logs, per_page)
    pages.count = count
    return pages


def is_masked(case: Case, user: User) -> bool:
    """With a protected address the family's view names no unit, place or person of the services (R7 f)."""
    return user.is_family and case.is_protected


def unit_label(unit: Unit, *, masked: bool) -> str:
    """The unit's name, or only its service where a name would say a place."""
    return unit.service.name if masked else unit.name


def may_know_of_child_welfare(case: Case) -> bool:
    """Whether the one who asks may learn from this case that the child has contact with barnevern.

    The family, those whose basis covers child welfare, and barnevern itself.
    """
    return bool(value("i_know_of_child_welfare", case=case.pk))


def participants(case: Case) -> list[Participant]:
    """Who takes part, the relay holder first. Empty for somebody who does not."""
    return rows(Participant, "case_participants", case=case.pk)


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


class WithoutMail(NamedTuple):
    """One of the family, "" for the child."""

    relation: str


def family_without_mail(case: Case) -> str:
    """Those of the family whom no e-mail reaches, in words: «Mor og Emma». For the relay holder; empty for others."""
    relations = dict(Relation.choices)
    told = sorted(one.relation for one in rows(WithoutMail, "family_without_mail", case=case.pk))
    names = [str(relations[relation]) if relation else case.first_name for relation in told]
    return capfirst(in_a_row(names)) if names else ""


def shared_with(case: Case, user: User) -> list[SharedWith]:
    """Every consent of the case, those in force first; barnevern only for those who may see it."""
    masked, names = is_masked(case, user), dict(KindOfInformation.choices)
    bases = LegalBasis.objects.told().filter(case_id=case.pk, kind=BasisKind.CONSENT)
    found = []
    for basis in bases.select_related("unit__service" if masked else "unit"):
        kinds = [kind for kind in KindOfInformation.values if kind in basis.kinds_told]
        # A consent always has a unit and an end; only the family's own right has neither.
        unit, ends = cast("Unit", basis.unit), cast("datetime", basis.ends)
        found.append(
            SharedWith(
                unit_id=unit.pk,
                unit=unit_label(unit, masked=masked),
                kinds=[str(names[kind]) for kind in kinds],
                starts=basis.starts,
                last_day=ends - timedelta(seconds=1),
                withdrawn_at=basis.withdrawn_at,
                alive=basis.alive,
            )
        )
    # To the last: else they stand as Postgres finds them, and what was changed for barnevern stands at the end.
    return sorted(found, key=lambda one: (not one.alive, one.unit, one.starts, one.last_day, one.kinds))


def timeline(case: Case, *, kind: str = "", text: str = "") -> QuerySet[Entry]:
    """The entries one may read after the first, newest first, of one kind or with a text in them where asked.

    The key is in the order so that an entry never stands on two pages.
    """
    entries = Entry.objects.filter(case=case).exclude(role=EntryRole.FIRST).order_by("-written_at", "pk")
    entries = entries.select_related("evaluation__measure")
    if kind:
        entries = entries.filter(kind=kind)
    if text:
        entries = entries.filter(text__icontains=text)
    return entries


def hidden_entry_count(case: Case) -> int:
    """How many entries of the case are not shown to me as staff (R4); no more than the number is to be known."""
    return int(value("hidden_entry_count", case=case.pk))
