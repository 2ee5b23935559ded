"""Handing out: what is begun and made, choosing the notes, making it, the file, and telling the family."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.disclosures.forms import ChooseForm, ToldForm, told_as_stored
from cases.disclosures.gates import disclosure_or_404, in_hand_or_404
from cases.disclosures.paper import disclosure_paper
from cases.disclosures.selectors import (
    DisclosureSeen,
    notes_chosen,
    notes_on_paper,
    notes_to_choose,
    provision_words,
)
from cases.disclosures.services import (
    disclosure_choose,
    disclosure_drop,
    disclosure_make,
    disclosure_tell,
    note,
)
from cases.logs.withheld import section_of
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


def _told_of(disclosure: DisclosureSeen) -> dict[str, Any]:
    """What every page about one says of it."""
    began = timezone.localdate(disclosure.begun_at)
    return {
        "disclosure": disclosure,
        "by": provision_words(disclosure.provision, began),
        "section": section_of(disclosure.hidden_because, began) if disclosure.hidden_because else "",
    }


@signed_in
@require_safe
def read(request: SignedInRequest, disclosure_id: uuid.UUID) -> HttpResponse:
    """To whom and by what, and which notes by day and writer: for who began it and for the leader's place."""
    disclosure = disclosure_or_404(disclosure_id, Act.DISCLOSURE_READ)
    note(Act.DISCLOSURE_READ, disclosure)
    context = _told_of(disclosure) | {"notes": notes_chosen(disclosure.id)}
    return render(request, "disclosures/read.html", context)


@signed_in
@require_safe
def fetch(request: SignedInRequest, disclosure_id: uuid.UUID) -> HttpResponse:
    """What was handed out, as it was then, made anew each time. The name of the file says the day only (R10)."""
    disclosure = disclosure_or_404(disclosure_id, Act.DISCLOSURE_FETCH)
    if not disclosure.has_file:
        access_log.refuse(Act.DISCLOSURE_FETCH, shown=f"disclosure:{disclosure_id}")
        raise Http404
    notes = notes_on_paper(disclosure.id)
    note(Act.DISCLOSURE_FETCH, disclosure, notes)
    paper = disclosure_paper(disclosure, notes)
    name = f"utlevering-{timezone.localdate(disclosure.made_at)}.pdf"
    return HttpResponse(
        paper.content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class _InHand:
    """What the pages have in common on which one goes on with what is begun."""

    disclosure: DisclosureSeen
    act: ClassVar[Act]

    def gate(self, disclosure_id: uuid.UUID) -> None:
        self.disclosure = in_hand_or_404(disclosure_id, self.act)
        self.back = reverse("disclosures:read", args=[disclosure_id])

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"disclosure:{self.disclosure.id}")


class Choose(_InHand, WritingPage):
    """The unit's notes, to tick. Reading them is an event each time."""

    template = "disclosures/choose.html"
    form_class: ClassVar[Callable[..., Any]] = ChooseForm
    act = Act.DISCLOSURE_NOTES
    is_read_first = True

    def about(self) -> dict[str, Any]:
        return {"notes": notes_to_choose(self.disclosure.id)}

    def initial(self) -> dict[str, Any]:
        chosen = [one.key for one in notes_to_choose(self.disclosure.id) if one.is_chosen]
        return {"notes": chosen}

    def shown(self, form: ChooseForm) -> None:
        note(self.act, self.disclosure, [one for one, _ticked in form.rows])

    def save(self, form: ChooseForm) -> Saved:
        disclosure_choose(disclosure=self.disclosure, notes=form.said)
        return Saved(reverse("disclosures:make", args=[self.disclosure.id]))

    def context(self, form: ChooseForm) -> dict[str, Any]:
        return _told_of(self.disclosure)


class Make(_InHand, ConfirmPage):
    """What goes to whom, once more, since it cannot be taken back."""

    template = "disclosures/make.html"
    act = Act.DISCLOSURE_MAKE

    def shown(self, form: Form) -> None:
        note(Act.DISCLOSURE_READ, self.disclosure)

    def save(self, form: Form) -> Saved:
        disclosure_make(disclosure=self.disclosure)
        return Saved(self.back, _("Notatene er utlevert. Hent filen her innen sju dager."))

    def context(self, form: Form) -> dict[str, Any]:
        return _told_of(self.disclosure) | {
            "case": self.disclosure,
            "notes": notes_chosen(self.disclosure.id),
            "title": _("Skal disse notatene utleveres?"),
            "confirm_label": _("Utlever"),
            "cancel_label": _("Ikke ennå"),
        }


class Drop(_InHand, ConfirmPage):
    """Nothing is handed out. That the notes were read for it is kept."""

    act = Act.DISCLOSURE_DROP

    def shown(self, form: Form) -> None:
        note(Act.DISCLOSURE_READ, self.disclosure)

    def save(self, form: Form) -> Saved:
        disclosure_drop(disclosure=self.disclosure)
        return Saved(self.back, _("Ingenting er utlevert."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "title": _("Skal dette likevel ikke utleveres?"),
            "text": _("Da utleveres ingenting. Det blir stående at du har lest notatene for å utlevere dem."),
            "case": self.disclosure,
            "confirm_label": _("Dropp utleveringen"),
            "cancel_label": _("Fortsett"),
        }


class Tell(WritingPage):
    """The family has been told, or still does not know and why."""

    template = "disclosures/tell.html"
    form_class: ClassVar[Callable[..., Any]] = ToldForm
    act = Act.DISCLOSURE_TELL

    def gate(self, disclosure_id: uuid.UUID) -> None:
        self.disclosure = disclosure_or_404(disclosure_id, self.act)
        if not (self.disclosure.i_tell and self.disclosure.hidden_because):
            self.refused()
            raise Http404

    def initial(self) -> dict[str, Any]:
        return told_as_stored(self.disclosure)

    def shown(self, form: ToldForm) -> None:
        note(Act.DISCLOSURE_READ, self.disclosure)

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"disclosure:{self.disclosure.id}")

    def save(self, form: ToldForm) -> Saved:
        disclosure_tell(disclosure=self.disclosure, told=form.told_said)
        return Saved(reverse("disclosures:read", args=[self.disclosure.id]), _("Endringen er lagret."))

    def context(self, form: ToldForm) -> dict[str, Any]:
        return _told_of(self.disclosure)
