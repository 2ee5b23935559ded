"""From a concern to a log: the consent form."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.concerns.views import OwnConcernPage
from cases.opening.forms import OpenLogPage
from cases.opening.services import case_open
from consent.texts import explanation
from municipality.access.refusals import SENTENCES
from municipality.audit.acts import Act
from municipality.writing.page import Saved


class OpenLog(OwnConcernPage):
    """Register what the family answered, and open the log. `more` in what is sent asks for one more row only."""

    template = "opening/open.html"
    act = Act.CASE_OPEN
    called = "page"

    def gate(self, concern_id: uuid.UUID) -> HttpResponse | None:
        super().gate(concern_id)
        if self.concern.birth_date is not None:
            return None
        messages.info(self.request, str(SENTENCES["not_born_yet"]))
        return redirect("concerns:read", concern_id)

    def again(self, data: QueryDict) -> OpenLogPage | None:
        more = data.get("more", "")
        return OpenLogPage(concern=self.concern, typed=data, more=more) if more else None

    def sent(self, data: QueryDict) -> OpenLogPage:
        return OpenLogPage(concern=self.concern, data=data)

    def fresh(self, typed: QueryDict | None) -> OpenLogPage:
        return OpenLogPage(concern=self.concern, typed=typed)

    def save(self, form: OpenLogPage) -> Saved:
        opener, unit = self.request.user, self.concern.unit
        case_id = case_open(opener=opener, unit=unit, opening=form.opening(), concern=self.concern)
        words = _(
            "Stafettloggen til %(name)s er åpnet, og du er stafettholder. Enhetene du valgte, er invitert."
        )
        return Saved(reverse("logs:read", args=[case_id]), words % {"name": self.concern.first_name})

    def context(self, form: OpenLogPage) -> dict[str, Any]:
        return {"concern": self.concern, "explanation": explanation()}
