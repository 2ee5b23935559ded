"""Møter: planned, begun, led item by item, shown on the wall, approved and corrected."""

from django.urls import path

from teams.meetings import views, views_item, views_minutes, views_screen

app_name = "meetings"
urlpatterns = [
    path("team/<int:team_id>/mote/nytt/", views.plan, name="plan"),
    path("moter/<uuid:meeting_id>/", views.read, name="read"),
    path("moter/<uuid:meeting_id>/flytt/", views.move, name="move"),
    path("moter/<uuid:meeting_id>/start/", views.start, name="start"),
    path("moter/<uuid:meeting_id>/sak/<uuid:minutes_id>/rettelse/", views_minutes.correct, name="correct"),
    path("moter/<uuid:meeting_id>/sak/<slug:about>/<uuid:item_id>/", views_item.lead, name="item"),
    path("moter/<uuid:meeting_id>/forheng/", views_screen.lift, name="lift"),
    path("moter/<uuid:meeting_id>/skjerm/", views_screen.screen, name="screen"),
    path("moter/<uuid:meeting_id>/godkjenn/", views_minutes.approve, name="approve"),
]
