"""Every table that belongs to one case, and who reads it."""

import uuid

from cases.baton.models import BatonMove, BatonOffer
from cases.case.head import CaseHead
from cases.case.models import Case, ParentalResponsibility
from cases.logs.models import Entry, EntryVersion
from cases.models import CaseGroupGrant, CaseUserGrant
from consent.models import Asked, Consent, LegalBasis, Reply, Withdrawal
from tests.access.scenes import everybody_who
from tests.cast import EVERYBODY, Cast

OF_A_CASE = (
    Case, Entry, EntryVersion, ParentalResponsibility, CaseUserGrant, CaseGroupGrant, Consent, Asked, Reply, LegalBasis,
    Withdrawal, BatonMove, BatonOffer,
)  # fmt: skip


def readers(cast: Cast, case_id: uuid.UUID) -> set[str]:
    return everybody_who(cast, EVERYBODY, lambda: Case.objects.filter(pk=case_id).exists())


def head_readers(cast: Cast, case_id: uuid.UUID) -> set[str]:
    return everybody_who(cast, EVERYBODY, lambda: CaseHead.objects.filter(pk=case_id).exists())
