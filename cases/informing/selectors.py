"""Notes about others, and whether these were told: one's own, and how many for the privacy officer."""

import uuid
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.informing.models import Outcome
from municipality.access.verbs import rows
from municipality.organisation.law import legal_reference

MOST: Final = 200
WITHIN: Final = timedelta(days=30)  # a month at most (GDPR 14 no. 3)


class Mine(NamedTuple):
    """A note of mine, or of one who has gone, that tells of somebody else: of its log the number alone."""

    entry_id: uuid.UUID
    case_id: uuid.UUID
    number: str
    unit_id: int
    written_at: datetime
    of_an_adult: bool
    as_leader: bool
    outcome: str
    happened_on: date | None
    provision: str
    said: str

    @property
    def written_on(self) -> date:
        return timezone.localdate(self.written_at)

    @property
    def due(self) -> date:
        return self.written_on + WITHIN

    @property
    def whom(self) -> str:
        return _("en voksen i loggen") if self.of_an_adult else _("noen som ikke står i loggen")

    @property
    def outcome_words(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""

    @property
    def law(self) -> str:
        return provision_words(self.provision) if self.provision else ""


def provision_words(key: str) -> str:
    return legal_reference(f"not_informed_{key}", timezone.localdate())


def informing_mine() -> list[Mine]:
    """The open first, the oldest first."""
    return rows(Mine, "informing_mine", entry=None, most=MOST)


def informing_one(entry_id: uuid.UUID) -> Mine | None:
    found = rows(Mine, "informing_mine", entry=entry_id, most=1)
    return found[0] if found else None


class Counted(NamedTuple):
    """How many notes of one unit."""

    unit: str
    waiting: int
    told: int
    not_told: int
    exempt: int


def informing_counts() -> list[Counted]:
    """For the privacy officer."""
    return rows(Counted, "informing_counts")
