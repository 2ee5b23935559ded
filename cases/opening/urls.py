"""From an undring to a log."""

from django.urls import path

from cases.opening.views import OpenLog

app_name = "opening"
urlpatterns = [
    path("undringer/<uuid:concern_id>/stafettlogg/", OpenLog.as_view(), name="open"),
]
