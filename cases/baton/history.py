"""Whose hands the baton has been in, as far as the current user may know."""

import uuid
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.baton.models import MoveReason
from municipality.access.verbs import rows


class Move(NamedTuple):
    """The baton came to somebody of a unit. Where no names are told there are no moves.

    `unit_then` is what the unit was called then, if it has got another name since.
    """

    moved_at: datetime
    moved: str
    name: str
    unit: str
    unit_then: str | None

    @property
    def place(self) -> str:
        if not self.unit_then:
            return self.unit
        return _("%(then)s (nå %(now)s)") % {"then": self.unit_then, "now": self.unit}

    @property
    def words(self) -> str:
        who = {"who": f"{self.name}, {self.place}"}
        if self.moved == MoveReason.OPENED:
            return _("%(who)s ble stafettholder") % who
        if self.moved == MoveReason.ACCEPTED:
            return _("%(who)s tok imot stafettpinnen") % who
        return _("Stafettpinnen gikk videre til %(who)s") % who


def baton_history(case_id: uuid.UUID) -> list[Move]:
    """Every move to those who may know of barnevern; to others those to and from themselves. Oldest first."""
    return rows(Move, "baton_history", case=case_id)
