"""What has been registered, where it stands, and what waits for the second person."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.case.models import AddressProtection, Relation
from cases.checks.models import GROUNDS, Shows, What
from municipality.access.verbs import rows
from municipality.ui.words import Child


class Check(NamedTuple):
    """What a second person looks at: whom it is about by initials and number, and no name.

    Without a number it is an undring; without initials a strictly protected child.
    """

    id: uuid.UUID
    case_id: uuid.UUID | None
    number: str
    initials: str
    relation: str
    what: str
    becomes: str
    source: str
    seen_on: date
    heard_on: date | None
    registered_at: datetime

    @property
    def whom(self) -> str:
        return ", ".join(filter(None, [self.initials, self.number or _("en undring")]))

    @property
    def relation_label(self) -> str:
        return str(Relation(self.relation).label) if self.relation else ""

    @property
    def what_label(self) -> str:
        return what_in_words(self.what, self.becomes)

    @property
    def source_label(self) -> str:
        return str(Shows(self.source).label)


class Registered(NamedTuple):
    """The same for those who read who has answered, or who registered it. Names are empty where they are not told.

    `returned` is the reason, for who registered it. `heard_words` only for who asks, and the one who said it.
    """

    id: uuid.UUID
    asked_id: uuid.UUID | None
    resident_id: uuid.UUID | None
    what: str
    becomes: str
    source: str
    seen_on: date
    heard_on: date | None
    heard_words: str
    registered_by: str
    registered_at: datetime
    checked_by: str
    checked_at: datetime | None
    returned: str
    ended_at: datetime | None
    waits: bool
    counts: bool

    @property
    def what_label(self) -> str:
        return what_in_words(self.what, self.becomes, is_done=self.counts)

    @property
    def source_label(self) -> str:
        return str(Shows(self.source).label)

    @property
    def is_provision(self) -> bool:
        return self.what in GROUNDS

    @property
    def is_between(self) -> bool:
        """Another birth date that waits: what rests on an age lies within both."""
        return self.waits and self.what == What.BIRTH_DATE

    @property
    def can_end(self) -> bool:
        """By the relay holder: what waits, and a provision that counts.

        Not what holds at once and only goes on stopping until it is looked at: taken back, nobody would look at it.
        """
        if self.what in (What.LOST, What.DEPUTY_OVER):
            return False
        return self.waits or (self.counts and self.is_provision)


class Endable(NamedTuple):
    """What the current user can end, with where it belongs and the name of whom it is about."""

    case_id: uuid.UUID | None
    concern_id: uuid.UUID | None
    name: str
    child_name: str
    born: date
    what: str
    counts: bool

    @property
    def whom(self) -> str:
        return Child(self.child_name, self.born).whom


def what_in_words(what: str, becomes: str, *, is_done: bool = False) -> str:
    """What holds when it is checked, or what was changed by it."""
    if what == What.PROTECTION:
        words = _("adressesperren ble: %(becomes)s") if is_done else _("adressesperren blir: %(becomes)s")
        return words % {"becomes": AddressProtection(becomes).label}
    if what == What.BIRTH_DATE:
        words = _("fødselsdatoen ble rettet til %(day)s") if is_done else _("fødselsdatoen blir %(day)s")
        return words % {"day": f"{date.fromisoformat(becomes):%d.%m.%Y}"}
    return str(What(what).label)


def checks_for_me() -> list[Check]:
    """What waits for the current user, the oldest first."""
    return rows(Check, "checks_for_me")


def of_question(consent_id: uuid.UUID) -> list[Registered]:
    """What makes one yes enough for a question, or would; the oldest first."""
    return rows(Registered, "widenings_told", case=None, consent=consent_id)


def of_log(case_id: uuid.UUID) -> list[Registered]:
    """The same for a log; to its relay holder also what is changed besides."""
    return rows(Registered, "widenings_told", case=case_id, consent=None)


def birth_date_that_waits(case_id: uuid.UUID) -> Registered | None:
    """Another birth date that a second person is to look at; for the relay holder and the family."""
    return next((one for one in of_log(case_id) if one.is_between), None)


def to_end(widening_id: uuid.UUID) -> Endable | None:
    """None for others than those who can."""
    found = rows(Endable, "widening_to_end", id=widening_id)
    return found[0] if found else None
