"""Opening a log in an emergency, reading it, and ending that before its time."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.emergency.forms import OpenForm
from cases.emergency.gates import own_or_404, units_that_may_or_403
from cases.emergency.models import Emergency
from cases.emergency.panels import shown_as
from cases.emergency.selectors import notes_of, opened, sources_to_open
from cases.emergency.services import emergency_end, emergency_open, emergency_tell
from cases.emergency.words import provisions
from cases.logs.models import Entry
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from municipality.signin.lately import sign_in_first
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


class Open(WritingPage):
    """What it opens, for how long and who is told stands before the tick and the button."""

    template = "emergency/open.html"
    form_class: ClassVar[Callable[..., Any]] = OpenForm
    act = Act.EMERGENCY_OPEN
    makes_new = True
    beside: ClassVar = {
        "no_log_to_open": "number",
        "no_ground_for_this_source": "sources",
        "say_why_it_is_opened": "reason",
        "family_is_told_within_two_weeks": "review_on",
    }

    def gate(self) -> HttpResponse | None:
        self.units = units_that_may_or_403(self.request)
        return sign_in_first(self.request)

    def about(self) -> dict[str, Any]:
        return {"units": self.units, "sources": sources_to_open()}

    def save(self, form: OpenForm) -> Saved:
        said = form.cleaned_data
        found = emergency_open(
            unit=said["unit"],
            number=said["number"],
            sources=said["sources"],
            reason=said["reason"],
            later=form.later,
        )
        to = reverse("emergency:read", args=found) if len(found) == 1 else reverse("bylaw:overview")
        return Saved(to, _("Loggen er åpnet. De som skal vite det, har fått beskjed."))

    def context(self, form: OpenForm) -> dict[str, Any]:
        return {"municipality": self.units[0].municipality}


@signed_in
@require_safe
def read(request: SignedInRequest, emergency_id: uuid.UUID) -> HttpResponse:
    """While it lasts; afterwards only that it is over."""
    found = opened(emergency_id)
    if found is None:
        own = own_or_404(emergency_id, Act.EMERGENCY_READ)
        access_log.record_list(Act.BYLAW_LIST, [shown_as(own)])
        return render(request, "emergency/over.html", {"emergency": own})
    notes = notes_of(emergency_id)
    access_log.record(
        Act.EMERGENCY_READ,
        case_id=found.case_id,
        unit_id=found.unit_id,
        objects=[Emergency(pk=found.id), *(Entry(pk=note.entry_id) for note in notes)],
    )
    context = {
        "emergency": found,
        "notes": notes,
        "provision": provisions(found.sources, timezone.localdate(found.opened_at)),
    }
    return render(request, "emergency/read.html", context)


class _Own(ConfirmPage):
    """What is done with one that the reader has opened."""

    def gate(self, emergency_id: uuid.UUID) -> None:
        self.own = own_or_404(emergency_id, self.act)
        self.opened = opened(emergency_id)
        self.back = reverse("emergency:read", args=[emergency_id])

    def shown(self, form: Form) -> None:
        access_log.record_list(Act.BYLAW_LIST, [shown_as(self.own)])

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"emergency:{self.own.id}")


class End(_Own):
    """Nothing more is read by it."""

    act = Act.EMERGENCY_END

    def save(self, form: Form) -> Saved:
        emergency_end(self.own.id)
        return Saved(reverse("bylaw:overview"), _("Loggen er lukket igjen."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "case": self.opened,
            "title": _("Er du ferdig med å lese?"),
            "text": _("Da lukkes loggen for deg med en gang. Trenger du den igjen, må du åpne den på nytt."),
            "confirm_label": _("Avslutt nå"),
            "cancel_label": _("Les videre"),
        }


class Tell(_Own):
    """The family has to be told sooner than was thought, or has been told by hand."""

    act = Act.EMERGENCY_TELL

    def save(self, form: Form) -> Saved:
        emergency_tell(self.own.id)
        return Saved(self.back, _("Familien får beskjed nå."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "case": self.opened,
            "title": _("Skal familien få vite det nå?"),
            "text": _(
                "Familien ser i loggen hvem som har lest, og når. Det kan ikke tas tilbake. "
                "Er du i tvil, spør du lederen først."
            ),
            "confirm_label": _("Ja, fortell dem det"),
            "cancel_label": _("La det vente"),
        }
