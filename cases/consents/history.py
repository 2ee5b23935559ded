"""All that a family has answered in a log, the newest first: consents, refusals, and what was taken back."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case.names import Told
from cases.documents.models import Document
from consent.models import ConsentState, Withdrawal
from consent.selectors import Given, SharedWith

EXPIRES_WITHIN: Final = timedelta(days=60)


@dataclass(frozen=True)
class Event:
    """One consent, with its number and where it stands, or a withdrawal."""

    at: datetime
    place: int = 0
    given: Given | None = None
    state: str = ""
    tone: str = ""
    papers: Sequence[Document] = ()
    withdrawal: Withdrawal | None = None


def numbered(given: list[Given]) -> list[tuple[int, Given]]:
    """Each with its number, the oldest first of all: so a number stays what it was."""
    return [(len(given) - place, one) for place, one in enumerate(given)]


def history_of(
    case_id: uuid.UUID,
    given: list[Given],
    shares: list[SharedWith],
    papers: Mapping[uuid.UUID, list[Document]],
) -> list[Event]:
    events = [
        Event(one.registered_at, place, one, *state_of(one, shares), papers[one.consent_id])
        for place, one in numbered(given)
    ]
    taken_back = Withdrawal.objects.filter(case_id=case_id).annotate(unit_told=Told("withdrawal_unit"))
    events += [Event(one.registered_at, withdrawal=one) for one in taken_back]
    return sorted(events, key=lambda one: one.at, reverse=True)


def state_of(one: Given, shares: Iterable[SharedWith]) -> tuple[str, str]:
    """In words and with a colour. That it expires follows from what is left of it, as the reader is told it."""
    if one.state != ConsentState.IN_FORCE:
        return str(ConsentState(one.state).label), ""
    left = [share.ends for share in shares if share.consent_id == one.consent_id and not share.withdrawn_at]
    ends = max(left, default=one.ends)
    now = timezone.now()
    if ends is None or ends <= now:
        # Else nobody may say yes to it alone any longer, or not for now.
        is_over = one.ends is None or one.ends <= now
        return _("utløpt") if is_over else _("gjelder ikke nå"), ""
    if ends <= now + EXPIRES_WITHIN:
        return _("går snart ut"), "waiting"
    return str(ConsentState.IN_FORCE.label), "done"
