"""Keeping somebody out of a log, and letting them in again."""

import uuid

from django.db import transaction

from cases.case.models import CaseKeptOut
from cases.concerns.services import KeptOut
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act


@transaction.atomic
def case_keep_out(*, case_id: uuid.UUID, kept_out: KeptOut) -> None:
    """Keep somebody of the municipality's staff out: whatever access they have ends, and nobody can name them (D6).

    Raises PermissionDenied for others than the relay holder, and for the holder.
    """
    call("case_keep_out", case=case_id, user=kept_out.user_id, because=kept_out.because)
    access_log.record(Act.CASE_KEEP_OUT, case_id=case_id, objects=[CaseKeptOut(pk=case_id)])


@transaction.atomic
def case_let_in(*, case_id: uuid.UUID, user_id: int) -> None:
    """The person can be named again; what they had is not given back. Raises NothingThere for who is not kept out."""
    call("case_let_in", case=case_id, user=user_id)
    access_log.record(Act.CASE_LET_IN, case_id=case_id, objects=[CaseKeptOut(pk=case_id)])
