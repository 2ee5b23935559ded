"""Leading a browser on to where somebody shows who they are, which may be another site's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def lead_on(request: HttpRequest, address: str) -> HttpResponse:
    """To a page of ours that may lead to another site.

    After a form by a page of its own: browsers let no form of ours lead to another site (form-action), and hold that
    against every redirect that follows.
    """
    if request.method != "POST":
        return redirect(address)
    return render(request, "signin/lead_on.html", {"address": address})
