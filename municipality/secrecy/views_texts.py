"""The administrator's pages: what binds the people of outside services, and the words that are read or signed."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.organisation.choices import OUTSIDE, Secrecy
from municipality.organisation.models import Service
from municipality.people.request import SignedInRequest, signed_in
from municipality.secrecy.forms import ServiceForm, TextForm, takes_away
from municipality.secrecy.models import Kind, SecrecyText
from municipality.secrecy.services import secrecy_text_enter, service_secrecy_set
from municipality.secrecy.words import Words, languages_of, standard, words_of
from municipality.writing.page import Saved, WritingPage

HERE = "secrecy:settings"


def _own(request: SignedInRequest) -> int:
    """The administrator's municipality."""
    assert request.user.municipality_id is not None  # noqa: S101 - only families have none
    return request.user.municipality_id


@require_safe
@signed_in
def settings(request: SignedInRequest) -> HttpResponse:
    """The outside services with what binds their people, and the words that hold."""
    administrator_or_403(request, Act.SECRECY_CHANGE)
    services = Service.objects.in_use().filter(municipality=_own(request), owner__in=OUTSIDE)
    context = {
        "services": services.order_by("name").prefetch_related("units"),
        "texts": [(kind, words_of(_own(request), kind)) for kind in Kind],
    }
    return render(request, "secrecy/settings.html", context)


@require_safe
@signed_in
def history(request: SignedInRequest, kind: str) -> HttpResponse:
    """Every version of one kind, the newest first; the product's own is the oldest."""
    administrator_or_403(request, Act.SECRECY_CHANGE)
    if kind not in Kind.values:
        raise Http404
    written = SecrecyText.objects.filter(municipality=_own(request), kind=kind).select_related("written_by")
    versions: list[tuple[Words, SecrecyText | None]] = [
        (Words(kind, one.version, one.texts), one) for one in written
    ]
    return render(
        request, "secrecy/history.html", {"kind": Kind(kind), "versions": [*versions, (standard(kind), None)]}
    )


class Change(WritingPage):
    """New words: written, looked at as they will be read, and then saved."""

    template = "secrecy/text.html"
    form_class = TextForm
    act = Act.SECRECY_CHANGE

    def gate(self, kind: str) -> None:
        administrator_or_403(self.request, self.act)
        if kind not in Kind.values:
            raise Http404
        self.kind = Kind(kind)
        self.stood = words_of(_own(self.request), kind)

    def about(self) -> dict[str, Any]:
        return {"stood": self.stood, "languages": dict(languages_of(self.kind))}

    def again(self, data: QueryDict) -> TextForm | None:
        if not data.get("look"):
            return None
        form: TextForm = self.sent(data)
        form.is_looked_at = form.is_valid()
        return form

    def save(self, form: TextForm) -> Saved:
        secrecy_text_enter(kind=self.kind, texts=form.texts, stood=form.cleaned_data["words_shown"])
        access_log.record(self.act)
        return Saved(reverse(HERE), _("Den nye teksten er lagret, og gjelder fra nå av."))

    def context(self, form: TextForm) -> dict[str, Any]:
        return {"kind": self.kind, "stood": self.stood}


class ServiceSecrecy(WritingPage):
    """What binds the people of one outside service."""

    template = "secrecy/service.html"
    form_class = ServiceForm
    keeps_draft = False
    act = Act.SECRECY_CHANGE

    def gate(self, service_id: int) -> None:
        administrator_or_403(self.request, self.act)
        found = Service.objects.filter(
            pk=service_id, municipality=_own(self.request), owner__in=OUTSIDE
        ).first()
        if found is None:
            raise Http404
        self.service = found

    def initial(self) -> dict[str, Any]:
        return {"secrecy": self.service.secrecy}

    def again(self, data: QueryDict) -> ServiceForm | None:
        if data.get("confirmed") or not takes_away(self.service.secrecy, data):
            return None
        form: ServiceForm = self.sent(data)
        form.is_asked_again = True
        return form

    def save(self, form: ServiceForm) -> Saved:
        service_secrecy_set(self.service, form.cleaned_data["secrecy"])
        access_log.record(self.act, objects=[self.service])
        told = {"name": self.service.name, "secrecy": Secrecy(form.cleaned_data["secrecy"]).label}
        return Saved(reverse(HERE), _("%(name)s: %(secrecy)s.") % told)

    def context(self, form: ServiceForm) -> dict[str, Any]:
        return {"service": self.service}
