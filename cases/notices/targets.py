"""What a notice is about, as far as the current user may see it: the notice itself holds keys only."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Model
from django.urls import reverse

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.concerns.models import Concern
from cases.notices.registry import Target, targets_of
from cases.work.models import Measure
from municipality.access.verbs import value
from municipality.audit.access_log import Shown
from municipality.notices.models import OF_A_CONSENT, OF_A_PLAN, OF_AN_ABSENCE, Notice, NoticeType
from municipality.people.models import User


@dataclass(frozen=True)
class NoticeShown:
    """A notice with the words that say what it is about; empty when only the type can be told.

    `noted` is what the words are about, for the access log.
    """

    notice: Notice
    about: str
    noted: tuple[Model | Shown, ...]


@dataclass(frozen=True)
class Subjects:
    """What notices are about, by key, as far as the current user sees it: a case that is read, its head, a concern."""

    cases: dict[uuid.UUID | None, Case]
    heads: dict[uuid.UUID | None, CaseHead]
    concerns: dict[uuid.UUID | None, Concern]


def subjects_of(notices: Sequence[Notice]) -> Subjects:
    """At most three queries."""
    case_ids = {notice.case_id for notice in notices if notice.case_id}
    concern_ids = {notice.concern_id for notice in notices if notice.concern_id}
    cases = Case.objects.filter(pk__in=case_ids) if case_ids else ()
    hidden = case_ids - {case.pk for case in cases}
    heads = CaseHead.objects.of(hidden) if hidden else ()
    concerns = Concern.objects.filter(pk__in=concern_ids).select_related("author") if concern_ids else ()
    return Subjects(
        cases={case.pk: case for case in cases},
        heads={head.pk: head for head in heads},
        concerns={concern.pk: concern for concern in concerns},
    )


def about(notices: Sequence[Notice], user: User) -> list[NoticeShown]:
    """Each notice with the child it is about; to the family without the number of the case."""
    subjects = subjects_of(notices)
    words: dict[uuid.UUID | None, str] = {
        **{pk: concern.first_name for pk, concern in subjects.concerns.items()},
        **{pk: f"{head.initials} {head.number}".strip() for pk, head in subjects.heads.items()},
        **{
            pk: case.first_name if user.is_family else f"{case.first_name} {case.number}"
            for pk, case in subjects.cases.items()
        },
    }
    told = targets_of(notices)
    return [_shown(notice, words, told.get(notice.pk)) for notice in notices]


def _shown(notice: Notice, known: dict[uuid.UUID | None, str], target: Target | None) -> NoticeShown:
    name = known.get(notice.case_id or notice.concern_id or notice.pk, "")
    words = ", ".join(part for part in (name, target.words if target else "") if part)
    rows: tuple[Model | Shown, ...] = target.rows if target else ()
    return NoticeShown(notice, words, rows or ((_told_of(notice),) if name else ()))


def _told_of(notice: Notice) -> Shown:
    """By its key alone: the row itself may be of a room above."""
    keys = {"entry": notice.entry_id, "measure": notice.measure_id, "concern": notice.concern_id}
    thing, key = next(((thing, key) for thing, key in keys.items() if key), ("case", notice.case_id))
    return Shown(notice.case_id, f"{thing}:{key}")


def address(notice: Notice) -> str:
    """The page of what the notice is about; the list of notices when nothing of it can be seen any more."""
    if target := targets_of([notice]).get(notice.pk):
        return target.url
    if notice.concern_id and Concern.objects.filter(pk=notice.concern_id).exists():
        return reverse("concerns:read", args=[notice.concern_id])
    if notice.concern_id and notice.concern_id in value("my_concern_heads"):
        return reverse("concerns:heads")
    if notice.case_id and notice.measure_id and Measure.objects.filter(pk=notice.measure_id).exists():
        return reverse("work:measure_read", args=[notice.case_id, notice.measure_id])
    if (
        notice.case_id and notice.notice_type in OF_A_PLAN
    ):  # shown only while there is a plan that may be read
        return reverse("plans:read", args=[notice.case_id])
    if notice.case_id and Case.objects.filter(pk=notice.case_id).exists():
        if notice.notice_type == NoticeType.CHECK_ANSWERED:  # what the answer was stands there
            return reverse("consents:list", args=[notice.case_id]) + "#kontroll"
        if notice.notice_type == NoticeType.REQUEST_ANSWERED:
            return reverse("requests:of_log", args=[notice.case_id])
        page = "consents:list" if notice.notice_type in OF_A_CONSENT else "logs:read"
        return reverse(page, args=[notice.case_id])
    if notice.case_id and CaseHead.objects.one(notice.case_id):
        return reverse("heads:read", args=[notice.case_id])
    return reverse("notices:list")


# About no child, as far as the notice says.
PAGE_OF: Final = {
    NoticeType.SIGN_IN_CHANGED: "profile:read",
    NoticeType.ADMINISTRATORS_PLACE: "accounts:administrators",
    NoticeType.DECLARATION_CHANGED: "secrecy:mine",
    NoticeType.CHAIN_BROKEN: "audit:list",
    NoticeType.CHECK_ASKED: "checks:list",
    NoticeType.REQUEST_RECEIVED: "requests:list",
    NoticeType.REQUEST_DUE: "requests:list",
    NoticeType.REQUEST_LATE: "requests:list",
    NoticeType.DEVIATION: "deviations:list",
    NoticeType.DEVIATION_DUE: "deviations:list",
    NoticeType.STATUTE_RECEIVED: "bylaw:overview",
    NoticeType.STATUTE_NAMED: "bylaw:overview",
    NoticeType.STATUTE_ENDED: "bylaw:overview",
    **dict.fromkeys(OF_AN_ABSENCE, "absence:list"),
}


def of_accounts(notices: Sequence[Notice]) -> dict[uuid.UUID, Target]:
    """Where notices lead that name no child: those about accounts, what waits for the second person, deviations."""
    types = {notice.pk: NoticeType(notice.notice_type) for notice in notices}
    return {pk: Target(reverse(PAGE_OF[one])) for pk, one in types.items() if one in PAGE_OF}
