"""The municipality's organisation, and its settings."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.administration.begin import steps_of
from municipality.administration.forms import SettingsForm, settings_version
from municipality.administration.views_merge import announced
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.clock import database_today
from municipality.organisation.models import District, Service, Team, Theme, Unit
from municipality.organisation.municipality import Municipality
from municipality.people.request import SignedInRequest, is_administrator, signed_in
from municipality.versions import ChangedMeanwhile
from municipality.writing.page import Saved, WritingPage


@require_safe
@signed_in
def overview(request: SignedInRequest) -> HttpResponse:
    """Services with their units, districts, teams and themes, for everybody who works in the municipality."""
    assert request.user.is_authenticated  # noqa: S101 - narrows the type
    municipality = request.user.municipality
    if municipality is None:
        raise PermissionDenied
    units = Unit.objects.in_use().select_related("district")
    marked = units.select_related("successor").prefetch_related("former_names")
    may_change = is_administrator(request)
    every_unit = Unit.objects.select_related("service", "successor").prefetch_related("former_names")
    parts = {
        "services": Service.objects.in_use().prefetch_related(Prefetch("units", marked)),
        "districts": District.objects.in_use().prefetch_related(
            Prefetch("units", units.select_related("service"))
        ),
        "teams": Team.objects.in_use().select_related("district").prefetch_related("members"),
        "themes": Theme.objects.in_use().prefetch_related("services"),
    }
    return render(
        request,
        "administration/overview.html",
        {
            "municipality": municipality,
            "may_change": may_change,
            "merging": announced(municipality) if may_change else None,
            "today": database_today() if may_change else None,
            "every_unit": every_unit.filter(municipality=municipality) if may_change else [],
            **{name: rows.filter(municipality=municipality) for name, rows in parts.items()},
        },
    )


@require_safe
@signed_in
def begin(request: SignedInRequest) -> HttpResponse:
    """What is left to do before the first log; the administrator's."""
    administrator_or_403(request, Act.BEGIN_READ)
    assert request.user.municipality is not None  # noqa: S101 - only families have none
    steps = steps_of(request.user.municipality)
    return render(
        request, "administration/begin.html", {"steps": steps, "done": sum(step.done for step in steps)}
    )


class Settings(WritingPage):
    """The administrator changes the municipality's settings; others are refused, and that is logged too."""

    template = "administration/settings.html"
    form_class = SettingsForm
    keeps_draft = False
    act = Act.SETTINGS_CHANGE

    def gate(self) -> None:
        self.standing: list[tuple[str, str]] = []
        administrator_or_403(self.request, self.act)

    def about(self) -> dict[str, Any]:
        return {"instance": self.request.user.municipality}

    def meet(self, form: SettingsForm, current: Municipality) -> None:
        """Shows what differs from what was typed."""
        self.standing = form.standing(current)
        super().meet(form, current)

    def version(self, current: Municipality) -> int:
        return settings_version(current)

    def context(self, form: SettingsForm) -> dict[str, Any]:
        return {"standing": self.standing}

    def save(self, form: SettingsForm) -> Saved:
        here = reverse("administration:settings")
        if not form.changed:
            messages.info(self.request, _("Ingenting er endret."))
            return Saved(here)
        current = Municipality.objects.select_for_update().get(pk=form.instance.pk)
        if form.cleaned_data["version"] != settings_version(current):
            raise ChangedMeanwhile(current)
        access_log.record(self.act, objects=[form.save()])
        return Saved(here, _("Innstillingene er lagret. De gjelder fra nå av."))
