"""Addresses of the logs and of the agreements that belong to one."""

from django.urls import path

from cases.agreements import views as agreements
from cases.logs import views

app_name = "logs"
urlpatterns = [
    path("", views.list_logs, name="list"),
    path("<uuid:case_id>/", views.read, name="read"),
    path("<uuid:case_id>/notat/", views.Write.as_view(), name="write"),
    path("<uuid:case_id>/notat/<uuid:entry_id>/", views.ChangeEntry.as_view(), name="change_entry"),
    path("<uuid:case_id>/samtykke/", agreements.shares, name="shares"),
    path("<uuid:case_id>/samtykke/nytt/", agreements.Renew.as_view(), name="renew"),
    path("<uuid:case_id>/samtykke/trekk/", agreements.Withdraw.as_view(), name="withdraw"),
    path("<uuid:case_id>/samtykke/innsyn/<uuid:parent_id>/", agreements.Release.as_view(), name="release"),
    path("<uuid:case_id>/innsyn/", views.events, name="events"),
    path("<uuid:case_id>/ga-ut/", views.Leave.as_view(), name="leave"),
]
