"""Beginning to hand out, choosing, making, dropping, telling the family. Verbs of the database check the caller."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Protocol

from django.db import transaction

from cases.disclosures.models import Disclosure
from cases.disclosures.selectors import DisclosureSeen, disclosure_found, notes_chosen
from cases.logs.models import Entry
from municipality.access.refusals import NothingThere
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.versions import ChangedMeanwhile


class NoteOfSomebody(Protocol):
    """Whatever is told of a note."""

    @property
    def entry_id(self) -> uuid.UUID: ...


@dataclass(frozen=True)
class Told:
    """That the family was told, on a day; or why it does not know, and when that is looked at again."""

    told_on: date | None = None
    hidden_because: str = ""
    review_on: date | None = None


@dataclass(frozen=True)
class Said:
    """To whom and by what something is handed out; see `Disclosure`."""

    recipient: str
    body: str
    person: str
    provision: str
    reason: str
    told: Told
    demanded_on: date | None = None
    reference: str = ""

    def arguments(self) -> dict[str, object]:
        """As the verbs take it."""
        own = {name: value for name, value in asdict(self).items() if name != "told"}
        return own | asdict(self.told)


def note(act: Act, disclosure: DisclosureSeen, notes: Iterable[NoteOfSomebody] = ()) -> None:
    """The event of something that is done with one, or of a page about it: in the log that it is about.

    It names the notes whose text is read or handed out.
    """
    _note(
        act, disclosure.id, disclosure.case_id, disclosure.unit_id, [Entry(pk=one.entry_id) for one in notes]
    )


def _note(act: Act, key: uuid.UUID, case_id: uuid.UUID, unit_id: int, notes: Sequence[Entry] = ()) -> None:
    access_log.record(act, case_id=case_id, unit_id=unit_id, objects=[Disclosure(pk=key), *notes])


@transaction.atomic
def disclosure_begin(*, case_id: uuid.UUID, unit_id: int, said: Said) -> uuid.UUID:
    """For who wrote some of the unit's notes in the log, or has its leader's place. It lives for seven days."""
    key = uuid.uuid4()
    call("disclosure_begin", id=key, case=case_id, unit=unit_id, **said.arguments())
    _note(Act.DISCLOSURE_BEGIN, key, case_id, unit_id)
    return key


@transaction.atomic
def disclosure_change(*, disclosure: DisclosureSeen, version: int, said: Said) -> None:
    """To somebody else, or by another provision, before it is made. Its author's; notes are chosen anew.

    Raises ChangedMeanwhile.
    """
    try:
        call("disclosure_change", id=disclosure.id, version=version, **said.arguments())
    except NothingThere as reason:
        if reason.code == "changed_elsewhere":
            raise ChangedMeanwhile(disclosure_found(disclosure.id)) from reason
        raise
    note(Act.DISCLOSURE_CHANGE, disclosure)


@transaction.atomic
def disclosure_choose(*, disclosure: DisclosureSeen, notes: Sequence[tuple[uuid.UUID, int]]) -> None:
    """These notes, each in the version that was read."""
    call(
        "disclosure_choose",
        id=disclosure.id,
        notes=[entry_id for entry_id, _version in notes],
        versions=[version for _entry_id, version in notes],
    )
    note(Act.DISCLOSURE_CHANGE, disclosure)


@transaction.atomic
def disclosure_make(*, disclosure: DisclosureSeen) -> None:
    """It is handed out, and stands for ever."""
    call("disclosure_make", id=disclosure.id)
    note(Act.DISCLOSURE_MAKE, disclosure, notes_chosen(disclosure.id))


@transaction.atomic
def disclosure_drop(*, disclosure: DisclosureSeen) -> None:
    """Nothing was handed out."""
    call("disclosure_drop", id=disclosure.id)
    note(Act.DISCLOSURE_DROP, disclosure)


@transaction.atomic
def disclosure_tell(*, disclosure: DisclosureSeen, told: Told) -> None:
    """The family knows now, or still does not. By who began it, or the leader when that person has left the unit."""
    call("disclosure_tell", id=disclosure.id, **asdict(told))
    note(Act.DISCLOSURE_TELL, disclosure)
