"""«Avvik»: the privacy officer's, and those that staff report or are told of."""

from django.urls import path

from cases.deviations import views, views_staff

app_name = "deviations"
urlpatterns = [
    path("", views.list_deviations, name="list"),
    path("meld/", views_staff.Report.as_view(), name="report"),
    path("mine/", views_staff.own, name="own"),
    path("<uuid:deviation_id>/", views.Read.as_view(), name="read"),
    path("<uuid:deviation_id>/fortell/", views.Tell.as_view(), name="tell"),
]
