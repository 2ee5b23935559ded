"""Addresses of the logs and of the agreements that belong to one."""

from django.urls import path

from cases.agreements import views as agreements
from cases.logs import views

app_name = "logs"
urlpatterns = [
    path("", views.list_logs, name="list"),
    path("<uuid:case_id>/", views.read, name="read"),
    path("<uuid:case_id>/notat/", views.write, name="write"),
    path("<uuid:case_id>/notat/<uuid:entry_id>/", views.change_entry, name="change_entry"),
    path("<uuid:case_id>/samtykke/", agreements.shares, name="shares"),
    path("<uuid:case_id>/samtykke/nytt/", agreements.renew, name="renew"),
    path("<uuid:case_id>/samtykke/trekk/", agreements.withdraw, name="withdraw"),
    path("<uuid:case_id>/samtykke/innsyn/<uuid:parent_id>/", agreements.release, name="release"),
    path("<uuid:case_id>/innsyn/", views.events, name="events"),
    path("<uuid:case_id>/ga-ut/", views.leave, name="leave"),
]
