"""The addresses of the reporting, grouped by room."""

from django.urls import include, path

urlpatterns = [
    path("tall/", include("reporting.figures.urls")),
    path("kostra/", include("reporting.kostra.urls")),
]
