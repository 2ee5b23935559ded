"""Consents for units that close: they are asked for anew, for whoever takes over, and never moved."""

import uuid
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import ngettext

from cases.case.models import Case
from consent.models import BasisType, LegalBasis
from municipality.access.verbs import rows
from municipality.organisation.depending import register


class ToRenew(NamedTuple):
    """A consent in a log whose baton the current user holds: its unit closes, and `successor` has no yes yet.

    Where a list names no unit, `unit` is its service, `last_day` is None and `successor` empty. It is empty also
    where nobody takes over.
    """

    case_id: uuid.UUID
    basis_id: uuid.UUID
    unit: str
    last_day: date | None
    successor: str


def consents_to_renew() -> list[ToRenew]:
    """Those that close first, first."""
    return rows(ToRenew, "closing_consents")


def open_logs_of(units: Collection[int]) -> dict[int, int]:
    """How many open logs each of the units reads by a consent, or has the baton of. The system sees all."""
    lasts = Q(withdrawn_at=None) & (Q(ends=None) | Q(ends__gt=Now()))
    bases = LegalBasis.objects.filter(lasts, basis_type=BasisType.CONSENT, unit__in=units)
    still_open = Case.objects.filter(closed_at=None)
    read = set(bases.filter(case_id__in=still_open.values("pk")).values_list("unit", "case_id"))
    held = set(still_open.filter(holder_unit__in=units).values_list("holder_unit", "pk"))
    return Counter(unit for unit, _case in read | held)


def register_logs() -> None:
    """Called from the app's `ready()`: what is counted before a unit closes."""
    register(
        "logs",
        open_logs_of,
        lambda n: ngettext("%(n)d åpen stafettlogg", "%(n)d åpne stafettlogger", n) % {"n": n},
    )
