"""Who may use the page: those who lead a unit of the service that delivers the files, which is NAV."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.place import place_of
from municipality.people.request import SignedInRequest


def led_nav_office(request: HttpRequest) -> Unit | None:
    """The NAV office that the current user leads; None for everybody else."""
    return next((unit for unit in place_of(request).led_units if unit.service.delivers_kostra), None)


def leads_nav(request: HttpRequest) -> bool:
    return led_nav_office(request) is not None


def nav_office_or_403(request: SignedInRequest, act: Act) -> Unit:
    """The office on whose behalf the file is read. Others are refused, which is an event."""
    unit = led_nav_office(request)
    if unit is None:
        access_log.refuse(act)
        raise PermissionDenied
    return unit
