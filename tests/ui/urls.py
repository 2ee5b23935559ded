"""Addresses that the navigation tests stand on."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    path("", page, name="front"),
    path("saker/", page, name="cases"),
    path("saker/nye/", page, name="new-cases"),
    path("logg-ut/", page, name="logout"),
    # What the frame knows of the session.
    *(path(f"{name}/", page, name=name) for name in ("sign_in", "sign_in_again", "go_on", "time_left")),
]
