"""The worker's part of a document: gather what its orderer may see, lay out, seal, hand over.

Each step is written in its own transaction, so that the person who waits sees the progress. It may be run
twice, by two workers or after a crash: only the worker that takes the document in its current state goes on with it.
"""

import logging
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from cases.case.models import Case
from cases.plans.files import seal_file
from cases.plans.gathering import plan_contents
from cases.plans.models import DocumentState, PlanDocument, PlanFile
from cases.plans.paper import paper_html
from cases.plans.selectors import plan_of
from municipality.access.identity import as_system, as_user
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import Notice, NoticeType
from municipality.notices.services import deliver_soon
from municipality.paper.making import Paper, declare_accessible, lay_out
from municipality.people.models import User

logger = logging.getLogger(__name__)

REASON: Final = "make a plan document"
UNDER_WAY: Final = (DocumentState.GATHERING, DocumentState.SETTING, DocumentState.SEALING)
GIVEN_UP: Final = timedelta(
    minutes=10
)  # a step that took longer was lost with its worker, which is stopped after five
MOST_ATTEMPTS: Final = 3
KEPT_FOR: Final = timedelta(
    days=30
)  # files; the plan itself lives in the log, and a new document can be made


def _before(pause: timedelta) -> Q:
    """Reached its state so long ago; or in the future, by a clock that was ahead."""
    return Q(state_at__lt=Now() - pause) | Q(state_at__gt=Now())


class NothingToMake(Exception):
    """The person who ordered it may not read the plan any more."""


class TakenOver(Exception):
    """Another worker goes on with this document."""


@dataclass(frozen=True)
class Gathered:
    """What the orderer was allowed to read, as HTML, and what somebody must be allowed to read to get it."""

    html: str
    kinds: list[str]
    names_child_welfare: bool
    left_out: list[int]


def make_document(document_id: uuid.UUID) -> None:
    """Make the file that was ordered, or leave the document as failed. Does nothing when somebody else makes it."""
    try:
        with as_system(REASON):
            document = _take(document_id)
    except TakenOver:
        return
    try:
        _make(document)
    except (TakenOver, NothingToMake) as told:
        # Nobody who lost the right to read learns why; they do not even see that it failed.
        if isinstance(told, NothingToMake):
            _fail(document)
    except Exception as error:  # noqa: BLE001 - whatever it was, somebody waits and must be told
        logger.error("A plan document could not be made (%s).", type(error).__name__)
        _fail(document)


def _take(document_id: uuid.UUID) -> PlanDocument:
    """The document, taken from the queue or from a worker that was lost; TakenOver when there is none to take."""
    lost = Q(state__in=UNDER_WAY) & _before(GIVEN_UP)
    free = PlanDocument.objects.filter(Q(state=DocumentState.WAITING) | lost, pk=document_id)
    taken = free.update(state=DocumentState.GATHERING, state_at=Now(), attempts=F("attempts") + 1)
    if not taken:
        raise TakenOver
    return PlanDocument.objects.get(pk=document_id)


def _make(document: PlanDocument) -> None:
    gathered = _gather(document)
    _step(document, DocumentState.SETTING)
    pages = lay_out(gathered.html)
    _step(document, DocumentState.SEALING)
    _hand_over(document, gathered, declare_accessible(pages))


def _gather(document: PlanDocument) -> Gathered:
    with as_user(document.ordered_by_id):
        case = Case.objects.select_related("municipality").filter(pk=document.case_id).first()
        plan = plan_of(case) if case else None
        user = User.objects.filter(pk=document.ordered_by_id).first()
        if case is None or plan is None or user is None:
            raise NothingToMake
        contents = plan_contents(plan, case=case, user=user, paper=True)
        access_log.record(Act.DOCUMENT_MAKE, case_id=case.pk, objects=[*contents.rows, document])
        html = paper_html(
            contents,
            printed_by=contents.reader,
            printed_at=timezone.localtime(),
        )
    return Gathered(html, contents.kinds, contents.names_child_welfare, contents.left_out)


def _step(document: PlanDocument, state: DocumentState, **also: object) -> None:
    """From this worker's step to the next; TakenOver when the document is no longer this worker's."""
    with as_system(REASON):
        _move(document, state, **also)


def _move(document: PlanDocument, state: DocumentState, **also: object) -> None:
    mine = PlanDocument.objects.filter(
        pk=document.pk, state__in=UNDER_WAY, attempts=document.attempts, ordered_at=document.ordered_at
    )
    if not mine.update(state=state, state_at=Now(), **also):
        raise TakenOver


def _hand_over(document: PlanDocument, gathered: Gathered, paper: Paper) -> None:
    with as_system(REASON):
        _move(
            document,
            DocumentState.READY,
            kinds=gathered.kinds,
            names_child_welfare=gathered.names_child_welfare,
            left_out=gathered.left_out,
            pages=paper.pages,
        )
        PlanFile.objects.create(document=document, sealed=seal_file(document, paper.content))
        Notice.objects.create(
            user_id=document.ordered_by_id,
            notice_type=NoticeType.DOCUMENT_READY,
            case_id=document.case_id,
            created_at=Now(),
        )
    deliver_soon()


def _fail(document: PlanDocument) -> None:
    try:
        _step(document, DocumentState.FAILED)
    except TakenOver:
        return


def documents_left() -> list[uuid.UUID]:
    """The clock's: documents whose task was lost, and those that were begun by a worker that was lost.

    One that was begun too often is set to failed: it would take the worker with it again.
    """
    with as_system(REASON):
        lost = PlanDocument.objects.filter(_before(GIVEN_UP), state__in=UNDER_WAY)
        lost.filter(attempts__gte=MOST_ATTEMPTS).update(state=DocumentState.FAILED, state_at=Now())
        waiting = Q(state=DocumentState.WAITING) & _before(timedelta(minutes=1))
        left = PlanDocument.objects.filter(waiting | Q(pk__in=lost.values("pk")))
        return list(left.order_by("ordered_at").values_list("pk", flat=True))


def files_forget() -> int:
    """The clock's: delete files older than KEPT_FOR; returns how many. A date in the future counts as now."""
    with as_system("delete old plan files"):
        PlanDocument.objects.filter(state=DocumentState.READY, state_at__gt=Now()).update(state_at=Now())
        old = PlanFile.objects.filter(document__state_at__lt=Now() - KEPT_FOR)
        return old.delete()[0]
