"""The family's own right to read (R7): independent of any unit's consent; only age ends or narrows it.

The database's verb `family_enter` checks the ages again.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from cases.case.models import Ascertained, Case, ParentalResponsibility
from cases.consents.deputies import parents_answer, parents_were_shut_out
from consent.models import Answer, BasisType, LegalBasis, Reply
from municipality.access.verbs import call
from municipality.clock import database_now
from municipality.organisation.choices import Area, KindOfInformation
from municipality.people.ages import FULL_AGE, HEALTH_AGE, birthday

READING_AGE = 15
EVERY_KIND = [kind.value for kind in KindOfInformation]
EVERY_AREA = [area.value for area in Area]
WITHOUT_HEALTH = (
    [kind for kind in EVERY_KIND if kind != KindOfInformation.HEALTH],
    [area for area in EVERY_AREA if area != Area.HEALTH],
)


@dataclass(frozen=True)
class FamilyRight:
    """One resident may read these kinds, from these sources, from `start` until `end` (None: without end)."""

    resident: uuid.UUID
    kinds: list[str]
    sources: list[str]
    start: datetime
    end: datetime | None


def subject_right(subject: uuid.UUID, born: date) -> FamilyRight:
    """The young person reads everything from 15, whatever the consent age is (D12)."""
    start = max(database_now(), birthday(born, READING_AGE))
    return FamilyRight(subject, EVERY_KIND, EVERY_AREA, start, None)


def parent_rights(parent: uuid.UUID, born: date, *, of_pregnancy: bool = False) -> list[FamilyRight]:
    """A parent with responsibility reads until the child is 18, from 16 nothing of health or from its personnel.

    A log of the child's own pregnancy is all health.
    """
    now = database_now()
    both = (
        FamilyRight(parent, EVERY_KIND, EVERY_AREA, now, birthday(born, HEALTH_AGE)),
        FamilyRight(parent, *WITHOUT_HEALTH, max(now, birthday(born, HEALTH_AGE)), birthday(born, FULL_AGE)),
    )
    return [
        right for right in both[: 1 if of_pregnancy else 2] if right.end is None or right.start < right.end
    ]


def family_enter(case_id: uuid.UUID, rights: Iterable[FamilyRight]) -> None:
    """Give the rights. The relay holder's verb; refused for others and outside the ages."""
    for right in rights:
        call(
            "family_enter",
            id=uuid.uuid4(),
            case=case_id,
            resident=right.resident,
            kinds=right.kinds,
            sources=right.sources,
            starts=right.start,
            ends=right.end,
        )


def shut_out_parents(case: Case) -> list[ParentalResponsibility]:
    """Parents with responsibility who cannot read, since the child's address is protected and nobody has let them in;
    for the relay holder also where that is over, or they were replaced.

    Empty from 16: then the young person decides what parents read; and while somebody else answers instead.
    """
    if (
        not (case.is_protected or parents_were_shut_out(case.pk))
        or not parents_answer(case.pk)
        or birthday(case.subject_birth_date, HEALTH_AGE) <= timezone.now()
    ):
        return []
    reads = LegalBasis.objects.filter(case_id=case.pk, basis_type=BasisType.FAMILY, withdrawn_at=None)
    return list(
        ParentalResponsibility.objects.filter(case=case, has_responsibility=True)
        .exclude(parent__in=reads.values("resident"))
        .exclude(ascertained=Ascertained.TOLD)
    )


def without_shown_responsibility(case: Case) -> list[ParentalResponsibility]:
    """Those who can be given it when it has been seen: without responsibility, or with one that is only told of.

    Empty when the child is of age.
    """
    if birthday(case.subject_birth_date, FULL_AGE) <= timezone.now():
        return []
    told = Q(has_responsibility=False) | Q(ascertained=Ascertained.TOLD)
    return list(ParentalResponsibility.objects.filter(told, case=case))


def unshown_parents(case: Case) -> list[ParentalResponsibility]:
    """Parents with responsibility who read nothing yet, since nobody has seen what shows it (D5).

    Empty from 16, while somebody else answers instead, and where the young person consented alone and the
    municipality does not let parents read then.
    """
    born, home = case.subject_birth_date, case.municipality
    if birthday(born, HEALTH_AGE) <= timezone.now() or not parents_answer(case.pk):
        return []
    parents = ParentalResponsibility.objects.filter(case=case, has_responsibility=True)
    may_be_alone = (
        birthday(born, home.consent_age) <= timezone.now() and not home.parents_read_from_consent_age
    )
    yes = Reply.objects.filter(
        asked__consent__case_id=case.pk, answer=Answer.YES, asked__resident__in=parents.values("parent")
    )
    if may_be_alone and not yes.exists():
        return []
    return list(parents.filter(ascertained=Ascertained.TOLD))
