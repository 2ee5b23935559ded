"""A note that the law has opened, as the one who reads it sees it."""

import uuid
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.logs.models import EntryRole, WithheldReason
from municipality.organisation.choices import KindOfInformation


class OpenedNote(NamedTuple):
    """The columns that a room's function answers, of `sealed.bylaw_note`; shown by `bylaw/_notes.html`.

    `withheld_because` and `kept_from_parents`: who reads it must not tell the family, or the parents.
    """

    entry_id: uuid.UUID
    role: str
    kind: str
    signed: str
    text: str
    written_at: datetime
    changed_at: datetime | None
    withheld_because: str
    kept_from_parents: bool

    @property
    def kind_words(self) -> str:
        return str(KindOfInformation(self.kind).label)

    @property
    def title(self) -> str:
        """What sort of note it is, where it is not just one."""
        if self.role == EntryRole.NOTE:
            return ""
        return _("Det vi er bekymret for") if self.role == EntryRole.FIRST else _("Evaluering av et tiltak")

    @property
    def not_for(self) -> str:
        """Who must not be told what stands there; empty when the family may know it."""
        if self.withheld_because:
            return _("Vises ikke for familien: %(why)s.") % {
                "why": WithheldReason(self.withheld_because).label
            }
        return _("Vises ikke for foreldrene. Ungdommen har bedt om det.") if self.kept_from_parents else ""
