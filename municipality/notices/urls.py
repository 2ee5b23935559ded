"""E-mail that does not get through."""

from django.urls import path

from municipality.notices import views

app_name = "mail"
urlpatterns = [
    path("", views.given_up, name="given_up"),
]
