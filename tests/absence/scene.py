"""What the tests of absences begin with: somebody is away in these days, and somebody else stands in."""

import uuid
from datetime import timedelta

from django.utils import timezone

from cases.absence.services import absence_register
from municipality.access.identity import as_system, as_user
from tests.access.scenes import plain
from tests.cast import Cast


def away(
    cast: Cast,
    person: str,
    stand_in: str | None,
    *,
    by: str = "",
    first: int = 0,
    last: int = 5,
) -> uuid.UUID:
    """Registered by the person, or `by` another; days from today."""
    today = timezone.localdate()
    with as_user(getattr(cast, by or person).pk):
        return absence_register(
            user_id=getattr(cast, person).pk,
            first=today + timedelta(days=first),
            last=today + timedelta(days=last),
            stand_in_id=getattr(cast, stand_in).pk if stand_in else None,
        )


def days_pass(absence_id: uuid.UUID, days: int) -> None:
    """The absence is this many days older; nothing else happens, no job runs."""
    with as_system("test: days pass"):
        moved = (
            "during = tstzrange(lower(during) - ago, upper(during) - ago) from make_interval(days => %s) ago"
        )
        plain(f"update cases_absence set {moved} where id = %s", days, absence_id)
        plain(
            f"update cases_caseusergrant set {moved} where stands_in = %s and not isempty(during)",
            days,
            absence_id,
        )
