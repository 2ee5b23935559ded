"""Reading a log: whom it is shared with, who takes part, and the words for it. Who sees what, the database decides."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.logs.models import Case, Entry, ParentalResponsibility
from consent.models import BasisKind, Consent, LegalBasis
from municipality.access.verbs import rows
from municipality.organisation.kinds import KindOfInformation
from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.ui.words import in_a_row


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part now; `unit` is empty for the family, and, with a protected address, in its view."""

    user_id: int
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


def is_masked(case: Case, user: User) -> bool:
    """With a protected address the family's view names no unit, place or person of the services (R7 f)."""
    return user.is_family and case.is_protected


def unit_label(unit: Unit, *, masked: bool) -> str:
    """The unit's name, or only its service where a name would say a place."""
    return unit.service.name if masked else unit.name


def may_know_of_child_welfare(case: Case, user: User) -> bool:
    """Whether one may learn from this case that the child has contact with barnevern.

    The family, those whose basis covers child welfare, and barnevern itself.
    """
    covered = Q(kinds__contains=[KindOfInformation.CHILD_WELFARE])
    own = Q(unit__service__kind_of_information=KindOfInformation.CHILD_WELFARE)
    return user.is_family or case.caseusergrant_set.filter(covered | own).exists()


def participants(case: Case) -> list[Participant]:
    """Who takes part, the relay holder first. Empty for somebody who does not."""
    return [
        Participant(
            row["user_id"], row["name"], row["unit_id"], row["unit_name"], row["capacity"], row["holds"]
        )
        for row in rows("select * from case_participants(%s)", case.pk)
    ]


def shared_with(case: Case, user: User) -> list[SharedWith]:
    """Every consent of the case, those in force first; barnevern only for those who may see it."""
    masked, now, names = is_masked(case, user), timezone.now(), dict(KindOfInformation.choices)
    bases = LegalBasis.objects.filter(case_id=case.pk, kind=BasisKind.CONSENT).select_related("unit__service")
    # That another unit reads about barnevern says that there is something to read.
    knows = may_know_of_child_welfare(case, user)
    registered = set(Consent.objects.filter(case_id=case.pk, registered_by=user).values_list("pk", flat=True))
    found = []
    for basis in bases:
        told = knows or basis.consent_id in registered
        kinds = [
            kind
            for kind in KindOfInformation.values
            if kind in basis.kinds and (told or kind != KindOfInformation.CHILD_WELFARE)
        ]
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
                alive=basis.withdrawn_at is None and basis.starts <= now < ends,
            )
        )
    return sorted(found, key=lambda share: (not share.alive, share.unit))


def family_readers(case: Case) -> list[str]:
    """The family members who read now, in words: «mor», «Emma»."""
    now = timezone.now()
    alive = {
        basis.resident_id
        for basis in LegalBasis.objects.filter(case_id=case.pk, kind=BasisKind.FAMILY)
        if basis.withdrawn_at is None and basis.starts <= now and (basis.ends is None or now < basis.ends)
    }
    parents = [
        p.get_relation_display() for p in ParentalResponsibility.objects.filter(case=case, parent__in=alive)
    ]
    return [*parents, *([case.first_name] if case.subject_id in alive else [])]


def readers_by_kind(case: Case, user: User) -> dict[str, str]:
    """For each kind of information the line that says who reads an entry of it."""
    family = family_readers(case)
    shares = shared_with(case, user)
    knows = may_know_of_child_welfare(case, user)
    unless_withheld = _("Familien leser det ikke hvis du velger det under.")
    lines = {}
    for kind, label in KindOfInformation.choices:
        units = list(
            dict.fromkeys(share.unit for share in shares if share.alive and str(label) in share.kinds)
        )
        if kind == KindOfInformation.CHILD_WELFARE and not knows:
            units.append(_("de som har samtykke til å lese om barnevern"))
        names = in_a_row([_("deg"), *units, *family])
        line = _("Leses av: %(names)s.") % {"names": names}
        lines[str(kind)] = f"{line} {unless_withheld}" if family else line
    return lines


def timeline(case: Case, *, kind: str = "", text: str = "") -> QuerySet[Entry]:
    """The entries one may read, newest first, of one kind or with a text in them where asked."""
    entries = Entry.objects.filter(case=case).select_related("unit__service")
    if kind:
        entries = entries.filter(kind=kind)
    if text:
        entries = entries.filter(text__icontains=text)
    return entries


def hidden_entry_count(case: Case) -> int:
    """How many entries of the case are not shown to me as staff (R4); no more than the number is to be known."""
    return int(rows("select hidden_entry_count(%s) as n", case.pk)[0]["n"])
