"""The municipality's organisation and settings."""

from django.urls import path

from municipality.administration import views

app_name = "administration"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("innstillinger/", views.Settings.as_view(), name="settings"),
]
