"""Written on the wrong child, where there is no log: a note becomes an undring, and an undring gets the right child."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.concerns.views import who_reads
from cases.wrongchild.forms import CorrectForm, GivenConcernForm, ToConcernForm, discovered_of
from cases.wrongchild.gates import note_that_goes, own_concern
from cases.wrongchild.services import concern_correct, note_to_concern
from cases.wrongchild.views import note_shown, text_of
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.selectors import people_of
from municipality.ui.forms import Form
from municipality.writing.page import Saved, WritingPage


def form_of(*args: Any, **about: Any) -> Form:
    """A leader gives the undring to a colleague; the author keeps it."""
    return GivenConcernForm(*args, **about) if "colleagues" in about else ToConcernForm(*args, **about)


class ToConcern(WritingPage):
    """A note becomes an undring of the unit for which it was written."""

    template = "wrongchild/to_concern.html"
    form_class: ClassVar[Callable[..., Any]] = staticmethod(form_of)
    act = Act.ENTRY_MOVE_OUT
    beside: ClassVar = {"not_of_the_unit": "colleague"}

    def gate(self, entry_id: uuid.UUID) -> None:
        self.note = note_that_goes(entry_id, self.act)
        self.unit = Unit.objects.select_related("municipality").get(pk=self.note.unit_id)

    def about(self) -> dict[str, Any]:
        if self.note.as_leader:
            return {"colleagues": people_of(self.unit.pk, {self.request.user.pk})}
        return {"unit": self.unit, "who_reads": who_reads(self.request.user, self.unit)}

    def refused(self) -> None:
        access_log.refuse(self.act, case_id=self.note.case_id, shown=f"entry:{self.note.entry_id}")

    def shown(self, form: Form) -> None:
        note_shown(self.note, [], with_text=True)

    def save(self, form: Any) -> Saved:
        leads = self.note.as_leader
        made = note_to_concern(
            entry_id=self.note.entry_id,
            unit=self.unit,
            child=form.right_child,
            keeper_id=form.cleaned_data["colleague"] if leads else None,
            kept_out=None if leads else form.kept_out,
            discovered_at=discovered_of(form),
        )
        if leads:
            return Saved(reverse("wrongchild:list"), _("Notatet er tatt ut, og en kollega følger det opp."))
        return Saved(reverse("concerns:read", args=[made]), _("Notatet er tatt ut, og er en undring nå."))

    def context(self, form: Form) -> dict[str, Any]:
        back = reverse("wrongchild:note", args=[self.note.entry_id])
        return {"note": self.note, "text": text_of(self.note), "back_url": back}


class Correct(WritingPage):
    """An undring is about another child than it says."""

    template = "wrongchild/concern.html"
    form_class = CorrectForm
    act = Act.CONCERN_CORRECT

    def gate(self, concern_id: uuid.UUID) -> None:
        self.concern = own_concern(concern_id, self.act)

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"concern:{self.concern.pk}")

    def shown(self, form: Form) -> None:
        access_log.record(Act.CONCERN_READ, unit_id=self.concern.unit_id, objects=[self.concern])

    def initial(self) -> dict[str, Any]:
        return {"version": self.concern.version}

    def save(self, form: CorrectForm) -> Saved:
        concern_correct(
            concern=self.concern,
            version=form.cleaned_data["version"],
            child=form.right_child,
            discovered_at=discovered_of(form),
        )
        to = reverse("concerns:read", args=[self.concern.pk])
        return Saved(to, _("Nå gjelder undringen riktig barn."))

    def context(self, form: Form) -> dict[str, Any]:
        return {"concern": self.concern}
