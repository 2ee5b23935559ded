"""What participants do in a log: write and change entries, name persons of a unit, leave."""

import uuid

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from cases.logs.models import Entry, EntryRole
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.versions import change_version


@transaction.atomic
def entry_write(
    *,
    author: User,
    unit: Unit,
    case_id: uuid.UUID,
    kind: str,
    text: str,
    role: str = EntryRole.NOTE,
    withheld_because: str = "",
    kept_from_parents: bool = False,
    about: uuid.UUID | None = None,
    about_other: bool = False,
) -> Entry:
    """Write an entry acting for `unit`; everybody who may read it is told.

    `about`: the adult of the log whose own affairs it tells of, or `about_other`, somebody who is not registered there.

    Refused by the database for anybody who takes no part.
    """
    entry = Entry(
        case_id=case_id,
        role=role,
        author=author,
        unit=unit,
        kind=kind,
        text=text,
        written_at=timezone.now(),  # the database signs and dates it
        withheld_because=withheld_because,
        kept_from_parents=kept_from_parents,
        about_id=about,
        about_other=about_other,
    )
    entry.save(force_insert=True)
    access_log.record(Act.ENTRY_WRITE, case_id=case_id, unit_id=unit.pk, objects=[entry])
    call("entry_notify", entry=entry.pk)
    deliver_soon()
    return entry


@transaction.atomic
def entry_release(*, entry: Entry, kept: bool = False, withheld: bool = False, own: bool = False) -> None:
    """Let the parents read what was `kept` from them, the family what was `withheld` (D7), or the other parents what
    tells of the `own` affairs of one: its author's act.

    PermissionDenied for others, NothingThere when nothing of it is kept any longer.
    """
    call("entry_release", entry=entry.pk, to_parents=kept, to_family=withheld, to_other_parents=own)
    access_log.record(Act.ENTRY_RELEASE, case_id=entry.case_id, unit_id=entry.unit_id, objects=[entry])


@transaction.atomic
def entry_change(
    *,
    entry: Entry,
    version: int,
    kind: str,
    text: str,
    withheld_because: str = "",
    kept_from_parents: bool = False,
    about: uuid.UUID | None = None,
    about_other: bool = False,
) -> None:
    """Save the author's new text over version `version`. Raises ChangedMeanwhile, or PermissionDenied for others."""
    change_version(
        entry,
        version,
        kind=kind,
        text=text,
        withheld_because=withheld_because,
        kept_from_parents=kept_from_parents,
        about_id=about,
        about_other=about_other,
        changed_at=Now(),
    )
    access_log.record(Act.ENTRY_CHANGE, case_id=entry.case_id, unit_id=entry.unit_id, objects=[entry])
