"""Reports to barnevern: one's own list, and registering one from nowhere, an undring or a log."""

from django.urls import path

from cases.reports import views

app_name = "reports"
urlpatterns = [
    path("meldinger/", views.own, name="list"),
    path("meldinger/mistanke/", views.suspicion, name="suspicion"),
    path("meldinger/ny/", views.Register.as_view(), name="register"),
    path("meldinger/<uuid:report_id>/", views.read, name="read"),
    path("meldinger/<uuid:report_id>/endre/", views.Change.as_view(), name="change"),
    path("undringer/<uuid:concern_id>/melding/", views.Register.as_view(), name="of_concern"),
    path("stafettlogger/<uuid:case_id>/melding/", views.Register.as_view(), name="of_log"),
]
