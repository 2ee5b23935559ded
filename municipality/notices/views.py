"""E-mail that does not get through, for the administrator. What it was about is not shown anywhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.notices.selectors import mail_given_up
from municipality.people.models import User
from municipality.people.request import SignedInRequest, signed_in


@require_safe
@signed_in
def given_up(request: SignedInRequest) -> HttpResponse:
    """Employees by name, families as a count, and why. Others are refused, which is logged too."""
    administrator_or_403(request, Act.MAIL_READ)
    found = mail_given_up()
    access_log.record(Act.MAIL_READ, objects=[User(pk=one.user_id) for one in found if one.user_id])
    return render(request, "notices/given_up.html", {"given_up": found})
