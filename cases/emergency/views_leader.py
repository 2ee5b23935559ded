"""What was opened in an emergency, for who has the leader's place of the unit; never what the log says."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.emergency.forms import FamilyForm
from cases.emergency.gates import led_or_404
from cases.emergency.selectors import Led, led
from cases.emergency.services import emergency_delay, emergency_review, emergency_tell
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, is_privacy_officer, signed_in
from municipality.writing.page import Saved, WritingPage


def _note(found: list[Led]) -> None:
    """By the log's key, so that a family which knows of it counts this too; of one that it must not know, nothing."""
    access_log.record_list(Act.EMERGENCY_LIST, [Shown(one.case_id, f"emergency:{one.id}") for one in found])


@signed_in
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Where the notice leads: a leader to this list, the privacy officer to the control of everything."""
    if is_privacy_officer(request):
        notices_seen(NoticeType.EMERGENCY_OPENED)
        return redirect("bylaw:control")
    found = led()
    _note(found)
    notices_seen(NoticeType.EMERGENCY_OPENED)
    return render(request, "emergency/list.html", {"emergencies": found})


class Look(WritingPage):
    """Gone through; and while the family does not know, whether it is told now."""

    template = "emergency/look.html"
    form_class = FamilyForm
    keeps_draft = False
    is_read_first = True
    act = Act.EMERGENCY_REVIEW

    def gate(self, emergency_id: uuid.UUID) -> None:
        self.led = led_or_404(emergency_id)

    def initial(self) -> dict[str, Any]:
        return {"family": "", "later_because": self.led.later_because}

    def sent(self, data: Any) -> FamilyForm:
        # Of one that the family knows of, nothing is asked.
        return FamilyForm(data if not self.led.told_at else {"family": "now"})

    def shown(self, form: FamilyForm) -> None:
        _note([self.led])

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"emergency:{self.led.id}")

    def save(self, form: FamilyForm) -> Saved:
        if not self.led.told_at:
            if form.later:
                emergency_delay(self.led.id, form.later)
            else:
                emergency_tell(self.led.id)
        if not self.led.reviewed_at or self.led.told_at:
            emergency_review(self.led.id)
        return Saved(reverse("emergency:list"), _("Det er lagret."))

    def context(self, form: FamilyForm) -> dict[str, Any]:
        return {"emergency": self.led}
