"""What a notice is about, as far as the one who asks may see it: the notice itself holds keys only."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from cases.concerns.models import Concern
from cases.logs.models import Case, CaseHead
from municipality.notices.models import Notice


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
    heads = {head.pk: head for head in CaseHead.objects.filter(pk__in=hidden)} if hidden else {}
    concern_ids = {notice.concern_id for notice in notices if notice.concern_id}
    concerns = (
        {concern.pk: concern for concern in Concern.objects.filter(pk__in=concern_ids)} if concern_ids else {}
    )
    words: dict[uuid.UUID, str] = {
        **{pk: concern.first_name for pk, concern in concerns.items()},
        **{pk: f"{head.initials} {head.number}".strip() for pk, head in heads.items()},
        **{pk: f"{case.first_name} {case.number}" for pk, case in cases.items()},
    }
    shown = [
        Shown(notice, words.get(notice.case_id or notice.concern_id or notice.pk, "")) for notice in notices
    ]
    return shown, [*cases.values(), *heads.values(), *concerns.values()]


def address(notice: Notice) -> str:
    """The page of what the notice is about; the list of notices when nothing of it can be seen any more."""
    if notice.concern_id and Concern.objects.filter(pk=notice.concern_id).exists():
        return reverse("concerns:read", args=[notice.concern_id])
    if notice.case_id and Case.objects.filter(pk=notice.case_id).exists():
        return reverse("logs:read", args=[notice.case_id])
    if notice.case_id and CaseHead.objects.filter(pk=notice.case_id).exists():
        return reverse("heads:read", args=[notice.case_id])
    return reverse("notices:list")
