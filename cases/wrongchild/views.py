"""A note on the wrong child: which there are, where it belongs, and moving it to another log."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.case.exclusions import facts_to_know
from cases.case.gates import case_or_404
from cases.logs.asking import said_with_facts_known
from cases.logs.models import Entry
from cases.wrongchild.forms import ToLogForm, UnreadForm, discovered_of
from cases.wrongchild.gates import log_or_404, note_or_404, note_that_goes, staff_or_403
from cases.wrongchild.selectors import LogToMoveTo, NoteToMove, logs_to_move_to, notes_to_move
from cases.wrongchild.services import note_move
from municipality.access.refusals import SENTENCES
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.forms import Form
from municipality.writing.page import Saved, WritingPage


@signed_in
@require_safe
def list_notes(request: SignedInRequest) -> HttpResponse:
    """Those that stand on no page of the person who may move them: no text, and no child."""
    staff_or_403(request, Act.ENTRY_MOVE_LIST)
    found = notes_to_move()
    access_log.record_list(
        Act.ENTRY_MOVE_LIST, [Shown(one.case_id, f"entry:{one.entry_id}") for one in found]
    )
    context = {
        "own": [one for one in found if not one.as_leader],
        "of_others": [one for one in found if one.as_leader],
    }
    return render(request, "wrongchild/list.html", context)


@signed_in
@require_safe
def choose(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Where the note belongs."""
    note = note_or_404(entry_id, Act.ENTRY_MOVE_OUT)
    logs = [] if note.stays else logs_to_move_to(entry_id)
    note_shown(note, logs)
    context = {
        "note": note,
        "logs": logs,
        "stays": SENTENCES[note.stays] if note.stays else "",
        "back_url": back_of(note),
    }
    return render(request, "wrongchild/note.html", context)


def back_of(note: NoteToMove) -> str:
    return reverse("logs:read", args=[note.case_id]) if note.reads else reverse("wrongchild:list")


def text_of(note: NoteToMove) -> str:
    """For who reads it in its log; nothing for others."""
    entry = Entry.objects.filter(pk=note.entry_id).first() if note.reads else None
    return entry.text if entry else ""


def note_shown(note: NoteToMove, logs: list[LogToMoveTo], *, with_text: bool = False) -> None:
    access_log.record_list(
        Act.CASE_READ if with_text and note.reads else Act.ENTRY_MOVE_LIST,
        [
            Shown(note.case_id, f"entry:{note.entry_id}"),
            *(Shown(one.case_id, f"case:{one.case_id}") for one in logs),
        ],
    )


def form_of(*args: Any, **about: Any) -> Form:
    """A leader, who does not read the note, cannot say whom it is about."""
    return ToLogForm(*args, **about) if "case" in about else UnreadForm(*args, **about)


class ToLog(WritingPage):
    """To another log. The page says what happens; its button does it at once."""

    template = "wrongchild/to_log.html"
    form_class: ClassVar[Callable[..., Any]] = staticmethod(form_of)
    keeps_draft = False
    act = Act.ENTRY_MOVE_OUT
    beside: ClassVar = {"not_an_adult_of_this_log": "whose"}

    def gate(self, entry_id: uuid.UUID, case_id: uuid.UUID) -> None:
        self.note = note_that_goes(entry_id, self.act)
        self.log = log_or_404(self.note, case_id, self.act)
        self.case = None if self.note.as_leader else case_or_404(case_id, self.act)

    def about(self) -> dict[str, Any]:
        if self.case is None:
            return {}
        return {"case": self.case, "note": self.note, "facts": facts_to_know(self.case.pk)}

    def shown(self, form: Form) -> None:
        note_shown(self.note, [self.log], with_text=True)

    def save(self, form: Any) -> Saved:
        about: dict[str, Any] = {}
        if self.case:
            said_with_facts_known(form)
            about = form.about
        note_move(
            entry_id=self.note.entry_id, to=self.log.case_id, discovered_at=discovered_of(form), **about
        )
        to = reverse("logs:read", args=[self.case.pk]) if self.case else reverse("wrongchild:list")
        return Saved(to, _("Notatet er flyttet hit.") if self.case else _("Notatet er flyttet."))

    def context(self, form: Form) -> dict[str, Any]:
        back = reverse("wrongchild:note", args=[self.note.entry_id])
        return {
            "note": self.note,
            "text": text_of(self.note),
            "log": self.log,
            "case": self.case,
            "back_url": back,
        }
