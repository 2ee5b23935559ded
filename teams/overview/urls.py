"""Team: the reader's own teams, and one of them."""

from django.urls import path

from teams.overview import views

app_name = "teams"
urlpatterns = [
    path("", views.list_teams, name="list"),
    path("<int:team_id>/", views.team, name="team"),
]
