"""Administrators who also have a place in a unit: what the notice about it leads to."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipality.accounts.selectors import administrators_places
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_now
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.people.models import AccountType, User
from municipality.people.request import SignedInRequest, is_privacy_officer, signed_in
from municipality.people.workplace import workplace_of


@require_safe
@signed_in
def administrators(request: SignedInRequest) -> HttpResponse:
    """For who leads, in the own units; for the privacy officer in the municipality. Others are refused."""
    watches, place = is_privacy_officer(request), workplace_of(request)
    if not (watches or place.led_units or place.overseen):
        access_log.refuse(Act.ACCOUNT_LIST)
        raise PermissionDenied
    found = administrators_places()
    access_log.record_list(Act.ACCOUNT_LIST, [User(pk=one.user_id) for one in found])
    notices_seen(NoticeType.ADMINISTRATORS_PLACE)  # the page says what all of them are about
    officers = User.objects.filter(account_type=AccountType.PRIVACY_OFFICER, is_active=True)
    context = {
        "places": found,
        "now": database_now(),
        "watches": watches,
        "membership_change": Act.MEMBERSHIP_CHANGE.value,
        "officers": [] if watches else officers.order_by("display_name"),
    }
    return render(request, "accounts/administrators.html", context)
