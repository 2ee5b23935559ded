"""The teams that the sender of a referral, or the relay holder, waits for, for "Min dag"."""

import uuid
from datetime import datetime
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.myday.awaiting import Awaited
from municipality.access.verbs import rows
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.dates import ago_text, day_text

REFERRAL: Final = "henvisning"


class Asked(NamedTuple):
    """A case on a team's table that no approved minutes say anything of; without the team's name if it is not told."""

    referral_id: uuid.UUID
    case_id: uuid.UUID
    team: str
    since: datetime
    meets: datetime | None
    reminded_at: datetime | None


def unanswered(user: User, place: Workplace) -> list[Awaited]:
    """The answers that the teams owe me."""
    asked = rows(Asked, "awaited_teams")
    cases = (
        {case.pk: case for case in Case.objects.filter(pk__in=[one.case_id for one in asked])}
        if asked
        else {}
    )
    return [_line(one, cases[one.case_id]) for one in asked if one.case_id in cases]


def _line(asked: Asked, case: Case) -> Awaited:
    now = timezone.localtime()
    when = [_("meldt %(ago)s") % {"ago": ago_text(timezone.localtime(asked.since), now)}]
    if asked.meets:
        when.append(
            _("møtes %(day)s") % {"day": day_text(timezone.localtime(asked.meets).date(), now.date())}
        )
    return Awaited(
        what=REFERRAL,
        text=_("Svar fra %(team)s") % {"team": asked.team or _("teamet")},
        url=reverse("answers:referral", args=[asked.referral_id]),
        key=asked.referral_id,
        about=case.whom,
        child=case.child,
        when=" · ".join(when),
        since=asked.since,
        reminded_at=asked.reminded_at,
        shown=(case,),
    )
