"""Addresses of what was written on the wrong child."""

from django.urls import path

from cases.wrongchild import views, views_concern

app_name = "wrongchild"
urlpatterns = [
    path("feil-barn/", views.list_notes, name="list"),
    path("feil-barn/notat/<uuid:entry_id>/", views.choose, name="note"),
    path("feil-barn/notat/<uuid:entry_id>/undring/", views_concern.ToConcern.as_view(), name="to_concern"),
    path("feil-barn/notat/<uuid:entry_id>/til/<uuid:case_id>/", views.ToLog.as_view(), name="to_log"),
    path("undringer/<uuid:concern_id>/feil-barn/", views_concern.Correct.as_view(), name="concern"),
]
