"""The way in and out."""

from django.urls import path

from municipality.signin import views, views_sessions

urlpatterns = [
    path("logg-inn/", views.sign_in, name="sign_in"),
    path("logg-inn/velg/", views.choose_account, name="choose_account"),
    path("logg-inn/invitasjon/", views.take_invitation, name="take_invitation"),
    path("logg-ut/", views.log_out, name="logout"),
    path("innlogging/", views_sessions.time_left_here, name="time_left"),
    path("innlogging/fortsett/", views_sessions.go_on, name="go_on"),
    path("innlogging/pa-nytt/", views_sessions.sign_in_again, name="sign_in_again"),
    path("min-profil/innlogginger/<uuid:session_id>/avslutt/", views_sessions.end, name="session_end"),
    path("min-profil/innlogginger/avslutt-andre/", views_sessions.end_others, name="sessions_end_others"),
]
