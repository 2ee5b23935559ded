"""The address of the figures."""

from django.urls import path

from reporting.figures import views

app_name = "figures"
urlpatterns = [path("", views.read, name="read")]
