"""That something is withheld: by which section, since when, and how one complains (D7)."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from cases.logs.models import WithheldReason
from municipality.access.verbs import rows
from municipality.organisation.law import legal_reference


class _Row(NamedTuple):
    reason: str
    since: date


@dataclass(frozen=True)
class Withheld:
    """One note, of which nothing else is told. `section` is the one of its day."""

    why: str
    section: str
    since: date


def withheld_in_my_units(case_id: uuid.UUID) -> list[Withheld]:
    """For who has the leader's place where it was written."""
    return [_said(one) for one in rows(_Row, "withheld_in_my_units", case=case_id)]


def withheld_from_me(case_id: uuid.UUID) -> list[Withheld]:
    """For the family, where being told tells nothing of the child."""
    return [_said(one) for one in rows(_Row, "withheld_from_me", case=case_id)]


def section_of(reason: str, day: date) -> str:
    return legal_reference(f"withheld_{reason}", day)


def complaint_section() -> str:
    """By which a refusal of insight can be complained of, today."""
    return legal_reference("complaint_about_insight", timezone.localdate())


@dataclass(frozen=True)
class Insight:
    """What the family reads of it: what is told, and the section by which one complains, whether anything is or not."""

    told: list[Withheld]
    complaint: str


def insight_of(case_id: uuid.UUID) -> Insight:
    """For somebody of the family."""
    return Insight(withheld_from_me(case_id), complaint_section())


def _said(one: _Row) -> Withheld:
    return Withheld(str(WithheldReason(one.reason).label), section_of(one.reason, one.since), one.since)
