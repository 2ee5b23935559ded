"""Tall: what the executive sees of the municipality. Counts after disclosure control, and no way to a person."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.municipality import Municipality
from municipality.people.request import SignedInRequest, signed_in
from reporting.charts import bar_chart
from reporting.figures.definitions import EXEMPT, MEANINGS
from reporting.figures.models import Indicator
from reporting.figures.selectors import Figures, latest_figures
from reporting.navigation import is_executive


@require_safe
@signed_in
def read(request: SignedInRequest) -> HttpResponse:
    """The executive's own municipality. Others are refused, which is logged too."""
    assert request.user.is_authenticated  # noqa: S101 - narrows the type
    municipality = request.user.municipality
    if municipality is None or not is_executive(request):
        access_log.refuse(Act.FIGURES_READ)
        raise PermissionDenied
    figures = latest_figures()
    access_log.record(Act.FIGURES_READ, objects=figures.rows.values() if figures else ())
    context = {"municipality": municipality, "figures": figures}
    if figures:
        context |= _shown(municipality, figures)
    return render(request, "figures/read.html", context)


def _shown(municipality: Municipality, figures: Figures) -> dict[str, Any]:
    levels = list(zip(municipality.level_names, figures.levels, strict=True))
    return {
        "total": figures.of(Indicator.OPEN_LOGS),
        "days": figures.of(Indicator.DAYS_TO_MEASURE),
        "overdue": figures.of(Indicator.OVERDUE_MEASURES),
        "waiting": figures.of(Indicator.WAITING_REFERRALS),
        "levels": levels,
        "chart": bar_chart([(_("Nivå %(n)d") % {"n": n}, value) for n, (_name, value) in enumerate(levels)]),
        "meanings": [(indicator.label, text) for indicator, text in MEANINGS.items()],
        "exempt": [(indicator.label, text) for indicator, text in EXEMPT.items()],
    }
