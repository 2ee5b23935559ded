"""What a notice is about, as far as the one who asks may see it: the notice itself holds keys only."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from cases.concerns.models import Concern
from cases.logs.models import Case, CaseHead
from cases.notices.registry import Target, targets_of
from cases.work.models import Measure
from municipality.notices.models import Notice, NoticeKind

OF_A_PLAN = (NoticeKind.PLAN_STARTED, NoticeKind.COORDINATOR, NoticeKind.DOCUMENT_READY)


@dataclass(frozen=True)
class Shown:
    """A notice with the words that say what it is about; empty when only the kind can be told."""

    notice: Notice
    about: str


def about(notices: Sequence[Notice]) -> tuple[list[Shown], list[Model]]:
    """Each notice with the child it is about, and the rows that were shown for it."""
    case_ids = {notice.case_id for notice in notices if notice.case_id}
    cases = {case.pk: case for case in Case.objects.filter(pk__in=case_ids)}
    hidden = case_ids - cases.keys()
    heads = {head.pk: head for head in CaseHead.objects.of(hidden)} if hidden else {}
    concern_ids = {notice.concern_id for notice in notices if notice.concern_id}
    concerns = (
        {concern.pk: concern for concern in Concern.objects.filter(pk__in=concern_ids)} if concern_ids else {}
    )
    words: dict[uuid.UUID, str] = {
        **{pk: concern.first_name for pk, concern in concerns.items()},
        **{pk: f"{head.initials} {head.number}".strip() for pk, head in heads.items()},
        **{pk: f"{case.first_name} {case.number}" for pk, case in cases.items()},
    }
    told = targets_of(notices)
    shown = [Shown(notice, _words(notice, words, told.get(notice.pk))) for notice in notices]
    rows = [row for target in told.values() for row in target.rows]
    return shown, [*cases.values(), *heads.values(), *concerns.values(), *rows]


def _words(notice: Notice, known: dict[uuid.UUID, str], target: Target | None) -> str:
    words = known.get(notice.case_id or notice.concern_id or notice.pk, "")
    return ", ".join(part for part in (words, target.words if target else "") if part)


def address(notice: Notice) -> str:
    """The page of what the notice is about; the list of notices when nothing of it can be seen any more."""
    if target := targets_of([notice]).get(notice.pk):
        return target.url
    if notice.concern_id and Concern.objects.filter(pk=notice.concern_id).exists():
        return reverse("concerns:read", args=[notice.concern_id])
    if notice.case_id and notice.measure_id and Measure.objects.filter(pk=notice.measure_id).exists():
        return reverse("work:measure_read", args=[notice.case_id, notice.measure_id])
    if notice.case_id and notice.kind in OF_A_PLAN:  # shown only while there is a plan that may be read
        return reverse("plans:read", args=[notice.case_id])
    if notice.case_id and Case.objects.filter(pk=notice.case_id).exists():
        return reverse("logs:read", args=[notice.case_id])
    if notice.case_id and CaseHead.objects.one(notice.case_id):
        return reverse("heads:read", args=[notice.case_id])
    return reverse("notices:list")
