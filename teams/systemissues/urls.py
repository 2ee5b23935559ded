"""Systemsaker."""

from django.urls import path

from teams.systemissues import views

app_name = "systemissues"
urlpatterns = [
    path("team/<int:team_id>/systemsak/ny/", views.RaiseIssue.as_view(), name="raise"),
]
