"""The form of who has signed in and has nothing here (D12). Its answer is one page, the same for all."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.requests.forms import OutsideForm
from cases.requests.outside import services_to_ask
from cases.requests.services import request_outside
from municipality.access.refusals import Refused
from municipality.people.models import User
from municipality.signin.asking import asked_with, has_been_let_ask, key_to_ask_with, let_ask

PAGE: Final = "requests/outside.html"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """To the page for signing in without a key of such a sign-in; a family that has no log is let ask as well."""
    user = request.user
    if isinstance(user, User) and user.is_family and not has_been_let_ask(request):
        let_ask(request)
    key = key_to_ask_with(request)
    if key is None:
        if has_been_let_ask(request):
            messages.info(
                request, _("Du har spurt så mange ganger du kan nå. Logg inn på nytt for å spørre igjen.")
            )
        return redirect("home" if request.user.is_authenticated else "sign_in")
    form = OutsideForm(request.POST or None, services=services_to_ask())
    if request.method != "POST" or not form.is_valid():
        return render(request, PAGE, {"form": form})
    said = form.cleaned_data
    try:
        request_outside(
            key=key,
            services=[int(one) for one in said["services"]],
            text=said["text"],
            contact=said["contact"],
        )
    except Refused as reason:
        form.add_error(None, str(reason))
        return render(request, PAGE, {"form": form})
    asked_with(request, key)
    return redirect("requests:outside_sent")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whether anything was sent or not."""
    return render(request, "requests/outside_sent.html")
