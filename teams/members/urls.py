"""Who sits in a team."""

from django.urls import path

from teams.members import views

app_name = "members"
urlpatterns = [
    path("", views.Members.as_view(), name="list"),
    path("<int:seat_id>/avslutt/", views.EndSeat.as_view(), name="end"),
]
