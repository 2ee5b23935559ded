"""Team: the ones one sits in, one of them, and who sits where."""

from django.urls import path

from teams.members import views

app_name = "teams"
urlpatterns = [
    path("", views.list_teams, name="list"),
    path("<int:team_id>/", views.team, name="team"),
    path("<int:team_id>/deltakere/", views.Members.as_view(), name="members"),
    path("<int:team_id>/deltakere/<int:seat_id>/avslutt/", views.EndSeat.as_view(), name="end_seat"),
]
