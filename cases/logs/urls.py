"""Addresses of the logs."""

from django.urls import path

from cases.logs import views, views_paper, views_together

app_name = "logs"
urlpatterns = [
    path("", views.list_logs, name="list"),
    path("<uuid:case_id>/", views.read, name="read"),
    path("<uuid:case_id>/notat/", views.Write.as_view(), name="write"),
    path("<uuid:case_id>/notat/<uuid:entry_id>/", views.ChangeEntry.as_view(), name="change_entry"),
    path("<uuid:case_id>/notat/<uuid:entry_id>/slipp/", views.ReleaseEntry.as_view(), name="release_entry"),
    path("<uuid:case_id>/les-sammen/", views_together.read_together, name="together"),
    path("<uuid:case_id>/utskrift/", views_paper.print_log, name="print"),
    path("<uuid:case_id>/innsyn/", views.events, name="events"),
    path("<uuid:case_id>/ga-ut/", views.Leave.as_view(), name="leave"),
]
