"""Who can be kept out, and who is."""

import uuid

from django.db.models import QuerySet

from cases.case.models import CaseKeptOut
from municipality.organisation.models import Unit


def units_of(municipality_id: int) -> QuerySet[Unit]:
    """Units in use, by name."""
    return Unit.objects.filter(municipality=municipality_id).order_by("name")


def kept_out_of_case(case_id: uuid.UUID) -> QuerySet[CaseKeptOut]:
    """For the relay holder; nobody else sees any."""
    return (
        CaseKeptOut.objects.filter(case=case_id, lifted_at=None).prefetch_related("user").order_by("kept_at")
    )
