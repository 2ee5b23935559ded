"""The administrators say whose people may open a log in an emergency: one takes away, two add."""

from typing import Any

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.access.refusals import NothingThere
from municipality.administration.emergency import (
    asked_for,
    emergency_allow,
    emergency_allow_confirm,
    in_words,
)
from municipality.administration.forms_emergency import ConfirmForm, EmergencyForm
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.signin.lately import sign_in_first
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


class Emergency(WritingPage):
    """What holds, what waits for another administrator, and the form."""

    template = "administration/emergency.html"
    form_class = EmergencyForm
    is_read_first = True
    keeps_draft = False
    act = Act.SETTINGS_CHANGE

    def gate(self) -> Any:
        administrator_or_403(self.request, self.act)
        assert self.request.user.municipality is not None  # noqa: S101 - only families have none
        self.municipality = self.request.user.municipality
        return sign_in_first(self.request) if self.request.method == "POST" else None

    def about(self) -> dict[str, Any]:
        return {"municipality": self.municipality}

    def initial(self) -> dict[str, Any]:
        return {"roles": self.municipality.emergency_roles, "services": self.municipality.emergency_services}

    def save(self, form: EmergencyForm) -> Saved:
        holds = emergency_allow(roles=form.cleaned_data["roles"], services=form.cleaned_data["services"])
        access_log.record(self.act, objects=[self.municipality])
        here = reverse("administration:emergency")
        if holds:
            return Saved(here, _("Det er lagret, og gjelder fra nå av."))
        return Saved(here, _("Det gjelder når en annen administrator har sagt ja."))

    def context(self, form: EmergencyForm) -> dict[str, Any]:
        here = self.municipality
        asked = asked_for(here)
        return {
            "holds": in_words(here, here.emergency_roles, here.emergency_services),
            "asked": asked,
            "asked_words": in_words(here, asked.roles, asked.services) if asked else None,
        }


class Confirm(ConfirmPage):
    """The second administrator's yes."""

    form_class = ConfirmForm
    act = Act.SETTINGS_CHANGE
    danger = False

    def gate(self) -> Any:
        self.back = reverse("administration:emergency")
        administrator_or_403(self.request, self.act)
        assert self.request.user.municipality is not None  # noqa: S101 - only families have none
        self.municipality = self.request.user.municipality
        asked = asked_for(self.municipality)
        if asked is None:  # answered meanwhile, or taken back
            messages.info(self.request, _("Det er ingenting som venter."))
            return redirect(self.back)
        self.asked = asked
        return sign_in_first(self.request)

    def initial(self) -> dict[str, Any]:
        return {"asked_at": self.asked.asked_at.isoformat()}

    def again(self, data: QueryDict) -> ConfirmForm | None:
        return None if data.get("confirmed") else self.fresh(None)

    def save(self, form: ConfirmForm) -> Saved:
        if form.cleaned_data["asked_at"] != self.initial()["asked_at"]:
            raise NothingThere("asked_otherwise_meanwhile")
        emergency_allow_confirm(self.asked)
        access_log.record(self.act, objects=[self.municipality])
        return Saved(self.back, _("Det gjelder fra nå av."))

    def context(self, form: ConfirmForm) -> dict[str, Any]:
        roles, services = in_words(self.municipality, self.asked.roles, self.asked.services)
        words = {"name": self.asked.asked_by.display_name, "services": services, "roles": roles}
        return {
            "title": _("Skal disse kunne åpne en logg i en nødssituasjon?"),
            "text": _("%(name)s har valgt tjenestene %(services)s, og rollene %(roles)s.") % words,
            "confirm_label": _("Ja, det skal gjelde"),
            "cancel_label": _("La det vente"),
        }
