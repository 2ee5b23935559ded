"""«Uten samtykke», and the privacy officer's control of it."""

from django.urls import path

from cases.bylaw import views

app_name = "bylaw"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("kontroll/", views.control, name="control"),
]
