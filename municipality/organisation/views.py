"""The municipality's organisation, and its settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipality.audit import log
from municipality.audit.acts import Act
from municipality.organisation.forms import SettingsForm
from municipality.organisation.models import District, Service, Team, Theme, Unit
from municipality.people.navigation import is_administrator


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Services with their units, districts, teams and themes, for everybody who works in the municipality."""
    assert request.user.is_authenticated  # noqa: S101 - narrows the type
    municipality = request.user.municipality
    if municipality is None:
        raise PermissionDenied
    units = Unit.objects.in_use().select_related("district")
    parts = {
        "services": Service.objects.in_use().prefetch_related(Prefetch("units", units)),
        "districts": District.objects.in_use().prefetch_related(
            Prefetch("units", units.select_related("service"))
        ),
        "teams": Team.objects.in_use().select_related("district").prefetch_related("members"),
        "themes": Theme.objects.in_use().prefetch_related("services"),
    }
    return render(
        request,
        "organisation/overview.html",
        {
            "municipality": municipality,
            "may_change": is_administrator(request),
            **{name: rows.filter(municipality=municipality) for name, rows in parts.items()},
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """The administrator changes the municipality's settings; others are refused, and that is logged too."""
    assert request.user.is_authenticated  # noqa: S101 - narrows the type
    if not is_administrator(request):
        log.refuse(request, Act.SETTINGS_CHANGE)
        raise PermissionDenied
    form = SettingsForm(request.POST or None, instance=request.user.municipality)
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            log.record(Act.SETTINGS_CHANGE, objects=[form.save()])
            messages.success(request, _("Innstillingene er lagret. De gjelder fra nå av."))
        else:
            messages.info(request, _("Ingenting er endret."))
        return redirect("organisation:settings")
    return render(request, "organisation/settings.html", {"form": form})
