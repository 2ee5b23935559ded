"""Oppgaver from a team's meeting."""

from django.urls import path

from teams.tasks import views

app_name = "tasks"
urlpatterns = [path("<uuid:task_id>/", views.Do.as_view(), name="do")]
