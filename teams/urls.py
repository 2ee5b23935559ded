"""The addresses of the teams, grouped by room."""

from django.urls import include, path

urlpatterns = [
    path("team/", include("teams.overview.urls")),
    path("team/<int:team_id>/deltakere/", include("teams.members.urls")),
    path("", include("teams.answers.urls")),
    path("", include("teams.referrals.urls")),
    path("drofting/", include("teams.discussions.urls")),
    path("", include("teams.systemissues.urls")),
    path("", include("teams.meetings.urls")),
    path("slutter/", include("teams.leaving.urls")),
    path("oppgaver/", include("teams.tasks.urls")),
]
