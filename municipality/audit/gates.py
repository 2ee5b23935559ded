"""The first line of pages that only one sort of account has: others are refused, and the try is noted."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import is_administrator, is_privacy_officer


def administrator_or_403(request: HttpRequest, act: Act) -> None:
    """PermissionDenied for everybody but an administrator."""
    if not is_administrator(request):
        access_log.refuse(act)
        raise PermissionDenied


def privacy_officer_or_403(request: HttpRequest, act: Act) -> None:
    """PermissionDenied for everybody but a privacy officer."""
    if not is_privacy_officer(request):
        access_log.refuse(act)
        raise PermissionDenied
