"""Handing a concern to somebody else, also where nobody has it and only its head is seen."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.concerns.forms import GiveForm
from cases.concerns.gates import own_open_concern
from cases.concerns.models import Concern
from cases.concerns.selectors import ConcernHead, colleagues_of, concern_heads
from cases.concerns.services import concern_give
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.forms import Form
from municipality.writing.page import Saved, WritingPage


class Give(WritingPage):
    """Somebody else of the unit has it from now on: said by who has it, or by who sees its head where nobody has it."""

    template = "concerns/concern_give.html"
    form_class = GiveForm
    keeps_draft = False
    beside: ClassVar = {"not_of_the_unit": "colleague", "has_it_already": "colleague"}
    act = Act.CONCERN_GIVE

    concern: Concern | None = None
    head: ConcernHead | None = None

    def gate(self, concern_id: uuid.UUID) -> None:
        self.concern_id = concern_id
        self.head = next((one for one in concern_heads() if one.id == concern_id and one.lies), None)
        if self.head:
            self.unit_id = self.head.unit_id
            return
        self.concern = own_open_concern(concern_id, self.act)
        self.unit_id = self.concern.unit_id

    def about(self) -> dict[str, Any]:
        return {"candidates": colleagues_of(self.concern_id, self.unit_id)}

    def shown(self, form: Form) -> None:
        if self.concern:
            access_log.record(Act.CONCERN_READ, unit_id=self.unit_id, objects=[self.concern])
        else:
            _note_heads([self.head])

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"concern:{self.concern_id}")

    def save(self, form: GiveForm) -> Saved:
        chosen = form.cleaned_data["colleague"]
        concern_give(concern_id=self.concern_id, unit_id=self.unit_id, user_id=chosen)
        name = dict(form.fields["colleague"].choices)[str(chosen)]  # type: ignore[attr-defined]
        words = _("%(name)s følger opp undringen fra nå.") % {"name": name}
        if Concern.objects.filter(pk=self.concern_id).exists():
            return Saved(reverse("concerns:read", args=[self.concern_id]), words)
        return Saved(reverse("concerns:heads" if self.head else "concerns:list"), words)

    def context(self, form: GiveForm) -> dict[str, Any]:
        return {"concern": self.concern, "head": self.head}


def _note_heads(heads: Sequence[ConcernHead | None]) -> None:
    access_log.record(Act.CONCERN_HEADS, objects=[Concern(pk=one.id) for one in heads if one])


@signed_in
@require_safe
def heads(request: SignedInRequest) -> HttpResponse:
    """Of the person whom the municipality has named: concerns without a leader, to give on where nobody has one."""
    found = concern_heads()
    _note_heads(found)
    notices_seen(concern_id__in=[one.id for one in found])
    return render(request, "concerns/heads.html", {"heads": found})
