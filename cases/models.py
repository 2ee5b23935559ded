"""Every model of the cases, room by room; Django looks for them here."""

from cases.baton.models import BatonMove, BatonOffer
from cases.concerns.models import Concern, ConcernColleague
from cases.grants.models import CaseGroupGrant, CaseUserGrant
from cases.logs.models import Case, CaseHead, Entry, EntryVersion, ParentalResponsibility

__all__ = [
    "BatonMove",
    "BatonOffer",
    "Case",
    "CaseGroupGrant",
    "CaseHead",
    "CaseUserGrant",
    "Concern",
    "ConcernColleague",
    "Entry",
    "EntryVersion",
    "ParentalResponsibility",
]
