"""Leaving a unit."""

from django.urls import path

from teams.leaving import views

app_name = "leaving"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<int:unit_id>/", views.Leave.as_view(), name="own"),
    path("<int:unit_id>/<int:user_id>/", views.Leave.as_view(), name="of"),
]
