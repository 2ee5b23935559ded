"""Whom a conversation about consent is about: a child of an undring, or of a log that is open."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from cases.case.gates import case_or_404, holder_or_403
from cases.case.models import Case
from cases.case.selectors import log_at_rest
from cases.concerns.gates import own_open_concern
from cases.concerns.models import Concern
from cases.conversation.selectors import open_conversation
from consent.models import Asked, Consent, Role
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.ages import FULL_AGE, HEALTH_AGE, full_years
from municipality.people.request import SignedInRequest


@dataclass(frozen=True)
class About:
    """The undring or the log, whichever it is, in the words that both have."""

    concern: Concern | None = None
    case: Case | None = None
    rests: bool = (
        False  # a log that its holder does not read: the family is asked once whether it shall go on (D4)
    )

    @property
    def name(self) -> str:
        if self.woman:
            return self.woman.name
        return self.concern.child_name if self.concern else self._case.subject_name

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def born(self) -> date:
        """Of a child that is expected: of the woman, who says it in the first step; ValueError before that."""
        if self.concern and self.woman:
            return self.woman.birth_date or self.concern.born
        return self.concern.born if self.concern else self._case.subject_birth_date

    @property
    def is_of_pregnancy(self) -> bool:
        """Before birth the log is hers who expects the child (D11)."""
        return self.concern.birth_date is None if self.concern else bool(self._case.pregnancy)

    @property
    def woman(self) -> Asked | None:
        """She whom an undring about a child that is not born asks, once it has begun."""
        if not self.concern or self.concern.birth_date or not self.consent:
            return None
        return next(one for one in self.consent.people.all() if one.role == Role.SUBJECT)

    @property
    def own(self) -> Unit:
        """The unit that asks: of the undring, or of the relay holder."""
        return self.concern.unit if self.concern else self._case.holder_unit

    @property
    def age(self) -> int:
        return full_years(self.born, timezone.localdate())

    @property
    def is_of_age(self) -> bool:
        """Answers alone. About a pregnancy from the age of health, and nobody else before she has said hers."""
        if not self.is_of_pregnancy:
            return self.age >= FULL_AGE
        return bool(self.concern and not (self.woman and self.woman.birth_date)) or self.age >= HEALTH_AGE

    @property
    def _case(self) -> Case:
        return cast("Case", self.case)

    @property
    def keys(self) -> dict[str, Any]:
        """What says it in an address and to a verb's Python."""
        return {"concern_id": self.concern.pk} if self.concern else {"case_id": self._case.pk}

    def url(self, step: str, **more: Any) -> str:
        """The page of a step; of "" where the conversation goes on."""
        name = f"{'conversation' if self.concern else 'new_consent'}:{step or 'go_on'}"
        return reverse(name, kwargs=self.keys | more)

    @property
    def instead_url(self) -> str:
        """Where it is written down that somebody else answers."""
        return self.url("i_stedet")

    @property
    def page(self) -> str:
        """The page from which it began, and to which one leaves it."""
        if self.concern:
            return reverse("concerns:read", kwargs=self.keys)
        return reverse("heads:read" if self.rests else "consents:list", kwargs=self.keys)

    @cached_property
    def consent(self) -> Consent | None:
        """What is asked now, if anything."""
        return open_conversation(**self.keys)

    def noted(self) -> dict[str, Any]:
        """What an event about it names."""
        if self.concern:
            objects: list[Model] = [self.concern]
            return {"unit_id": self.concern.unit_id, "objects": objects}
        return {"case_id": self._case.pk}


def about_or_404(
    request: SignedInRequest, act: Act, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
) -> About:
    """For who has the undring, or holds the baton; others are refused as the room of each does it."""
    if concern_id:
        return About(concern=own_open_concern(concern_id, act))
    key = cast("uuid.UUID", case_id)
    if resting := log_at_rest(key):
        return About(case=resting, rests=True)
    case = case_or_404(key, act)
    holder_or_403(request, case, act)
    return About(case=case)


def record(about: About, act: Act) -> None:
    access_log.record(act, **about.noted())


def refuse(about: About, act: Act) -> None:
    """Note that the database has refused to save."""
    if about.concern:
        access_log.refuse(act, shown=f"concern:{about.concern.pk}")
    else:
        access_log.refuse(act, case_id=about.keys["case_id"])
