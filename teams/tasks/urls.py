"""Oppgaver from a team's meeting."""

from django.urls import path

from teams.tasks import views, views_give

app_name = "tasks"
urlpatterns = [
    path("<uuid:task_id>/", views.Do.as_view(), name="do"),
    path("<uuid:task_id>/ny-ansvarlig/", views_give.Give.as_view(), name="give"),
]
