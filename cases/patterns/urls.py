"""«Mønstre» in the access log."""

from django.urls import path

from cases.patterns import views

app_name = "patterns"
urlpatterns = [path("", views.list_patterns, name="list")]
