"""E-mail that does not get through, for the administrator. What it was about is not shown anywhere."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.selectors import mail_given_up
from municipality.people.models import User
from municipality.people.request import SignedInRequest, is_administrator, signed_in


@require_safe
@signed_in
def given_up(request: SignedInRequest) -> HttpResponse:
    """Employees by name, families as a count, and why. Others are refused, which is logged too."""
    if not is_administrator(request):
        access_log.refuse(Act.MAIL_READ)
        raise PermissionDenied
    found = mail_given_up()
    access_log.record(Act.MAIL_READ, objects=[User(pk=one.user_id) for one in found if one.user_id])
    return render(request, "notices/given_up.html", {"given_up": found})
