"""The first line of the pages about what was written on the wrong child. Whoever may not finds nothing."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from cases.concerns.gates import concern_or_404
from cases.concerns.models import Concern
from cases.concerns.selectors import is_mine
from cases.wrongchild.selectors import LogToMoveTo, NoteToMove, logs_to_move_to, note_to_move
from municipality.access.refusals import Refused
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.models import AccountType
from municipality.people.request import has_account


def staff_or_403(request: HttpRequest, act: Act) -> None:
    if not has_account(request, AccountType.STAFF):
        access_log.refuse(act)
        raise PermissionDenied


def note_or_404(entry_id: uuid.UUID, act: Act) -> NoteToMove:
    """A note that the current user may take away, whether it is shown to them or not."""
    note = note_to_move(entry_id)
    if note is None:
        access_log.refuse(act, shown=f"entry:{entry_id}")
        raise Http404
    return note


def note_that_goes(entry_id: uuid.UUID, act: Act) -> NoteToMove:
    """The same, if it can go alone; raises Refused for what opened a log, and for an evaluation."""
    note = note_or_404(entry_id, act)
    if note.stays:
        access_log.refuse(act, case_id=note.case_id, shown=f"entry:{entry_id}")
        raise Refused(note.stays)
    return note


def log_or_404(note: NoteToMove, case_id: uuid.UUID, act: Act) -> LogToMoveTo:
    """A log to which this note can go."""
    log = next((one for one in logs_to_move_to(note.entry_id) if one.case_id == case_id), None)
    if log is None:
        access_log.refuse(act, case_id=case_id)
        raise Http404
    return log


def own_concern(concern_id: uuid.UUID, act: Act) -> Concern:
    """An undring that the current user has, open or closed; raises Refused for other readers."""
    concern = concern_or_404(concern_id, act)
    if not is_mine(concern):
        access_log.refuse(act, shown=f"concern:{concern.pk}")
        raise Refused("not_your_concern")
    return concern
