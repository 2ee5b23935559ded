"""Reading what a family has agreed to."""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from consent.models import Answer, ConsentState, HowGiven
from municipality.access.verbs import rows
from municipality.organisation.choices import KindOfInformation


@dataclass(frozen=True)
class Given:
    """One consent in words: who answered what, and where it stands. `form_text` is empty for those who
    may not know of all its units.

    `for_plan`: it is also a yes to an individuell plan. `has_paper`: the reader can have it as a PDF.
    """

    key: uuid.UUID
    state: str
    given_on: date
    how: str
    answers: list[tuple[str, str]]
    form_text: str
    for_plan: bool
    has_paper: bool


class Registered(NamedTuple):
    """A consent as it was registered; `answers` is JSON: for each person the resident, the answer, when and how.

    `given_on` and `how` are those of the last yes.
    """

    id: uuid.UUID
    state: str
    registered_at: datetime
    given_on: date
    how: str
    answers: str
    form_text: str
    for_plan: bool
    told: bool


def registered_consents(case_id: uuid.UUID) -> list[Registered]:
    """The consents of the case that the current user may know of, the newest first."""
    return rows(Registered, "consents_given", case=case_id)


def consents_given(case_id: uuid.UUID, names: dict[str, str]) -> list[Given]:
    """The consents of the case, the newest first.

    `names` gives the words for each resident, in the order in which to show them.
    """
    found = []
    for one in registered_consents(case_id):
        said = {resident: answer for resident, answer, _on, _how in json.loads(one.answers)}
        answers = [(name, str(Answer(said[key]).label)) for key, name in names.items() if key in said]
        found.append(
            Given(
                one.id,
                str(ConsentState(one.state).label),
                one.given_on,
                str(HowGiven(one.how).label),
                answers,
                one.form_text,
                one.for_plan,
                one.told,
            )
        )
    return found


class SharedWith(NamedTuple):
    """What one unit may read on one consent, and whether it holds now. `unit` is its service where units are not named.

    `code` identifies the unit in a form. `named`: somebody takes part for it, as far as that is told. `unit_then` is
    what the unit was called when the consent was given, if it has got another name. `closes_on` is its last day, if it
    closes, and then `successor` takes over.
    """

    basis_id: uuid.UUID
    unit_id: int | None
    unit: str
    code: str
    kinds: list[str]
    ends: datetime
    withdrawn_at: datetime | None
    alive: bool
    named: bool
    unit_then: str | None
    closes_on: date | None
    successor: str | None
    successor_id: int | None

    @property
    def kind_names(self) -> list[str]:
        return [str(label) for kind, label in KindOfInformation.choices if kind in self.kinds]

    @property
    def last_day(self) -> datetime:
        return self.ends - timedelta(seconds=1)


def shared_with(case_id: uuid.UUID) -> list[SharedWith]:
    """Every consent of the case, those in force first; barnevern only for those who may see it."""
    return rows(SharedWith, "case_shares", case=case_id)
