"""Handing over the baton: by offer and acceptance, so that a child is never without a relay holder."""

import uuid

from django.db import transaction

from cases.baton.models import BatonOffer, OfferAnswer
from cases.case.candidates import Candidate
from municipality.access.verbs import call, rows
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon


def latest_offer(case_id: uuid.UUID) -> BatonOffer | None:
    """The question that waits, or the last one answered; one that was dropped does not count."""
    offers = BatonOffer.objects.filter(case_id=case_id).exclude(answer=OfferAnswer.LAPSED)
    return offers.prefetch_related("unit").order_by("-offered_at").first()


def baton_candidates(case_id: uuid.UUID) -> list[Candidate]:
    """Who the relay holder can ask. Empty for anybody but the holder."""
    return rows(Candidate, "baton_candidates", case=case_id)


@transaction.atomic
def baton_offer(*, case_id: uuid.UUID, user_id: int, unit_id: int, why: str) -> uuid.UUID:
    """Ask a participant to take the baton. The holder keeps it until the answer is yes. PermissionDenied for others."""
    offer_id = uuid.uuid4()
    call("baton_offer", id=offer_id, case=case_id, user=user_id, unit=unit_id, why=why)
    deliver_soon()
    access_log.record(Act.BATON_OFFER, case_id=case_id)
    return offer_id


@transaction.atomic
def baton_offer_cancel(*, case_id: uuid.UUID) -> None:
    """Take the question back, to ask somebody else.

    PermissionDenied for anybody but the holder, NothingThere if none waits.
    """
    call("baton_offer_cancel", case=case_id)
    access_log.record(Act.BATON_CANCEL, case_id=case_id)


def log_rest_end(case_id: uuid.UUID) -> None:
    """Close a log that rests, without asking the family (D4). The holder's; NothingThere if it rests no longer."""
    call("log_rest_end", case=case_id)


@transaction.atomic
def baton_answer(*, case_id: uuid.UUID, offer_id: uuid.UUID, yes: bool, reason: str = "") -> None:
    """Answer an offer that waits for the current user. Yes moves the baton at once. PermissionDenied for others."""
    call("baton_answer", offer=offer_id, yes=yes, reason=reason)
    deliver_soon()
    access_log.record(Act.BATON_ACCEPT if yes else Act.BATON_DECLINE, case_id=case_id)


@transaction.atomic
def baton_remind(case_id: uuid.UUID) -> None:
    """Remind the person asked of the question. By the holder who asked, once a week; NothingThere if none waits."""
    call("baton_remind", case=case_id)
    deliver_soon()
    access_log.record(Act.BATON_REMIND, case_id=case_id)
