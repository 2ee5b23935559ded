"""Moves what the demo has just written back to when its stories say it happened. Run as the system."""

import uuid
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from cases.baton.models import BatonMove
from cases.case.models import Case, CaseOpening, ParentalResponsibility
from cases.concerns.models import Concern
from cases.grants.models import CaseGroupGrant, CaseUserGrant
from cases.logs.models import Entry, EntryRole
from consent.models import Consent, LegalBasis
from consent.readings import Reading
from municipality.notices.models import Notice, NoticeType
from municipality.organisation.deadlines import deadline

# What is older than this has been read; what is newer waits on "Varsler", so that the page has something to show.
READ_AFTER = timedelta(days=7)


def backdate_case(case_id: uuid.UUID, *, opened_at: datetime, named_at: datetime) -> None:
    """The log was opened then; those whom the receptions named came later. Postgres carries bases to grants."""
    Case.objects.filter(pk=case_id).update(opened_at=opened_at)
    BatonMove.objects.filter(case=case_id).update(moved_at=opened_at)
    ParentalResponsibility.objects.filter(case=case_id).update(registered_at=opened_at)
    Consent.objects.filter(case_id=case_id).update(starts=opened_at, registered_at=opened_at)
    Reading.objects.filter(consent__case_id=case_id).update(explained_at=opened_at, read_at=opened_at)
    # A right that begins with a birthday still ahead keeps its day.
    LegalBasis.objects.filter(case_id=case_id, starts__lte=timezone.now()).update(starts=opened_at)
    CaseGroupGrant.objects.filter(content_object=case_id).update(granted_at=opened_at)
    grants = CaseUserGrant.objects.filter(content_object=case_id)
    from_the_start = Q(unit=None) | Q(unit=CaseOpening.objects.get(case=case_id).unit_id)
    grants.filter(from_the_start).update(granted_at=opened_at)
    grants.exclude(from_the_start).update(granted_at=named_at)
    notices = Notice.objects.filter(case_id=case_id, entry_id=None)
    notices.filter(notice_type=NoticeType.INVITED).update(created_at=opened_at)
    notices.filter(notice_type=NoticeType.NAMED).update(created_at=named_at)
    for entry in Entry.objects.filter(case=case_id, role=EntryRole.FIRST):
        backdate_entry(entry.pk, opened_at)


def backdate_entry(entry_id: uuid.UUID, written_at: datetime) -> None:
    Entry.objects.filter(pk=entry_id).update(written_at=written_at)
    Notice.objects.filter(entry_id=entry_id).update(created_at=written_at)


def backdate_concern(concern: Concern, registered_at: datetime) -> None:
    """The deadline is counted again from the day it was registered."""
    municipality = concern.unit.municipality
    days = municipality.concern_deadline_days
    Concern.objects.filter(pk=concern.pk).update(
        registered_at=registered_at,
        deadline=deadline(municipality, timezone.localdate(registered_at), days),
    )
    Notice.objects.filter(concern_id=concern.pk).update(created_at=registered_at)


def settle_notices(now: datetime) -> None:
    """Nothing of the past is sent by e-mail, and what is old has been read."""
    Notice.objects.filter(sent_at=None).update(sent_at=F("created_at"))
    old = Notice.objects.filter(read_at=None, created_at__lt=now - READ_AFTER)
    old.update(read_at=F("created_at") + timedelta(hours=4))
