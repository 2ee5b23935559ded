"""What another unit has opened by statute: the reception names who reads, and they read."""

import uuid
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.logs.models import Entry
from cases.statute.forms import NameForm
from cases.statute.models import Statute
from cases.statute.selectors import Received, people_of_statute, statute_notes, statutes_received
from cases.statute.services import statute_name, statute_unname
from cases.statute.views import note
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


def received_or_404(statute_id: uuid.UUID, act: Act, *, as_reception: bool) -> Received:
    """One that holds, for who receives for the unit or for who reads; nobody else finds anything."""
    found = next((one for one in statutes_received() if one.id == statute_id), None)
    if found is None or not (found.receives if as_reception else found.reads):
        access_log.refuse(act, shown=f"statute:{statute_id}")
        raise Http404
    return found


@signed_in
@require_safe
def read(request: SignedInRequest, statute_id: uuid.UUID) -> HttpResponse:
    """The notes that it opens, and nothing else of the log."""
    one = received_or_404(statute_id, Act.STATUTE_READ, as_reception=False)
    notes = statute_notes(one.id)
    opened = [Statute(pk=one.id), *(Entry(pk=entry.entry_id) for entry in notes)]
    access_log.record(Act.STATUTE_READ, case_id=one.case_id, unit_id=one.receiver_id, objects=opened)
    notices_seen(NoticeType.STATUTE_NAMED)
    return render(request, "statute/read.html", {"one": one, "notes": notes})


class Name(WritingPage):
    """Who reads, and one more. For who receives for the unit."""

    template = "statute/received.html"
    form_class = NameForm
    keeps_draft = False
    is_read_first = True
    act = Act.STATUTE_NAME
    beside: ClassVar = {"not_of_the_unit": "person"}

    def gate(self, statute_id: uuid.UUID) -> None:
        self.one = received_or_404(statute_id, self.act, as_reception=True)
        self.people = people_of_statute(self.one)

    def about(self) -> dict[str, Any]:
        return {"people": [one for one in self.people if not one.named_at]}

    def shown(self, form: Form) -> None:
        note(Act.STATUTE_SEE, case_id=self.one.case_id, statute_id=self.one.id, unit_id=self.one.receiver_id)
        notices_seen(NoticeType.STATUTE_RECEIVED)

    def save(self, form: NameForm) -> Saved:
        user_id = int(form.cleaned_data["person"])
        statute_name(self.one.id, user_id)
        name = next(one.name for one in self.people if one.user_id == user_id)
        if user_id == self.request.user.pk:
            return Saved(reverse("statute:read", args=[self.one.id]), _("Du kan lese nå."))
        words = _("%(name)s kan lese nå, og har fått beskjed.") % {"name": name}
        return Saved(reverse("statute:received", args=[self.one.id]), words)

    def context(self, form: NameForm) -> dict[str, Any]:
        return {"one": self.one, "named": [one for one in self.people if one.named_at]}


class Remove(ConfirmPage):
    """Somebody of the unit reads no longer."""

    act = Act.STATUTE_UNNAME

    def gate(self, statute_id: uuid.UUID, user_id: int) -> None:
        self.one = received_or_404(statute_id, self.act, as_reception=True)
        people = people_of_statute(self.one)
        person = next((one for one in people if one.user_id == user_id and one.named_at), None)
        if person is None:
            self.refused()
            raise Http404
        self.person = person
        self.back = reverse("statute:received", args=[statute_id])

    def shown(self, form: Form) -> None:
        note(Act.STATUTE_SEE, case_id=self.one.case_id, statute_id=self.one.id, unit_id=self.one.receiver_id)

    def save(self, form: Form) -> Saved:
        statute_unname(self.one.id, self.person.user_id)
        return Saved(self.back, _("%(name)s leser ikke lenger.") % {"name": self.person.name})

    def context(self, form: Form) -> dict[str, Any]:
        words = {"name": self.person.name}
        return {
            "title": _("Skal %(name)s ikke lese lenger?") % words,
            "text": _("Det gjelder med en gang."),
            "confirm_label": _("Avslutt tilgangen"),
            "cancel_label": _("Behold"),
        }
