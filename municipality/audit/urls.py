"""Innsynsloggen."""

from django.urls import path

from municipality.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.event_list, name="list"),
    path("fil/", views.event_export, name="export"),
    path("segl/", views.last_seal, name="seal"),
]
