"""Who may use the page: those who lead a unit of the service that delivers the files, which is NAV."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.request import SignedInRequest
from municipality.people.workplace import Workplace, workplace_of


def office_of(place: Workplace) -> Unit | None:
    """The NAV office that the one with this workplace leads; None for everybody else."""
    return next((unit for unit in place.led_units if unit.service.delivers_kostra), None)


def led_nav_office(request: HttpRequest) -> Unit | None:
    """That of the one who asks."""
    return office_of(workplace_of(request))


def leads_nav(request: HttpRequest) -> bool:
    return led_nav_office(request) is not None


def nav_office_or_403(request: SignedInRequest, act: Act) -> Unit:
    """The office on whose behalf the file is read. Others are refused, which is an event."""
    unit = led_nav_office(request)
    if unit is None:
        access_log.refuse(act)
        raise PermissionDenied
    return unit
